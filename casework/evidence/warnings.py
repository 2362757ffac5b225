"""Whether a text warns of a fraud itself: residents forward what the police and banks write.

A false link in it is the example, not the bait. Scammers write «cảnh báo» too, so that both a word
for the fraud and one that holds people back must stand there.
"""

import re

from casework.vietnamese import fold, strip_tones

_FRAUD = re.compile(
    r"\b(?:gia mao|mao danh|lua dao|la (?:trang |web |website )?gia|thu doan|doi tuong)\b"
)
_HOLDS_BACK = re.compile(
    r"\b(?:canh bao|canh giac|khuyen cao|luu y|tuyet doi khong|(?:dung|khong|chua|cho co) "
    r"(?:nen |duoc )?(?:bam|vao|truy cap|nhap|cung cap|lam theo|click|mo))\b"
)


def warns(text: str) -> bool:
    """Whether the text holds people back from a fraud that it names."""
    bare = strip_tones(fold(text))
    return _FRAUD.search(bare) is not None and _HOLDS_BACK.search(bare) is not None

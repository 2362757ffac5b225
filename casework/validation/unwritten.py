"""What `new` left to be written: none of it may ever be told to a resident."""

import unicodedata
from collections.abc import Iterator

from casework.playbooks.data_file import Mistake
from casework.playbooks.schema import ScamPatterns
from casework.playbooks.skeleton import TO_WRITE, TO_WRITE_LINK
from casework.validation.checked import Checked

_EXAMPLE = 60
"""Characters of a line that are shown."""


def check_unwritten(patterns: Checked[ScamPatterns], text: str) -> Iterator[Mistake]:
    """A mistake for each line that still says what is to be written there."""
    playbooks = patterns.content.playbooks
    begins = [patterns.lines.of(("playbooks", i)) for i in range(len(playbooks))]
    # Some programs write the marks apart from their letters.
    for number, line in enumerate(unicodedata.normalize("NFC", text).split("\n"), start=1):
        said = line.strip()
        if said.startswith("#") or not (TO_WRITE in said or TO_WRITE_LINK in said):
            continue
        before = [p.id for p, begin in zip(playbooks, begins, strict=True) if begin <= number]
        yield _told(patterns, number, before[-1] if before else "tệp", said)


def _told(patterns: Checked[ScamPatterns], number: int, entry: str, said: str) -> Mistake:
    path = str(patterns.path)
    if TO_WRITE_LINK in said:
        mend = "chép đường dẫn của trang đã đọc vào đây, bắt đầu bằng https://."
        return Mistake(path, number, entry, "Chỗ này còn đường dẫn mẫu.", mend)
    what = said.partition(TO_WRITE)[2].lstrip(": ").rstrip("'\"]")
    shown = what if len(what) <= _EXAMPLE else f"{what[:_EXAMPLE].rstrip()}…"
    wrong = f"Chỗ này còn lời mẫu «{TO_WRITE}: {shown}»."
    mend = f"viết câu của bạn thay cả dòng mẫu, bỏ chữ {TO_WRITE}."
    return Mistake(path, number, entry, wrong, mend)

"""Names of highland peoples ('Y Blêng', "H'Hen Niê", 'A Phủ'), and names in Asian letters.

Source: eval/README and common knowledge: Y and A for men, H' and Ka for women, K' for men.
"""

import re
from collections.abc import Iterator

from casework.privacy.names.capitals import capital_run
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

_PARTICLES = frozenset({"Y", "H", "K", "A", "Ka", "Bh", "Rơ", "Rô"})
_PEOPLES = frozenset({"h'mong", "h’mong", "m'nong", "m’nong", "k'ho", "k’ho"})
# As long as a name: a longer text says more than one.
_ASIAN = re.compile(
    r"\b(?:tên|ten|nick|name|người|nguoi|họ|ho)\b[^\n.;\u3400-\u9fff\uac00-\ud7a3]{0,15}?"
    r"([\u3400-\u9fff\uac00-\ud7a3]{2,4})(?![\u3400-\u9fff\uac00-\ud7a3])"
)
_APOSTROPHES = ("'", "’", "`", "´")


def other_peoples(reading: Reading) -> Iterator[Span]:
    """Yield names that begin with a particle or hold an apostrophe, and those in Asian letters."""
    for found in _ASIAN.finditer(reading.lower):
        yield found.span(1)
    for index, word in enumerate(reading.words):
        if not word.typed[0].isupper() or word.bare in _PEOPLES:
            continue
        with_apostrophe = any(mark in word.typed for mark in _APOSTROPHES)
        count = capital_run(reading, index, most=4)
        if (with_apostrophe and count) or (
            word.typed in _PARTICLES and count > 1 and not reading.words[index + 1].upper
        ):
            yield word.start, reading.words[index + count - 1].end

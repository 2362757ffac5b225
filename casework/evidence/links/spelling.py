"""One spelling of a text for whoever looks for links, with the way back to what was pasted.

After casework.privacy.normalize (NFKC, nothing invisible) some signs are left that stand for a
dot, a slash or a letter in disguised links. Dots that were written as something else become a
character of their own, so that it stays known how much they can be trusted.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from casework.privacy.normalize import normalize

HIDDEN = "\ue000"
"""A dot in brackets, or one letter by letter: nobody writes so by accident."""
SPACED = "\ue001"
"""A dot with a blank before it, 'cham', 'dot': also a slip or another word."""
SPOKEN = "\ue002"
"""The word 'chấm': also a verb."""
LATE = "\ue003"
"""A dot with a blank after it, or a comma: nearly always the end of a sentence."""
WEAK = frozenset({SPACED, SPOKEN, LATE})
"""Dots that may be none."""
DOTS = f".{HIDDEN}{SPACED}{SPOKEN}{LATE}"

# Every key is one character, so that offsets stay.
_STAND_FOR = {
    ".": "\u00b7\u02d9\u0387\u06d4\u0701\u0702\u2022\u2024\u2027\u2219\u22c5\u2e31\u2e33\u3002"
    "\u30fb\ua4f8\ua78f",
    "/": "\u2044\u2215\u29f8\u2571",
    "\\": "\u2216\u29f5\u2572",
    ":": "\u02d0\u2236\ua789\u05c3\u0589",
    "-": "\u02d7\u2010\u2011\u2012\u2013\u2212\u2043",
    "\ufffd": DOTS[1:],
}
SLASHES = _STAND_FOR["/"]
"""Signs that look like a slash and do not end a host."""

_STANDS_FOR = str.maketrans(
    {sign: plain for plain, signs in _STAND_FOR.items() for sign in signs}
    # Letters in black circles and squares, and those that flags are made of.
    | {chr(0x1F150 + i): chr(0x61 + i) for i in range(26)}
    | {chr(0x1F170 + i): chr(0x61 + i) for i in range(26)}
    | {chr(0x1F1E6 + i): chr(0x61 + i) for i in range(26)}
)
_HAS_SIGNS = re.compile("[" + "".join(re.escape(chr(code)) for code in _STANDS_FOR) + "]")


@dataclass(frozen=True, slots=True)
class Change:
    """What stands at [start, end) of a spelling is read as `letters`."""

    start: int
    end: int
    letters: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text as links are looked for in it; character i stands for pasted[starts[i]:ends[i]]."""

    pasted: str = field(repr=False)
    text: str = field(repr=False)
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)

    def differs(self, start: int, end: int) -> bool:
        """Whether [start, end) was pasted in other characters than it is read in."""
        pasted = self.pasted[self.starts[start] : self.ends[end - 1]]
        read = self.text[start:end]
        return pasted != read and unicodedata.normalize("NFC", pasted) != read

    def with_changes(self, changes: Iterable[Change]) -> "Spelling":
        """The same text with parts of it read otherwise; in order, not overlapping."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for change in changes:
            text += (self.text[done : change.start], change.letters)
            starts += self.starts[done : change.start]
            ends += self.ends[done : change.start]
            starts += [self.starts[change.start]] * len(change.letters)
            ends += [self.ends[change.end - 1]] * len(change.letters)
            done = change.end
        text.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Spelling(self.pasted, "".join(text), starts, ends)


def spell(pasted: str) -> Spelling:
    """Bring a text to the spelling in which links are looked for. Never raises."""
    form = normalize(pasted)
    text = form.text
    if _HAS_SIGNS.search(text):
        text = text.translate(_STANDS_FOR)
    return Spelling(pasted, text, form.starts, form.ends)

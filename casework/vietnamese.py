"""Views of Vietnamese text: as typed, and with its tone marks stripped.

Both views are needed. Residents often type without marks, so "chung minh" must be found as
"chứng minh"; but stripping everything makes "gấp" (urgent) and "gặp" (meet) the same word, so a
word that was typed with marks is compared with its marks.
"""

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"<[a-z_]+>|\w+", re.IGNORECASE)

# "hòa" and "hoà" are the same word; schools and keyboards differ. Only at the end of a word:
# before a final consonant there is one spelling ("hoàn").
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_OLD_TONE_PLACE = re.compile(rf"(?<!q)(?:(o)([{_TONES}])([ae])|(u)([{_TONES}])(y))(?!\w)")


def fold(text: str) -> str:
    """Lower case, NFC, one spelling for tone placement. The length may change."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", _OLD_TONE_PLACE.sub(r"\1\4\3\6\2\5", decomposed))


def strip_tones(text: str) -> str:
    """Return the text without tone and vowel marks; đ becomes d. Case is kept."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).replace("đ", "d").replace("Đ", "D")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its folded form, its stripped form, and where it stands."""

    typed: str
    bare: str
    start: int
    end: int

    @property
    def has_marks(self) -> bool:
        """Whether the resident typed any mark in this word."""
        return self.typed != self.bare

    def says(self, other: "Word") -> bool:
        """Whether this word of a message can be read as the word of a phrase."""
        return self.typed == other.typed or (not self.has_marks and self.bare == other.bare)


def words(text: str) -> tuple[Word, ...]:
    """Split a text into words; a redaction token such as <PHONE> is one word."""
    return tuple(
        Word(folded := fold(found.group()), strip_tones(folded), found.start(), found.end())
        for found in _WORD.finditer(unicodedata.normalize("NFC", text))
    )

"""The two views of a message: as typed, and bare (without any mark of a tone or vowel).

Residents type Vietnamese with tones, without tones, or with some of them, and
the same word must be recognised each time. Both views are made of the same
normalised text, so they always have the same number of tokens.
"""

from __future__ import annotations

import dataclasses
import re
import sys
import unicodedata
from itertools import groupby
from typing import Final


def _all_of(category: str) -> re.Pattern[str]:
    """Make a pattern of all signs of a Unicode category: quicker than one by one."""
    found = [
        sign
        for sign in range(sys.maxunicode + 1)
        if unicodedata.category(chr(sign)) == category
    ]
    runs = groupby(enumerate(found), key=lambda item: item[1] - item[0])
    ends = [(run[0][1], run[-1][1]) for run in (list(run) for _, run in runs)]
    ranges = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ends)
    return re.compile(f"[{ranges}]+")


# Zero-width spaces and the like; tone and vowel marks of a decomposed text.
_FORMAT: Final = _all_of("Cf")
_MARK: Final = _all_of("Mn")

# The redactor writes <PHONE>, <ACCOUNT>, <NAME>, ... and may number them (<NAME_2>).
_REDACTION: Final = re.compile(r"<([^\W\d_][\w-]*?)[_-]?\d*>")
_TOKEN: Final = re.compile(r"<[^\W\d_][\w-]*>|\w+")
_NUMBER: Final = re.compile(r"\d+")
# A word of plain letters, no redaction, with a key of Telex in it: few words have one.
_SLIPPED: Final = re.compile(
    r"(?<![<\w])(?=[a-z]*(?:([aeioud])\1|[aou]w|[fsrxj](?:[cghmnpt]{0,2})(?![a-z])))"
    r"[a-z]+(?![>\w])"
)
_DOUBLED: Final = re.compile(r"([aeioud])\1")
_TELEX_VOWEL: Final = re.compile(r"([aou])w")
# No Vietnamese syllable ends in one of these, or has one behind its vowel.
_TONE_KEY: Final = re.compile(r"(?<=[aeiouy])[fsrxj](?=[cghmnpt]{0,2}$)|[fsrxj]$")
_LONGEST_WITHOUT_TONE_KEY: Final = 2
# Three or more of the same sign: 'quáááá', '!!!!'.
_REPEATED: Final = re.compile(r"([^\d\s])\1{2,}")


def normalise(text: str) -> str:
    """Bring `text` to one spelling: composed, lower case, plain.

    Drawn-out letters are written once, and every number as 0.

    NFKC also maps the full-width and 'mathematical' letters with which spam
    avoids filters to plain ones. Format characters (zero-width spaces and the
    like) are removed: they split words and nobody sees them.
    """
    composed = unicodedata.normalize("NFKC", text)
    squeezed = _REPEATED.sub(r"\1", _FORMAT.sub("", composed).lower())
    # Numbered redactions are one word: the number says nothing about the intent.
    unnumbered = _REDACTION.sub(r"<\1>", squeezed)
    # 500k and 70k mean the same: that it is about money, some thousands.
    return _NUMBER.sub("0", unnumbered)


def without_marks(normalised: str) -> str:
    """Take every diacritic off an already normalised text; đ becomes d."""
    decomposed = unicodedata.normalize("NFD", normalised)
    # đ has no decomposition in Unicode, so NFD leaves it whole.
    return _MARK.sub("", decomposed).replace("đ", "d")


def bare(normalised: str) -> str:
    """Give the bare view: without marks, and without the keys that should make them.

    A Telex keyboard that does not turn its keys into marks leaves them behind:
    'chuyeenr tieefn' and 'dduwowcj' become what 'chuyển tiền' and 'được' become.
    Other languages' words lose a letter now and then ('sms' is 'sm'), but always the
    same one.
    """
    return _SLIPPED.sub(_without_telex, without_marks(normalised))


def _without_telex(found: re.Match[str]) -> str:
    word = _TELEX_VOWEL.sub(r"\1", _DOUBLED.sub(r"\1", found.group()))
    if len(word) <= _LONGEST_WITHOUT_TONE_KEY:
        return word
    # The tone's key comes at the end of the word, or right behind the vowel.
    return _TONE_KEY.sub("", word, count=1)


def tokens(normalised: str) -> list[str]:
    """Split a normalised text into words, numbers and redaction tokens."""
    return _TOKEN.findall(normalised)


def is_redaction(token: str) -> bool:
    """Tell whether `token` stands for something the redactor took out."""
    return token.startswith("<")


@dataclasses.dataclass(frozen=True)
class Views:
    """A text in both views, as tokens."""

    typed: list[str]
    bare: list[str]

    @classmethod
    def of(cls, text: str) -> Views:
        """Split a raw text into the tokens of both views."""
        normal = normalise(text)
        return cls(tokens(normal), tokens(bare(normal)))

    @property
    def says_something(self) -> bool:
        """Tell whether any letter is left besides the redaction tokens.

        '', '👍' and '<PHONE>' say nothing about what happened to the writer.
        """
        return any(
            not is_redaction(token) and any(sign.isalpha() for sign in token)
            for token in self.typed
        )

"""The two views of a message: as typed, and bare (without any diacritic).

Residents type Vietnamese with tones, without tones, or with some of them, and
the same word must be recognised each time. Both views are made of the same
normalised text, so they always have the same number of tokens.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# The redactor writes <PHONE>, <ACCOUNT>, <NAME>, ... and may number them (<NAME_2>).
_REDACTION: Final = re.compile(r"<([^\W\d_][\w-]*?)[_-]?\d*>")
_TOKEN: Final = re.compile(r"<[^\W\d_][\w-]*>|\w+")
_NUMBER: Final = re.compile(r"\d+")
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
    visible = "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")
    squeezed = _REPEATED.sub(r"\1", visible.lower())
    # Numbered redactions are one word: the number says nothing about the intent.
    unnumbered = _REDACTION.sub(r"<\1>", squeezed)
    # 500k and 70k mean the same: that it is about money, some thousands.
    return _NUMBER.sub("0", unnumbered)


def bare(normalised: str) -> str:
    """Take every diacritic off an already normalised text; đ becomes d."""
    decomposed = unicodedata.normalize("NFD", normalised)
    letters = (sign for sign in decomposed if unicodedata.category(sign) != "Mn")
    # đ has no decomposition in Unicode, so NFD leaves it whole.
    return "".join(letters).replace("đ", "d")


def tokens(normalised: str) -> list[str]:
    """Split a normalised text into words, numbers and redaction tokens."""
    return _TOKEN.findall(normalised)


def is_redaction(token: str) -> bool:
    """Tell whether `token` stands for something the redactor took out."""
    return token.startswith("<")


def says_something(normalised: str) -> bool:
    """Tell whether any letter is left besides the redaction tokens.

    '', '👍' and '<PHONE>' say nothing about what happened to the writer.
    """
    return any(
        not is_redaction(token) and any(sign.isalpha() for sign in token)
        for token in tokens(normalised)
    )

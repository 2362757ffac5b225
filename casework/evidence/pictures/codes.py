"""Reads the codes (QR and the like) of a picture: their texts, of which nothing is opened."""

import unicodedata
from typing import Final

import zxingcpp

from casework.evidence.pictures.ink import Grey, resized

MOST_CODES: Final = 8
_LONGEST: Final = 4300
"""Characters: more than the largest QR code holds (4,296)."""
_SMALL: Final = 1200
# 2D codes only: what a poster or a chat shows; among letters, bar codes are mostly misread.
_FORMATS: Final = zxingcpp.barcode_formats_from_str("QRCode,MicroQRCode,DataMatrix,Aztec,PDF417")


def read_codes(grey: Grey) -> tuple[str, ...]:
    """The texts of at most eight codes, in the reader's order, none twice; binary ones left out."""
    found = _texts(grey)
    height, width = grey.shape
    if not found and max(height, width) <= _SMALL:
        found = _texts(resized(grey, width * 2, height * 2))
    return tuple(dict.fromkeys(found))[:MOST_CODES]


def _texts(grey: Grey) -> list[str]:
    # The reader itself also tries the inverted picture, a smaller one, and other directions.
    codes = zxingcpp.read_barcodes(grey, formats=_FORMATS)
    return [
        code.text
        for code in codes
        if code.valid
        and code.content_type == zxingcpp.ContentType.Text
        and 0 < len(code.text) <= _LONGEST
        and not any(map(_is_control, code.text))
    ]


def _is_control(letter: str) -> bool:
    """Whether a letter is one that no text has: bytes were taken for letters."""
    return unicodedata.category(letter) == "Cc" and letter not in "\r\n\t"

"""Coordinates of a place: '10.4561, 105.6332', or with degrees and minutes.

Source: the brief of this room (coordinates count as addresses).
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_DECIMAL = r"(?<![\d.])-?\d{1,3}\.\d{4,10}\s?[,; ]\s?-?\d{1,3}\.\d{4,10}(?!\d)"
_ANGLE = r"\d{1,3}°\s?\d{1,2}['’′]\s?[\d.]{1,8}(?:\"|”|″|''|′′)?\s?[nsew]"
_COORDINATES = re.compile(rf"{_DECIMAL}|{_ANGLE}(?:[\s,]{{1,3}}{_ANGLE})?")


def _find(reading: Reading) -> Iterator[Span]:
    for found in _COORDINATES.finditer(reading.bare):
        yield found.span()


COORDINATES = Recognizer("address", "<ADDRESS>", _find, numeric=True)

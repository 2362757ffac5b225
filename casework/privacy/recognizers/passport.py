"""Passports: a letter and seven or eight digits, near a cue or standing alone.

Source: FACTS 6 (editorial: letter and 7-8 digits).
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_PASSPORT = re.compile(r"(?<![a-z0-9])[a-z]{1,2} ?\d{7,8}(?![a-z0-9])")
_SPACED = re.compile(
    r"(?:ho chieu|passport|\bhc\b)[^<>\d]{0,25}?\b([a-z]{1,2}[ .\-]?\d[\d .\-]{5,11}\d)"
)


def _find(reading: Reading) -> Iterator[Span]:
    for found in _PASSPORT.finditer(reading.bare):
        if " " not in found.group():
            yield found.span()
    for found in _SPACED.finditer(reading.bare):
        yield found.span(1)


PASSPORT = Recognizer("passport", "<ID_NUMBER>", _find, numeric=True)

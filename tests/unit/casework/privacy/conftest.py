from collections.abc import Callable

import pytest

from casework.privacy.claims import Claims
from casework.privacy.normalize import normalize
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer

ValuesOf = Callable[[Recognizer, str], list[str]]


def _values_of(recognizer: Recognizer, text: str) -> list[str]:
    reading = Reading(normalize(text).text)
    claims = Claims(reading)
    for span in recognizer.find(reading):
        claims.add(span, recognizer)
    return [reading.text[claim.start : claim.end] for claim in claims.in_order()]


@pytest.fixture
def values_of() -> ValuesOf:
    """Return what one recognizer alone takes out of a text; the tables hold invented values."""
    return _values_of

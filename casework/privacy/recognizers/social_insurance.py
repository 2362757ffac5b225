"""Social and health insurance numbers.

Source: FACTS 6 (ten digits, cue only). The health card of old has two letters and a digit first.
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span
from casework.privacy.recognizers.cues import numbers_after

_CUE = re.compile(
    r"bhxh|bhyt|bhtn|bao hiem xa hoi|bao hiem y te|so so bao hiem|ma so bao hiem|so bao hiem"
)
_HEALTH_CARD = re.compile(
    r"(?:bhyt|bao hiem y te|the bao "
    r"hiem)[^<>\d]{0,30}?\b([a-z]{2}[ .\-]?\d(?:[ .\-]?\d){9,12})(?!\d)"
)


def _find(reading: Reading) -> Iterator[Span]:
    for found in _HEALTH_CARD.finditer(reading.bare):
        yield found.span(1)
    yield from numbers_after(reading, _CUE, range(8, 16))


SOCIAL_INSURANCE = Recognizer("social_insurance", "<SOCIAL_INSURANCE>", _find, numeric=True)

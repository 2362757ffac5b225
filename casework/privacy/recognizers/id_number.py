"""Citizen numbers: căn cước (12 digits) and the old chứng minh (9 digits).

Sources: FACTS 6 (12 digits: three of the province, one of century and sex, two of the year;
087 and 082 begin like mobile numbers; nine digits only near a cue). python-stdnum checks the
province and year.
"""

import re
from collections.abc import Iterator

from casework.privacy.numbers import windows
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span
from casework.privacy.recognizers.cues import numbers_after

_CITIZEN = re.compile(r"0(?:[0-8]\d|9[0-6])\d{9}")
_CUE = re.compile(
    r"cccd|c\.c\.c\.d|can cuoc|\bcc\b|dinh danh|cmnd|cmtnd|\bcmt\b|chung minh(?: nhan dan| thu)?|"
    r"giay to tuy than|so / no|\bid card"
)
_CUED_DIGITS = range(8, 13)


def _find(reading: Reading) -> Iterator[Span]:
    for run in reading.runs:
        for start, end, digits in windows(run, 12):
            if _CITIZEN.fullmatch(digits):
                yield start, end
    yield from numbers_after(reading, _CUE, _CUED_DIGITS)


ID_NUMBER = Recognizer("cccd", "<ID_NUMBER>", _find, numeric=True)

"""Tax codes: ten digits, thirteen for a branch; after 1 July 2025 also a citizen number.

Source: FACTS 6 (near a cue; clashes with phone numbers, so the cue decides).
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span
from casework.privacy.recognizers.cues import numbers_after

_CUE = re.compile(r"\bmst\b|\bmst(?=\d)|ma so thue|ma thue|\bms thue")
_BRANCH = re.compile(r"(?<!\d)\d{10}-\d{3}(?!\d)")


def _find(reading: Reading) -> Iterator[Span]:
    yield from numbers_after(reading, _CUE, range(9, 14))
    for found in _BRANCH.finditer(reading.digits):
        yield found.span()


TAX_CODE = Recognizer("tax_code", "<TAX_CODE>", _find, numeric=True)

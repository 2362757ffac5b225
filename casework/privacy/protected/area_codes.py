"""Bare area codes: 'đầu số 024, 028' names no line.

Source: FACTS 6 (landlines begin with 02 and the code of the province).
"""

import re
from collections.abc import Iterator

_CODE = r"02\d{1,2}"
_CODES = re.compile(
    rf"(?<![\d+])(?<!\d[ .\-/,(]){_CODE}(?:(?:[ ,/]|, | va | hoac | hay ){_CODE})*"
    r"(?!\d|[ .\-/()]{1,3}[\dx*]|[x*])"
)
# What the resident calls an account or a code is no area code.
_CALLED_ELSE = re.compile(
    r"(?:\bs?tk|tai khoan|otp|\bpin|mat khau|pass|\bma|cv[vc]\d?|bao mat(?: the)?|"
    r"lung the|sau the|mat sau)\W{0,3}(?:la|so)?\W{0,3}$"
)
_LOOK_BACK = 20


def find(digits: str) -> Iterator[tuple[int, int]]:
    """Yield area codes that no number follows."""
    for found in _CODES.finditer(digits):
        before = digits[max(0, found.start() - _LOOK_BACK) : found.start()]
        if not _CALLED_ELSE.search(before):
            yield found.span()

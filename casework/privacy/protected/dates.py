"""Dates of events and numbers of laws. Birth dates are the business of their recognizer.

Sources: FACTS 6 (date forms), FACTS 3 (law references such as 147/2024/NĐ-CP).
"""

import re
from collections.abc import Iterator

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d{2}"
_NOT_IN_NUMBER = r"(?<!\d)(?<!\d[.\-/])"
_END = r"(?!\d|[.\-]\d)"

_DATES = re.compile(
    rf"{_NOT_IN_NUMBER}(?:"
    rf"{_DAY} ?[-–] ?{_DAY}/{_MONTH}(?:/{_YEAR})?"  # 15-17/10
    rf"|20[0-4]\d-(?:0[1-9]|1[0-2])"  # 2026-11
    rf"|{_DAY} ?[/.\-] ?{_MONTH} ?[/.\-] ?{_YEAR}"  # 05/11/2026, 05.11.2026
    rf"|{_YEAR}[/.\-]{_MONTH}[/.\-]{_DAY}"  # 2026-11-05
    rf"|{_DAY}/{_MONTH}/\d{{2}}"  # 5/11/26
    rf"|{_MONTH}[/.\-]20\d{{2}}"  # 11/2026
    rf"|20[0-4]\d ?[-–/] ?20[0-4]\d"  # 2025-2026
    rf"|\d{{1,4}}/{_YEAR}(?:/[a-z]{{2}}[a-z\d\-]*)?"  # 147/2024/NĐ-CP, 91/2025/QH15
    rf"|{_DAY}/{_MONTH}"  # 20/10
    rf"){_END}"
)


def find(digits: str) -> Iterator[tuple[int, int]]:
    """Yield dates and law references."""
    for found in _DATES.finditer(digits):
        yield found.span()

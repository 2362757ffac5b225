"""Bank accounts: after a cue, next to a bank's name, or under an alias of letters.

Sources: FACTS 6 (6-19 digits near stk, tk, tài khoản or a bank; lengths differ by bank).
"""

import re
from collections.abc import Iterator

from casework.privacy.lexicon.brands import BANKS
from casework.privacy.numbers import total
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span
from casework.privacy.recognizers.cues import numbers_after

_CUE = re.compile(r"\bs\.?t\.?k|\btk|so tai khoan|tai khoan|\bacc(?:ount)?\b|\bctk|account no")
_TRANSFER = re.compile(r"\b(?:ck|chuyen khoan|chuyen|banking|bank)\b")
_BANK = re.compile(
    r"\b(?:" + "|".join(sorted(BANKS, key=len, reverse=True)) + r")(?:bank)?(?![a-z])"
)
_DIGITS = range(6, 20)
_CUED_DIGITS = range(4, 20)
_NEAR_BANK = 25
_YEAR = re.compile(r"(?:19|20)\d\d")
_ALIAS = re.compile(
    r"(?:\bs?tk|tai khoan|dinh danh|alias|nickname)\b[^<>\d.,;\n]{0,40}?(?:\bla|:|=)\s{0,3}"
    r"((?=[a-z]*\d)[a-z0-9]{5,25})(?![a-z0-9])"
)


_ALIAS_AT_ONCE = re.compile(
    r"(?:\bs?tk|so tai khoan|alias)[ :]{1,2}((?=[a-z.]*\d)[a-z][a-z0-9.]{5,25}|"
    r"[a-z]{9,25})(?![a-z0-9])"
)


def _find(reading: Reading) -> Iterator[Span]:
    for found in _ALIAS_AT_ONCE.finditer(reading.bare):
        bank = _BANK.match(found.group(1)) is not None
        if reading.text[found.start(1) : found.end(1)].isascii() and not bank:
            yield found.span(1)
    for start, end in numbers_after(reading, _CUE, _CUED_DIGITS, gap=25):
        if not _since_a_year(reading, start, end):
            yield start, end
    yield from numbers_after(reading, _TRANSFER, _DIGITS, gap=12)
    yield from numbers_after(reading, _BANK, _DIGITS, gap=_NEAR_BANK)
    for run in reading.runs:
        after = reading.bare[run[-1].end : run[-1].end + _NEAR_BANK]
        if total(run) in _DIGITS and _BANK.search(after):
            yield run[0].start, run[-1].end
    for found in _ALIAS.finditer(reading.bare):
        if reading.text[found.start(1) : found.end(1)].isascii():
            yield found.span(1)


def _since_a_year(reading: Reading, start: int, end: int) -> bool:
    """'tài khoản mở năm 2019', 'tk lập từ 2012'."""
    before = reading.bare[max(0, start - 5) : start]
    year = _YEAR.fullmatch(reading.digits, start, end) is not None
    return year and before.endswith(("nam ", "tu ", "hoi "))


BANK_ACCOUNT = Recognizer("bank_account", "<ACCOUNT>", _find)

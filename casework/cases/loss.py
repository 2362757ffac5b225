"""Reads an amount of money as residents write it, and puts it into its bucket."""

import re

from casework.cases.models import LossBucket
from casework.vietnamese import fold, strip_tones

_UNITS = {
    "k": 1e3,
    "ngan": 1e3,
    "nghin": 1e3,
    "tr": 1e6,
    "trieu": 1e6,
    "cu": 1e6,
    "chai": 1e6,
    "ty": 1e9,
    "ti": 1e9,
    "toi": 1e9,
}
# "2tr5" is 2.5 million, "1 tỷ 2" is 1.2 thousand million, "5 triệu rưỡi" is 5.5 million.
_WITH_UNIT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?|\d{1,6})\s*(k|ngan|nghin|tr|trieu|cu|chai|ty|ti|toi)"
    r"(?:\s*(ruoi)\b|\s?(\d{1,3})(?!\d|[.,]\d|\s*(?:k|tr|ng|ty|cu|lan|thang|nam))|\b)"
)
_WRITTEN_OUT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{3})+|\d{5,12})(?![\d])")


def read_amount(text: str) -> int | None:
    """The largest amount in đồng that the text names; None if it names none."""
    bare = strip_tones(fold(text))
    amounts = [_with_unit(found) for found in _WITH_UNIT.finditer(bare)]
    amounts += [int(re.sub(r"\D", "", f.group(1))) for f in _WRITTEN_OUT.finditer(bare)]
    return max(amounts, default=None)


def _with_unit(found: re.Match[str]) -> int:
    unit = _UNITS[found.group(2)]
    value = float(found.group(1).replace(",", "."))
    if found.group(3):
        value += 0.5
    elif found.group(4):
        value += int(found.group(4)) / 10 ** len(found.group(4))
    return round(value * unit)


def bucket(amount: int | None) -> LossBucket:
    """The frame of article 174 that an amount in đồng falls into."""
    if amount is None:
        return LossBucket.UNKNOWN
    if amount == 0:
        return LossBucket.NONE
    frames = (
        (500_000_000, LossBucket.FROM_500M),
        (200_000_000, LossBucket.FROM_200M),
        (50_000_000, LossBucket.FROM_50M),
        (2_000_000, LossBucket.FROM_2M),
    )
    reached = (frame for at_least, frame in frames if amount >= at_least)
    return next(reached, LossBucket.UNDER_2M)

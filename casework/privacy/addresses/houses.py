"""House numbers with or without their street: 'số nhà 12A', '45 duong ly tu trong'.

Source: FACTS 6 (số nhà, hẻm, đường), eval/README (street counts).
"""

import re
from collections.abc import Iterator

from casework.privacy.addresses.extent import small_name, street_after, with_name
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

HOUSE_NUMBER = r"\d{1,4}[a-g]?\d?(?:[/\-.]\d{1,4}[a-g]?\d?){0,4}"
_CUED = re.compile(
    r"\b(?P<cue>so nha|nha so|nha (?:(?:tui|em|toi|minh|no|o|cua|ba|me|chi|anh|co|chu|"
    r"bac|ong) ){1,3}so|dia chi(?: \w+){0,3}:? so|so)[ :]{1,2}"
    rf"(?P<number>[a-z]?{HOUSE_NUMBER}[a-g]?)(?![\d.,]*(?:k|tr|trieu)\b)(?!\w)"
)
_ALONE = re.compile(rf"(?<![\w./,])(?P<number>[a-z]?{HOUSE_NUMBER}[a-g]?)[, ]{{1,2}}(?=[^\W\d_])")
_BEFORE = re.compile(
    r"(?:\bso|\bnha|dia chi:?|\bdc:?|\bo|\btai|\btoi|\bden|\bgiao|\btro|\btrong|:|,)\s*$"
)
_STREET = re.compile(r",? (?:duong|hem|ngo|pho|quoc lo|ql|ap|khom|to|khu pho)\b")
_LOOK_BACK = 12
_PART_WITH_LETTER = re.compile(r"[a-z]|/\d+/")
_DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])")


# 'số 3 đường hai bà trưng', '141/20 đường trần hưng đạo', 'lau 9 toa nha detech'
_ON_A_STREET = re.compile(
    rf"(?<![\w./,])(?:so )?(?P<number>[a-z]?{HOUSE_NUMBER}[a-g]?),? (?:duong|hem|ngo|pho|kiet|"
    rf"ngach)(?= )"
    rf"|\b(?:lau|tang|phong|can) (?:so )?[a-z]?\d{{1,4}},? (?:toa nha|toa|thap|chung cu|"
    rf"khu tap the|cu xa)(?= )"
)


def houses(reading: Reading) -> Iterator[Span]:
    """Yield house numbers, with the street if it follows."""
    for found in _CUED.finditer(reading.bare):
        end = street_after(reading, found.end())
        certain = found.group("cue") != "so" or "/" in found.group("number")
        if certain or end > found.end() or _STREET.match(reading.bare, found.end()):
            yield found.start(), end
    for found in _ON_A_STREET.finditer(reading.bare):
        end = with_name(reading, found.end())
        end = end if end > found.end() else small_name(reading, found.end())
        if end > found.end():
            yield found.start(), end
    for found in _ALONE.finditer(reading.bare):
        until = found.end("number")
        end = street_after(reading, until)
        if end > until and _is_house_number(reading, found):
            yield found.start(), end


def _is_house_number(reading: Reading, found: re.Match[str]) -> bool:
    number = found.group("number")
    if number[-1] in "khd" or number[0] == "0":
        return False
    if _PART_WITH_LETTER.search(number) or ("/" in number and not _DAY_AND_MONTH.fullmatch(number)):
        return True
    before = reading.bare[max(0, found.start() - _LOOK_BACK) : found.start()]
    return _BEFORE.search(before) is not None

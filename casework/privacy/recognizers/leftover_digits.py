"""What is left of digit runs when all rules have spoken: fail closed.

Sources: FACTS 6 ('without a cue a digit run of six or more should still be masked'), eval/README
(five digits in a row of a value are a leak, so five go too); the redactor hides what was claimed
already.
"""

import re
from collections.abc import Iterator

from casework.privacy.numbers import Run, total
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_FEWEST_DIGITS = 5
# 'giá 19.870', 'hôm nay 19.870': a price, whatever of.
_PRICED = re.compile(
    r"(?:gia|hom nay|hom qua|thang truoc|thang nay|\btu|\bden|\bcon|muc|tam|khoang|\bxang|\bvang|"
    r"\blen|xuong|"
    r"\bla|\bban|\bmua)\W{1,2}$"
)
_LOOK_BACK = 14
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_COUNTING = re.compile(r"(?:123)+")


def _find(reading: Reading) -> Iterator[Span]:
    for run in reading.runs:
        start, end = run[0].start, run[-1].end
        priced = _PRICED.search(reading.bare[max(0, start - _LOOK_BACK) : start])
        plain = priced and _THOUSANDS.fullmatch(reading.digits, start, end)
        # Five digits in one piece; set apart, five may be '24/24. 4'.
        fewest = _FEWEST_DIGITS if len(run) == 1 else _FEWEST_DIGITS + 1
        if total(run) >= fewest and not plain and not _is_counting(run):
            yield run[0].start, run[-1].end


def _is_counting(run: Run) -> bool:
    """'một hai ba, một hai ba' is no number of anything."""
    said = all(chunk.spelled for chunk in run)
    return said and _COUNTING.fullmatch("".join(chunk.digits for chunk in run)) is not None


LEFTOVER_DIGITS = Recognizer("number", "<NUMBER>", _find)

"""Numbers that someone masked in part: '****1234', '9704xxxx5678'.

Source: eval/README (partly masked numbers count).
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_MASKED = re.compile(
    r"(?<![a-z0-9*•])(?:\d{1,12}[ .\-]?)?[x*•]{2,12}[x*•\d]{0,20}"
    r"(?:[ .\-][x*•\d]{1,8}){0,4}(?![a-z0-9*•])"
)
# "**21*" and "*100#" are codes of the network; a number behind them is the phone rule's.
_CALL_DIVERT = re.compile(r"\*{1,2}\d{2,3}[*#]")
_FEWEST_DIGITS = 3


def _find(reading: Reading) -> Iterator[Span]:
    for found in _MASKED.finditer(reading.bare):
        if (
            not _CALL_DIVERT.match(found.group())
            and sum(c.isdigit() for c in found.group()) >= _FEWEST_DIGITS
        ):
            yield found.span()


MASKED_NUMBER = Recognizer("number", "<NUMBER>", _find, numeric=True)

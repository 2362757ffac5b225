"""What is left of digit runs when all rules have spoken: fail closed.

Source: FACTS 6 ('without a cue a digit run of six or more should still be masked'); the
redactor hides what was claimed already.
"""

import re
from collections.abc import Iterator

from casework.privacy.numbers import Run, total
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_FEWEST_DIGITS = 6
_COUNTING = re.compile(r"(?:123)+")


def _find(reading: Reading) -> Iterator[Span]:
    for run in reading.runs:
        if total(run) >= _FEWEST_DIGITS and not _is_counting(run):
            yield run[0].start, run[-1].end


def _is_counting(run: Run) -> bool:
    """'một hai ba, một hai ba' is no number of anything."""
    said = all(chunk.spelled for chunk in run)
    return said and _COUNTING.fullmatch("".join(chunk.digits for chunk in run)) is not None


LEFTOVER_DIGITS = Recognizer("number", "<NUMBER>", _find)

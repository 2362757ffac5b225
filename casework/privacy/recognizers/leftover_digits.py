"""What is left of digit runs when all rules have spoken: fail closed.

Source: FACTS 6 ('without a cue a digit run of six or more should still be masked'); the
redactor hides what was claimed already.
"""

from collections.abc import Iterator

from casework.privacy.numbers import total
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_FEWEST_DIGITS = 6


def _find(reading: Reading) -> Iterator[Span]:
    for run in reading.runs:
        if total(run) >= _FEWEST_DIGITS:
            yield run[0].start, run[-1].end


LEFTOVER_DIGITS = Recognizer("number", "<NUMBER>", _find)

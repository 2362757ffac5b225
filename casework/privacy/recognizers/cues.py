"""Numbers that are known by the words before them: 'stk', 'cccd', 'mã số thuế'."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from casework.privacy.numbers import Chunk, Run
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span


def numbers_after(
    reading: Reading, cue: re.Pattern[str], digits: range, gap: int = 30
) -> Iterator[Span]:
    """Yield the number that follows each cue, if its count of digits is in the range.

    A token between cue and number means that the cue has had its number.
    """
    if not reading.runs:
        return
    starts, chunks = reading.chunks
    for found in cue.finditer(reading.bare):
        place = bisect_left(starts, found.end())
        if place == len(starts) or starts[place] - found.end() > gap:
            continue
        if ">" in reading.text[found.end() : starts[place]]:
            continue
        run, index = chunks[place]
        if span := _longest(run[index:], digits):
            yield span


def _longest(chunks: Run | tuple[Chunk, ...], digits: range) -> Span | None:
    count, best = 0, None
    for chunk in chunks:
        count += len(chunk.digits)
        if count >= digits.stop:
            break
        if count in digits:
            best = (chunks[0].start, chunk.end)
    return best

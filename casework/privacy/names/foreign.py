"""Foreign names of two words or more: 'John Lua', 'Park Min'.

Source: FACTS 1 (claimed foreigners); one word of the run must be a known foreign name.
"""

from collections.abc import Iterator

from casework.privacy.lexicon.foreign_names import FOREIGN_NAMES
from casework.privacy.names.capitals import capital_run
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

_FEWEST_WORDS = 2


def foreign(reading: Reading) -> Iterator[Span]:
    """Yield capital runs that begin with a known foreign name."""
    if reading.shouted:
        return
    for index, word in enumerate(reading.words):
        if word.bare not in FOREIGN_NAMES or word.marked or not word.title:
            continue
        count = capital_run(reading, index, most=4)
        if count >= _FEWEST_WORDS:
            yield word.start, reading.words[index + count - 1].end

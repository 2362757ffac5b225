"""A name that stood there already: 'tui quen anh Michael ... Michael thề', 'cô Phương ... Phương'.

Source: common knowledge; whoever has been named once is called by the given name alone.
"""

from collections.abc import Iterator, Sequence

from casework.privacy.lexicon.given_names import ALSO_WORDS, one_spelling
from casework.privacy.names.after_cue import is_compound
from casework.privacy.names.capitals import is_small_given
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span
from casework.privacy.words import Word

_BEFORE_A_PLACE = frozenset("ở o về ve sang qua từ tu nước nuoc tiếng tieng".split())


def said_again(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """Yield the words of found names wherever else they stand as a name."""
    # As it was typed: 'chị Quyên' does not make a name of 'quyên góp'.
    names = {word.typed for word in reading.words if _inside(word, found) and len(word.typed) > 1}
    if not names:
        return
    for index, word in enumerate(reading.words):
        if word.typed in names and index not in reading.kept and _is_name(reading, index):
            yield word.start, word.end


def _inside(word: Word, found: Sequence[Span]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in found)


def _is_name(reading: Reading, index: int) -> bool:
    """A capital is enough, unless a sentence begins with a common word."""
    word = reading.words[index]
    if is_compound(reading, index):
        return False
    if word.typed[0].isupper():
        return reading.words[index - 1].lower not in _BEFORE_A_PLACE or not word.joined
    common = one_spelling(word.lower) in ALSO_WORDS
    return word.marked and is_small_given(reading, word) and not common

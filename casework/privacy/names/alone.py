"""A given name alone in the middle of a sentence: 'tui quen Diễm hồi tháng trước'.

Source: common knowledge; only names that are no other Vietnamese word count.
"""

from collections.abc import Iterator

from casework.privacy.lexicon.given_names import ALSO_WORDS, one_spelling
from casework.privacy.names.capitals import capital_run, is_given
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span


def alone(reading: Reading) -> Iterator[Span]:
    """Yield single capital names that do not begin a sentence."""
    if reading.shouted:
        return
    for index, word in enumerate(reading.words):
        if index == 0 or not word.joined or not word.title or index in reading.kept:
            continue
        if len(word.typed) == 1 or reading.words[index - 1].typed[0].isupper():
            continue
        clear = word.marked and is_given(word) and one_spelling(word.lower) not in ALSO_WORDS
        if clear and capital_run(reading, index) == 1:
            yield word.start, word.end

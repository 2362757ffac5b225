"""A name that is called: 'Thảo ơi', 'a Khoa ơi', 'bống ơi'.

Source: common knowledge; FACTS 7 (teencode: a, c, e stand for anh, chị, em).
"""

from collections.abc import Iterator

from casework.privacy.lexicon.given_names import ALSO_WORDS, NICKNAMES, one_spelling
from casework.privacy.lexicon.honorifics import HONORIFICS, HONORIFICS_BARE, KIN_NUMBERS
from casework.privacy.lexicon.roles import NOT_AFTER_HONORIFIC
from casework.privacy.names.capitals import capital_run, is_given, is_small_given, is_surname
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

_CALLS = frozenset({"ơi", "ới", "oi"})
_SHORT_HONORIFICS = frozenset({"a", "c", "e"})
# Called as often as names are, and nobody's name.
_NOBODY = frozenset(
    "trời troi giời phật chúa đời người nhà con anh chị em cô chú bác ông bà má mẹ ba bố cháu "
    "bạn mình ad admin shop thầy sếp vợ chồng cưng bé đồng trang hội làng xóm công đội".split()
)


def called(reading: Reading) -> Iterator[Span]:
    """Yield names that are called, and capital names after a, c, e."""
    for index, word in enumerate(reading.words):
        if word.lower in _CALLS and index and word.joined:
            yield from _before(reading, index)
        if word.lower in _SHORT_HONORIFICS and len(word.typed) == 1:
            yield from _after(reading, index + 1)


def _before(reading: Reading, index: int) -> Iterator[Span]:
    first = last = index - 1
    if not _is_called(reading, last):
        return
    while first and reading.words[first].joined and _is_called(reading, first - 1):
        first -= 1
    yield reading.words[first].start, reading.words[last].end


def _is_called(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if index in reading.kept or word.lower in _NOBODY or word.lower in KIN_NUMBERS:
        return False
    if word.lower in HONORIFICS or (not reading.marked and word.bare in HONORIFICS_BARE):
        return False
    if word.title and (is_given(word) or word.lower in NICKNAMES):
        return True
    return is_small_given(reading, word) and one_spelling(word.lower) not in ALSO_WORDS


def _after(reading: Reading, index: int) -> Iterator[Span]:
    if index >= len(reading.words) or not reading.words[index].joined:
        return
    count = capital_run(reading, index, most=3)
    words = reading.words[index : index + count]
    known = all(is_given(word) or is_surname(word) for word in words)
    kin = bool(words) and words[0].lower in KIN_NUMBERS and len(words) == 1
    if words and words[0].title and known and not kin and words[0].bare not in NOT_AFTER_HONORIFIC:
        yield words[0].start, words[-1].end

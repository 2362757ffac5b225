"""Syllables of names in small letters that ordinary sentences never put side by side.

Source: FACTS 7 (residents type without capitals and marks); lexicon/ordinary_pairs.py is what
tells 'thành công' from a name.
"""

from collections.abc import Iterator

from casework.privacy.lexicon.common_words import ALSO_LAST_SYLLABLES_BARE, ENDS_A_NAME
from casework.privacy.lexicon.given_names import one_spelling
from casework.privacy.lexicon.name_syllables import BARE, MARKED
from casework.privacy.lexicon.ordinary_pairs import ORDINARY_BARE, ORDINARY_MARKED
from casework.privacy.lexicon.surnames import CLEAR_SURNAMES, SURNAMES
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

_CUES = frozenset("ten kh".split())
_TWO_WORD_CUES = frozenset(
    ["gai minh", "trai minh", "gai toi", "gai tui", "trai toi", "trai tui", "gai em", "ban em"]
)
# Without marks the other surnames are words as well: 'ho', 'vo', 'do', 'le', 'ly' ...
_CLEAR = CLEAR_SURNAMES - frozenset("ho do vo dang ly luong duong lam le luu dinh".split())
_NEVER_FIRST = ENDS_A_NAME | frozenset("thanh vang hop trang la loi hay the".split())
_RELATIONS = frozenset(
    f"{who} {whose}"
    for who in "ban chi anh em con chau vo chong me ma ba di co cau".split()
    for whose in "em toi tui minh con chau".split()
) - {"anh em", "chi em", "con em", "con chau", "ba con", "co con", "me con"}
_LEVELS = frozenset({"tinh", "phuong", "huyen", "quan"})
_FULL = 3
_LONGEST = 4
_PAIR = 2


def unusual(reading: Reading) -> Iterator[Span]:
    """Yield names of three or four syllables in small letters that begin with a surname."""
    index = 0
    while index + _PAIR <= len(reading.words):
        if reading.words[index].bare not in BARE:
            index += 1  # most words are no syllables of names
            continue
        length = _full_name(reading, index) or _before_relation(reading, index)
        if length:
            yield reading.words[index].start, reading.words[index + length - 1].end
        index += max(length, 1)


def unusual_pair(reading: Reading, index: int) -> bool:
    """Whether two syllables of names stand here that make no word together.

    After a word that announces a person this is enough: 'chị út lệ', 'thay minh tri'.
    """
    if index + 1 >= len(reading.words) or not _is_syllable(reading, index):
        return False
    if not reading.words[index + 1].joined or not _is_syllable(reading, index + 1):
        return False
    last = reading.words[index + 1]
    ends = last.bare in ENDS_A_NAME and last.bare not in ALSO_LAST_SYLLABLES_BARE
    return _rare(reading, index) and not (ends and not last.marked)


def _full_name(reading: Reading, index: int) -> int:
    if not _is_syllable(reading, index):
        return 0
    announced = _after_cue(reading, index)
    if reading.words[index].bare in _NEVER_FIRST:
        return 0
    if not announced and not _is_surname(reading, index):
        return 0
    length = 1
    while length < _LONGEST and index + length < len(reading.words):
        here = index + length
        if not reading.words[here].joined or not _is_syllable(reading, here):
            break
        if not _rare(reading, here - 1) or (length >= _PAIR and _ends(reading, here)):
            break
        length += 1
    return length if length >= (_PAIR if announced else _FULL) else 0


def _after_cue(reading: Reading, index: int) -> bool:
    """'họ tên quách muối', 'em gai minh truc ly', 'cho le thu': what announces a person."""
    before = [word.bare for word in reading.words[max(0, index - 2) : index]]
    return bool(before) and (before[-1] in _CUES or " ".join(before) in _TWO_WORD_CUES)


def _before_relation(reading: Reading, index: int) -> int:
    """'bữa trước khánh vy bạn em ...': a pair, and who that is to the writer."""
    behind = " ".join(word.bare for word in reading.words[index + _PAIR : index + 2 * _PAIR])
    return _PAIR if behind in _RELATIONS and unusual_pair(reading, index) else 0


def _ends(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    return word.bare in ENDS_A_NAME - _LEVELS and not word.marked


def _is_surname(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if not _is_syllable(reading, index):
        return False
    if word.marked:
        return one_spelling(word.lower) in SURNAMES
    return word.bare in _CLEAR


def _is_syllable(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if not word.typed.islower() or not word.typed.isalpha():
        return False
    # Without marks the last syllable of 'tran huu tinh' may be read as a level: tỉnh.
    if index in reading.kept and (word.marked or word.bare not in _LEVELS):
        return False
    if reading.marked:
        return one_spelling(word.lower) in MARKED
    return word.bare in BARE


def _rare(reading: Reading, index: int) -> bool:
    """Whether the words at `index` and behind it are no ordinary pair."""
    first, second = reading.words[index], reading.words[index + 1]
    if reading.marked:
        return (one_spelling(first.lower), one_spelling(second.lower)) not in ORDINARY_MARKED
    return (first.bare, second.bare) not in ORDINARY_BARE

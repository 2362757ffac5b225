"""Names after an honorific: 'anh Tuấn', 'bé Na', 'chi lua o xa ben'.

Sources: FACTS 6 (honorific + name; 'chị Hai' is kin), FACTS 7 (lower case without marks).
"""

from collections.abc import Iterator

from casework.privacy.lexicon.common_words import (
    AFTER_A_NAME,
    AFTER_WITH_MARKS,
    ENDS_A_NAME,
    NOT_A_NAME,
)
from casework.privacy.lexicon.given_names import (
    ALSO_WORDS,
    CLEAR_BARE,
    GIVEN_NAMES,
    NEVER_BARE,
    NEVER_MARKED,
    NICKNAMES,
    one_spelling,
)
from casework.privacy.lexicon.honorifics import (
    CLEAR_HONORIFICS,
    HONORIFICS,
    HONORIFICS_BARE,
    KIN_NUMBERS,
    WEAK_HONORIFICS,
)
from casework.privacy.lexicon.roles import NOT_AFTER_HONORIFIC
from casework.privacy.names.after_cue import is_compound
from casework.privacy.names.capitals import (
    capital_run,
    is_given,
    is_small_given,
    is_surname,
)
from casework.privacy.names.unusual import unusual_pair
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span
from casework.privacy.words import Word

_EITHER = CLEAR_HONORIFICS | WEAK_HONORIFICS
_MOST_WORDS = 4
_TREASURY = frozenset({"kho bac"})
# Gods, and people of another country.
_NOBODY = frozenset({"ông táo", "ông địa", "ông trời", "ông mỹ", "ông nhựt"})
_NATIONS = frozenset("my nhat han nga tay anh phap uc duc thai lao mien hoa".split())
# Surnames that also stand alone: 'cô Đỗ'.
_ALSO_CALLED = frozenset("đỗ đặng nguyễn phạm huỳnh bùi ngô võ lê trần".split())
_COUNTED = frozenset("trieu tram nghin ngan tuoi dong vang thang nam".split())
_FATHERS = frozenset("ba bố cha bo".split())


def after_honorific(reading: Reading) -> Iterator[Span]:
    """Yield the names that follow honorifics."""
    words, shouted = reading.words, reading.shouted
    for index in range(1, len(words)):
        if not words[index].joined or index in reading.kept:
            continue
        if not _is_honorific(words[index - 1], reading) or _is_no_honorific(reading, index - 1):
            continue
        if length := _length(reading, index, shouted=shouted):
            yield words[index].start, words[index + length - 1].end


def _is_honorific(word: Word, reading: Reading) -> bool:
    if word.lower in HONORIFICS:
        return word.marked or reading.marked or word.bare in _EITHER
    return not reading.marked and word.bare in HONORIFICS_BARE


def _is_no_honorific(reading: Reading, index: int) -> bool:
    """'kho bạc' is a treasury, 'ông Táo' a god; what follows 'ba mẹ' is said of both parents."""
    word, after = reading.words[index : index + 2]
    if f"{word.lower} {after.lower}" in _NOBODY:
        return True
    if index == 0 or not word.joined:
        return False
    before = reading.words[index - 1]
    if f"{before.bare} {word.bare}" in _TREASURY:
        return True
    return before.lower in _FATHERS and word.lower in {"mẹ", "me"} and not after.typed[0].isupper()


def _length(reading: Reading, index: int, *, shouted: bool) -> int:
    word = reading.words[index]
    if word.lower in KIN_NUMBERS or (not word.marked and word.bare in KIN_NUMBERS):
        if word.typed[0].islower() and _small_pair(reading, index):
            return 2
        called = reading.marked or word.title
        return _nickname(reading, index + 1, shouted=shouted) if called else 0
    if word.typed[0].isupper():
        return _capitals(reading, index, shouted=shouted)
    if _small_pair(reading, index):
        return 2
    return 1 if _small_letters(reading, index) else 0


def _nickname(reading: Reading, index: int, *, shouted: bool) -> int:
    """Take 'Bảy Đờn' whole; 'Bảy' alone is kin and stays."""
    words = reading.words
    if index >= len(words) or not words[index].joined or index in reading.kept or shouted:
        return 0
    return 1 + capital_run(reading, index, most=2) if words[index].title else 0


def _capitals(reading: Reading, index: int, *, shouted: bool) -> int:
    first = reading.words[index]
    count = capital_run(reading, index, most=_MOST_WORDS)
    if first.lower in HONORIFICS and count > 1 and reading.words[index + 1].bare in KIN_NUMBERS:
        return 0
    called = is_given(first) or first.lower in NICKNAMES
    called |= first.lower in _ALSO_CALLED
    typed_so = first.title and (first.marked or not reading.marked)
    known = called and (count > 1 or (typed_so and first.bare not in _NATIONS))
    if first.bare in NOT_AFTER_HONORIFIC and not known:
        return 0
    if shouted:
        return 1 if is_given(first) and one_spelling(first.lower) not in ALSO_WORDS else 0
    if first.upper and not is_given(first) and not is_surname(first):
        return 0
    return count


def _small_pair(reading: Reading, index: int) -> bool:
    """'con mỹ hạnh', 'chị út lệ': two syllables of names that are no word together."""
    pair = reading.words[index : index + 2]
    if len(pair) == 1 or pair[1].lower in KIN_NUMBERS or pair[1].bare in _COUNTED:
        return False
    if pair[0].bare in NOT_AFTER_HONORIFIC or is_compound(reading, index):
        return False
    if pair[0].lower in KIN_NUMBERS:
        known = one_spelling(pair[1].lower) in GIVEN_NAMES - NEVER_MARKED
        return pair[1].joined and pair[1].marked and known and index + 1 not in reading.kept
    if not reading.marked and not _clear_without_marks(reading.words[index - 1], pair):
        return False
    return unusual_pair(reading, index) and is_given(pair[1])


def _clear_without_marks(honorific: Word, pair: tuple[Word, ...]) -> bool:
    """'chi truc ly' is a name; 'con du binh tinh' needs two syllables that are no words."""
    if pair[0].bare in ENDS_A_NAME or pair[0].bare in NEVER_BARE:
        return False
    return honorific.bare in CLEAR_HONORIFICS or pair[1].bare not in NEVER_BARE


def _small_letters(reading: Reading, index: int) -> bool:
    before, word = reading.words[index - 1], reading.words[index]
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    if (
        is_compound(reading, index)
        or f"{before.bare} {word.bare}" in NOT_A_NAME
        or not is_small_given(reading, word)
    ):
        return False
    if after is not None and after.joined:
        before_verb = after.bare in AFTER_A_NAME
    else:
        after, before_verb = None, True
    if not reading.marked:
        strong = before.bare in CLEAR_HONORIFICS
        return before_verb and (strong or (word.bare in CLEAR_BARE and after is not None))
    if word.marked and one_spelling(word.lower) not in ALSO_WORDS:
        return True
    return before_verb or (after is not None and after.lower in AFTER_WITH_MARKS)

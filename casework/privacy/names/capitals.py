"""Runs of capital words that may be a name."""

from casework.privacy.lexicon.given_names import (
    GIVEN_NAMES,
    GIVEN_NAMES_BARE,
    NEVER_BARE,
    NEVER_MARKED,
    one_spelling,
)
from casework.privacy.lexicon.surnames import (
    MIDDLE_NAMES,
    RARE_SURNAMES,
    SURNAMES,
    SURNAMES_BARE,
)
from casework.privacy.reading import Reading
from casework.privacy.words import Word

_SMALL_GIVEN = GIVEN_NAMES - NEVER_MARKED


def capital_run(reading: Reading, start: int, most: int = 5) -> int:
    """Count the capital words from `start` that could be one name: all in one style."""
    words, count = reading.words, 0
    while start + count < len(words) and count < most:
        word = words[start + count]
        if start + count in reading.kept or (count and not word.joined):
            break
        if not _fits(words[start], word):
            break
        count += 1
    return count


def _fits(first: Word, word: Word) -> bool:
    if not word.typed[0].isalpha() or not word.typed[0].isupper() or word.typed[-1].isdigit():
        return False
    return word.upper == first.upper or len(word.typed) == 1 or len(first.typed) == 1


def is_surname(word: Word) -> bool:
    """Whether a word is a surname, as typed or without its marks."""
    if one_spelling(word.lower) in RARE_SURNAMES:
        return True
    if word.marked:
        return one_spelling(word.lower) in SURNAMES
    return word.bare in SURNAMES_BARE


def is_given(word: Word) -> bool:
    """Whether a word is a syllable of given names, as typed or without its marks."""
    if word.marked:
        return one_spelling(word.lower) in GIVEN_NAMES
    return word.bare in GIVEN_NAMES_BARE


def is_small_given(reading: Reading, word: Word) -> bool:
    """Like is_given, for words in small letters: who types marks types them in names too."""
    if reading.marked:
        return one_spelling(word.lower) in _SMALL_GIVEN
    return word.bare in GIVEN_NAMES_BARE and word.bare not in NEVER_BARE


def is_middle(word: Word) -> bool:
    """Whether a word is one of the usual middle names."""
    return word.bare in MIDDLE_NAMES and (
        not word.marked or word.lower in {"thị", "văn", "hữu"} or is_given(word)
    )

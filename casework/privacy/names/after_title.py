"""Names after a title or a role: 'đại uý Bưởi', 'bác sĩ David', 'Dr. David', 'kế toán Diễm'.

Sources: FACTS 1 (who scammers claim to be), FACTS 6 (the role stays, the claimed name goes).
"""

from collections.abc import Iterator

from casework.privacy.lexicon.given_names import ALSO_WORDS, one_spelling
from casework.privacy.lexicon.honorifics import SHORT_TITLES, SOFT_TITLES, TITLES
from casework.privacy.lexicon.letters import bare
from casework.privacy.lexicon.roles import NOT_AFTER_HONORIFIC
from casework.privacy.names.after_cue import OFFICES, is_compound
from casework.privacy.names.capitals import capital_run, is_given, is_surname
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span
from casework.privacy.words import Word

_SOFT = frozenset(tuple(bare(title).split()) for title in SOFT_TITLES.split("|"))
_STRONG = frozenset(tuple(bare(title).split()) for title in TITLES.split("|"))
_SHORT = frozenset(SHORT_TITLES.split())
_LAST_WORDS = frozenset(title[-1] for title in _SOFT | _STRONG) | _SHORT
# 'bên Mỹ', 'nhóm trưởng': rather a side than somebody's role.
_SIDES = frozenset({("ben",)})
_LONGEST_TITLE = 3
_MOST_WORDS = 4


def after_title(reading: Reading) -> Iterator[Span]:
    """Yield the names that follow titles and roles."""
    words = reading.words
    for index in range(1, len(words)):
        if words[index - 1].bare not in _LAST_WORDS or index in reading.kept:
            continue
        title = _title_before(words, index) if _joined(reading, index) else None
        if title and (length := _length(reading, index, title)):
            yield words[index].start, words[index + length - 1].end


def _joined(reading: Reading, index: int) -> bool:
    """Whether the name follows at once: 'bác sĩ David', 'Mr. David'."""
    before, word = reading.words[index - 1], reading.words[index]
    gap = reading.text[before.end : word.start]
    return word.joined or (before.bare in _SHORT and gap in {". ", "."})


def _title_before(words: tuple[Word, ...], index: int) -> tuple[str, ...] | None:
    if words[index - 1].bare in _SHORT:
        return (words[index - 1].bare,)
    for length in range(_LONGEST_TITLE, 0, -1):
        title = tuple(word.bare for word in words[max(0, index - length) : index])
        if title in _STRONG or title in _SOFT:
            return title
    return None


def _length(reading: Reading, index: int, title: tuple[str, ...]) -> int:
    """A soft title is often followed by a firm or an office: only known names count."""
    count = capital_run(reading, index, most=_MOST_WORDS)
    first = reading.words[index]
    if first.lower in OFFICES:
        return 0
    if not count or (first.bare in NOT_AFTER_HONORIFIC and count == 1):
        return 0
    if title not in _SOFT and not first.upper:
        return count
    known = is_given(first) or is_surname(first)
    if count > 1 or not known:
        return count if known else 0
    # 'shipper Hậu' is a name, 'kế toán Trưởng' and 'giám đốc Tài chính' are none.
    named = first.marked and first.title and not is_compound(reading, index)
    clear = one_spelling(first.lower) not in ALSO_WORDS
    return 1 if clear or (named and title not in _SIDES) else 0

"""Names of whom somebody is said to be: 'xưng Kelvin Bưởi', 'nó là Phú bên Viettel'.

Sources: FACTS 1 (claimed names), FACTS 7 (small letters); what follows may also be a role.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from casework.privacy.lexicon.given_names import GIVEN_NAMES, GIVEN_NAMES_BARE
from casework.privacy.lexicon.honorifics import HONORIFICS_BARE
from casework.privacy.names.after_cue import one_syllable, small_name, span_of
from casework.privacy.names.capitals import capital_run, is_given, is_surname
from casework.privacy.names.unusual import unusual_pair
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

# Somebody is said to be somebody: what follows is a name, or a role.
_IS = re.compile(
    r"\b(?:(?:tu )?xung(?: (?:la|ten))?|(?:e|em|toi|tui|minh|con|chau|ban|vo|chong|me|ma|ba|bo|cha|"
    r"chi|anh|no|"
    r"co|chu|bac|ong|be|di|cau|nha|gai|trai|nay|do|kia|giay to) la)\b[\s:\-,\"“'(]{1,3}"
)
_NOT_A_PERSON = frozenset(
    "cuc uy so bo ban doi phong vien toa hoi trung tong quy san app nhom tap chi buu dien cong "
    "ngan "
    "bao truong to khoa hang shop page fanpage web my nhat han nga tay viet nam anh phap duc uc y "
    "trung thai lao ma nguoi nhan giam ke can cho mot hai ba vay qua tien hinh vi ve".split()
)
_LONGEST = 5
_PAIR = 2


def said_to_be(reading: Reading) -> Iterator[Span]:
    """Yield the names behind 'xưng' and 'là'."""
    starts = reading.word_starts
    for found in _IS.finditer(reading.bare):
        index = bisect_left(starts, found.end())
        if index < len(starts) and starts[index] == found.end():
            yield from span_of(reading, index, _said_to_be(reading, index))


def _said_to_be(reading: Reading, index: int) -> int:
    """'xưng Kelvin Bưởi', 'nó là Phú bên Viettel', 'tui là Sáu Mít', if no role begins."""
    first = reading.words[index]
    count = capital_run(reading, index, most=_LONGEST)
    if not count:
        return _small_pair_or_more(reading, index)
    if first.bare in _NOT_A_PERSON and not (count > 1 and is_given(first) and first.marked):
        return 0
    if count > 1:
        return 0 if first.upper and not is_given(first) and not is_surname(first) else count
    behind = reading.words[index + 1 : index + 2]
    # 'em là Thu ngân bên ...': a role in two words, of which the second is small.
    small = bool(behind) and behind[0].joined and behind[0].lower in GIVEN_NAMES
    return 1 if is_given(first) and first.title and not small else 0


def _small_pair_or_more(reading: Reading, index: int) -> int:
    if reading.words[index].bare in HONORIFICS_BARE:
        return 0
    if not unusual_pair(reading, index):
        return 1 if one_syllable(reading, index) and _is_said(reading, index) else 0
    return max(_PAIR, small_name(reading, index))


def _is_said(reading: Reading, index: int) -> bool:
    """'mình là phúc, 24 tuổi', 'em la my, truong nhom': alone between 'là' and a comma."""
    word = reading.words[index]
    ends = reading.text[word.end : word.end + 1] in {",", ".", "", "\n", ")"}
    after = reading.words[index + 1].bare if index + 1 < len(reading.words) else ""
    return word.bare in GIVEN_NAMES_BARE and (ends or after in {"ben", "ne", "day"})

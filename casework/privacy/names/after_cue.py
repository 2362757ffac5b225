"""Names after words that announce one: 'tên', 'chủ tài khoản', 'người nhận', 'em là', 'chào'.

Sources: FACTS 6 (account lines), FACTS 7 (lower case without marks).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from casework.privacy.lexicon.common_words import (
    AFTER_A_NAME,
    AFTER_WITH_MARKS,
    ALSO_LAST_SYLLABLES,
    ALSO_LAST_SYLLABLES_BARE,
    COMPOUNDS,
    ENDS_A_NAME,
    NOT_AFTER_A_SYLLABLE,
)
from casework.privacy.lexicon.foreign_names import FOREIGN_NAMES
from casework.privacy.lexicon.given_names import (
    ALSO_WORDS,
    CLEAR_BARE,
    GIVEN_NAMES,
    GIVEN_NAMES_BARE,
    NEVER_BARE,
    NICKNAMES,
    one_spelling,
)
from casework.privacy.lexicon.honorifics import HONORIFICS_BARE
from casework.privacy.lexicon.name_syllables import BARE
from casework.privacy.lexicon.roles import NOT_AFTER_HONORIFIC
from casework.privacy.lexicon.surnames import (
    CLEAR_SURNAMES,
    MIDDLE_NAMES,
    SURNAMES,
    SURNAMES_BARE,
)
from casework.privacy.names.capitals import capital_run, is_given, is_small_given, is_surname
from casework.privacy.names.unusual import unusual_pair
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span
from casework.privacy.words import Word

_FILLER = (
    r"(?:[\s:\-–,\"“']{1,3}(?:la|that|that la|day du|no|no la|cua no|cua tui|cua em|tui|"
    r"em|toi|minh|nguoi nhan|"
    r"tk|chu tk|tai khoan|cua|ghi|hien|ra|goi|thiet|ong|ba|anh|chi|co|chu|bac|be|"
    r"con gai|con trai|chong|vo|me|ma|cha|con|thang)\b){0,4}"
)
_STRONG = re.compile(
    r"\b(?:ho (?:va )?ten|"
    r"(?<!sang )ten(?! mien| lua| trom| cuop| nay| kia| do\b| tuoi| dang nhap)|ctk|chu "
    r"(?:tk|stk|tai khoan|the|so)|nguoi (?:nhan|thu huong|gui|chuyen|dung ten)|"
    r"thu huong|dung ten|ky ten|mang ten|full name|name|xung ten|giong ten|nguoi lien he)\b"
    + _FILLER
    + r"[\s:\-–,\"“'(]{0,4}"
)
_WEAK = re.compile(
    r"\b(?:chao|gui|ndck|noi dung|nd|dear|hi|hello|alo|cam on|(?:em|toi|tui|minh|day|"
    r"con|chau|ban|vo|chong|me|chi|anh|no) (?:la|ten)|"
    r"xung(?: la| ten)?|gia(?: lam| danh)?|gap|quen|nho|moi|goi|kinh gui|than gui|nguoi "
    r"quen|nick|zalo|fb|facebook|"
    r"con (?:trai|gai)|ba xa|ong xa|ban than|nguoi yeu|ban trai|ban gai|noi voi|"
    r"hoi)\b[\s:\-,\"“'(]{1,3}"
)
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
_NEVER_ALONE = frozenset("la gi mot hai ba tu nam sau bay tam chin nhu the loi mo so a e y".split())
_AFTER_ONE = frozenset("ben gi nao dan nhan goi ho bao o va voi dan nho keu".split())
_OFFICES = frozenset({"cục", "uỷ", "ủy", "sở", "bộ", "ban", "số", "ngày", "địa", "họ", "nơi"})
_FIRM_BEFORE = 5
_FIRM = re.compile(r"\b(?:cong ty|tai chinh|doanh nghiep|ung dung)[^.;!?\n]{0,12} ten\W{0,3}$")
_LONGEST = 5
_PAIR = 2
_SHORTEST = 3
"""Foreign names of three letters ('lee', 'max') may be Vietnamese words typed in a hurry."""
_LEVELS = frozenset({"huyen", "phuong"})
_THI_AND_VAN = frozenset({"thi", "van"})
_BEGINS_BEFORE_CLEAR = frozenset("my bao gia thanh ngoc minh kim hong thu bich cam tuong".split())
_CLEAREST_GIVEN = CLEAR_BARE | {"hanh"}
_NAME_SYLLABLES = GIVEN_NAMES_BARE | MIDDLE_NAMES | SURNAMES_BARE


def after_cue(reading: Reading) -> Iterator[Span]:
    """Yield the names that are announced."""
    starts = reading.word_starts
    for found in _STRONG.finditer(reading.bare):
        index = _past_fillers(reading, found)
        if index < len(starts) and starts[index] <= found.end():
            yield from _span(reading, index, _announced(reading, index))
    for found in _WEAK.finditer(reading.bare):
        index = bisect_left(starts, found.end())
        if index < len(starts) and starts[index] == found.end():
            yield from _span(reading, index, _hinted(reading, index))
    for found in _IS.finditer(reading.bare):
        index = bisect_left(starts, found.end())
        if index < len(starts) and starts[index] == found.end():
            yield from _span(reading, index, _said_to_be(reading, index))


def _past_fillers(reading: Reading, found: re.Match[str]) -> int:
    """Where the name begins: at a capital among the words passed over, as in 'tên Minh, ...'."""
    first = bisect_left(reading.word_starts, found.start())
    last = bisect_left(reading.word_starts, found.end())
    cue = reading.words[first]
    if not cue.upper:
        for index in range(first + 1, last):
            if reading.words[index].title and is_given(reading.words[index]):
                return index
    return last


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
    return 1 if is_given(first) and first.title and not is_compound(reading, index) else 0


def _small_pair_or_more(reading: Reading, index: int) -> int:
    if reading.words[index].bare in HONORIFICS_BARE:
        return 0
    if not unusual_pair(reading, index):
        return 1 if _one_syllable(reading, index) and _is_said(reading, index) else 0
    return max(_PAIR, small_name(reading, index))


def _is_said(reading: Reading, index: int) -> bool:
    """'mình là phúc, 24 tuổi', 'em la my, truong nhom': alone between 'là' and a comma."""
    word = reading.words[index]
    ends = reading.text[word.end : word.end + 1] in {",", ".", "", "\n", ")"}
    after = reading.words[index + 1].bare if index + 1 < len(reading.words) else ""
    return word.bare in GIVEN_NAMES_BARE and (ends or after in {"ben", "ne", "day"})


def _span(reading: Reading, index: int, length: int) -> Iterator[Span]:
    if length:
        yield reading.words[index].start, reading.words[index + length - 1].end


def _announced(reading: Reading, index: int) -> int:
    count = capital_run(reading, index, most=_LONGEST)
    if (count == 1 and _is_other_word(reading, index)) or (count and _is_firm(reading, index)):
        return 0
    if count:
        return count
    return small_name(reading, index)


def _is_other_word(reading: Reading, index: int) -> bool:
    """Tell "tên 'Thu hồi nợ'", 'tên Tây' and 'tên, CCCD' from a name."""
    word = reading.words[index]
    if is_compound(reading, index) or word.lower in _OFFICES:
        return True
    if word.title and word.lower in NICKNAMES:
        return False
    if word.upper and not is_given(word) and not is_surname(word):
        return True
    if word.bare in NOT_AFTER_HONORIFIC and not (word.marked and word.title and is_given(word)):
        return True
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    if after is None or not after.joined or not after.typed[0].islower():
        return False
    unclear = one_spelling(word.lower) in ALSO_WORDS
    return unclear and after.bare not in AFTER_A_NAME and after.lower not in AFTER_WITH_MARKS


def small_name(reading: Reading, index: int) -> int:
    """Count the words of a name in small letters from `index`; 0 if there is none."""
    words, count = reading.words, 0
    if is_compound(reading, index):
        return 0
    while index + count < len(words) and count < _LONGEST:
        if _is_kept(reading, index + count, count) or (count and not words[index + count].joined):
            break
        if not _may_be_name(reading, index, count):
            break
        count += 1
    if count <= 1 and _one_syllable(reading, index):
        return 1
    return 0 if count == 1 and _unclear_alone(reading, words[index]) else count


def _one_syllable(reading: Reading, index: int) -> bool:
    """'tên hương gì đó', 'ten lam o xom tren': a syllable of names, and then what ends it."""
    word = reading.words[index]
    if index in reading.kept or word.bare in NOT_AFTER_HONORIFIC or is_compound(reading, index):
        return False
    known = one_spelling(word.lower) in GIVEN_NAMES if reading.marked else word.bare in BARE
    if not known or word.bare in _NEVER_ALONE:
        return False
    if not reading.marked and word.bare in NEVER_BARE:
        behind = reading.words[index + 1 : index + 2]
        return bool(behind) and behind[0].joined and behind[0].bare in {"o", "ben"}
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    if after is None or not after.joined:
        return True
    return after.bare in AFTER_A_NAME | _AFTER_ONE


def _is_kept(reading: Reading, index: int, count: int) -> bool:
    """Whether a word is a place or brand; 'huyen' and 'phuong' end a name if no place follows."""
    if index not in reading.kept:
        return False
    return not (count and reading.words[index].lower in _LEVELS) or index + 1 in reading.kept


def _may_be_name(reading: Reading, index: int, count: int) -> bool:
    word = reading.words[index + count]
    if count and reading.words[index + count - 1].bare in _THI_AND_VAN:
        return word.typed.isalpha()
    if count == 0:
        begins = is_small_given(reading, word) and word.bare not in ENDS_A_NAME
        begins |= word.bare in FOREIGN_NAMES and not word.marked and len(word.bare) > _SHORTEST
        return begins or _small_surname(reading, word) or _before_clear(reading, index)
    if count == 1 and word.bare in _THI_AND_VAN:
        return True
    return not ends_name(reading, index + count) and _goes_on(reading, word)


def _is_firm(reading: Reading, index: int) -> bool:
    """'công ty tài chính tên ...': the name that follows is a firm's."""
    start = reading.words[max(0, index - _FIRM_BEFORE)].start
    return _FIRM.search(reading.bare[start : reading.words[index].start]) is not None


def is_compound(reading: Reading, index: int) -> bool:
    """'chiến đấu', 'Thu hồi nợ': two words that only together are what they are."""
    pair = reading.words[index : index + 2]
    if len(pair) == 1 or not pair[1].joined or pair[1].typed[0].isupper():
        return False
    return f"{pair[0].bare} {pair[1].bare}" in COMPOUNDS


def ends_name(reading: Reading, index: int) -> bool:
    """Whether the word at `index`, after a part of a name, is no part of it any more."""
    word = reading.words[index]
    if word.bare not in ENDS_A_NAME:
        return False
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    follows = after.bare if after is not None and after.joined else None
    if reading.marked:
        return word.lower not in ALSO_LAST_SYLLABLES or follows in NOT_AFTER_A_SYLLABLE
    if word.bare not in ALSO_LAST_SYLLABLES_BARE:
        return True
    return not (follows is None or follows in AFTER_A_NAME)


def _before_clear(reading: Reading, index: int) -> bool:
    """'my hanh': without marks 'my' begins a name if a syllable follows that only names have."""
    pair = reading.words[index : index + 2]
    if reading.marked or len(pair) == 1 or not pair[1].joined or index + 1 in reading.kept:
        return False
    return pair[0].bare in _BEGINS_BEFORE_CLEAR and pair[1].bare in _CLEAREST_GIVEN


def _goes_on(reading: Reading, word: Word) -> bool:
    if reading.marked:
        return is_small_given(reading, word) or one_spelling(word.lower) in SURNAMES
    return word.bare in _NAME_SYLLABLES


def _small_surname(reading: Reading, word: Word) -> bool:
    if reading.marked:
        return one_spelling(word.lower) in SURNAMES
    return word.bare in CLEAR_SURNAMES


def _unclear_alone(reading: Reading, word: Word) -> bool:
    if one_spelling(word.lower) in ALSO_WORDS or word.bare in CLEAR_SURNAMES:
        return True
    return not is_small_given(reading, word)


def _hinted(reading: Reading, index: int) -> int:
    """After a weak cue only words that are known as names count."""
    count = capital_run(reading, index, most=_LONGEST)
    words = reading.words[index : index + count]
    if words and words[0].bare in FOREIGN_NAMES and words[0].title and not words[0].marked:
        return count
    if not words or not all(is_given(w) or is_surname(w) for w in words):
        return 0
    if count == 1:
        clear = is_given(words[0]) and one_spelling(words[0].lower) not in ALSO_WORDS
        return 1 if clear else 0
    return count

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
from casework.privacy.lexicon.name_syllables import BARE, MARKED
from casework.privacy.lexicon.roles import NOT_AFTER_HONORIFIC
from casework.privacy.lexicon.surnames import (
    CLEAR_SURNAMES,
    MIDDLE_NAMES,
    RARE_SURNAMES,
    SURNAMES,
    SURNAMES_BARE,
)
from casework.privacy.names.capitals import capital_run, is_given, is_small_given, is_surname
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span
from casework.privacy.words import Word

_FILLER = (
    r"(?:[\s:\-–,\"“']{1,3}(?:la|that|that la|day du|no|no la|cua no|cua tui|cua em|tui|"
    r"em|toi|minh|nguoi nhan|"
    r"tk|chu tk|tai khoan|cua|ghi|hien|ra|goi|thiet|ong|ba|anh|chi|co|chu|bac|be|"
    r"con gai|con trai|chong|me|ma)\b){0,4}"
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
_CLEAR_ANYWHERE = frozenset(
    "nguyen tran pham huynh phan bui truong trinh doan ngo duong hoang dang dinh vo le".split()
)
_NEVER_ALONE = frozenset("la gi mot hai ba tu nam sau bay tam chin nhu the loi mo so a e y".split())
_TIMES = frozenset("buoi sang trua chieu hom ngay luc hoi nguoi".split())
_AFTER_ONE = frozenset("ben gi nao dan nhan goi ho bao o va voi dan nho keu".split())
OFFICES = frozenset(
    {"cục", "uỷ", "ủy", "sở", "bộ", "ban", "số", "ngày", "địa", "họ", "nơi", "phòng", "đội"}
)
_FIRM_BEFORE = 5
_FIRM = re.compile(
    r"\b(?:cong ty|tai chinh|doanh nghiep|ung dung|app|san|trang|web|shop|quan|tiem|tap doan|"
    r"sach|game|phim)[^.;!?\n]{0,12} ten\W{0,3}$"
)
_LONGEST = 5
_LONGEST_SYLLABLE = 6
"""'nghiêng' has seven letters, and hardly any longer one is Vietnamese."""
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
            yield from span_of(reading, index, _announced(reading, index))
    for found in _WEAK.finditer(reading.bare):
        index = bisect_left(starts, found.end())
        if index < len(starts) and starts[index] == found.end():
            yield from span_of(reading, index, _hinted(reading, index))


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


def span_of(reading: Reading, index: int, length: int) -> Iterator[Span]:
    """Yield the span of `length` words from `index`; nothing for none."""
    if length:
        yield reading.words[index].start, reading.words[index + length - 1].end


def _announced(reading: Reading, index: int) -> int:
    count = capital_run(reading, index, most=_LONGEST)
    if (count == 1 and _is_other_word(reading, index)) or (count and _is_firm(reading, index)):
        return 0
    if count:
        return count
    return max(small_name(reading, index), _until_it_ends(reading, index))


def _until_it_ends(reading: Reading, index: int) -> int:
    """'họ tên quách muối, ...', 'tên yamamoto kenji, ...': a surname or a foreign word begins it.

    Whatever syllables follow belong to it, up to a word that no name has or a mark.
    """
    first = reading.words[index]
    foreign = reading.marked and not first.marked and len(first.bare) > _LONGEST_SYLLABLE
    surname = first.marked and one_spelling(first.lower) in SURNAMES | RARE_SURNAMES
    if not (foreign or surname) or index in reading.kept or is_compound(reading, index):
        return 0
    count = 1 if first.typed.islower() else _LONGEST
    while count < _LONGEST and index + count < len(reading.words):
        word = reading.words[index + count]
        ends = (
            word.bare in ENDS_A_NAME | AFTER_A_NAME | _TIMES
            and one_spelling(word.lower) not in MARKED
        )
        if not word.joined or ends or index + count in reading.kept or not word.typed.islower():
            break
        count += 1
    return count if 1 < count < _LONGEST else 0


def _is_other_word(reading: Reading, index: int) -> bool:
    """Tell "tên 'Thu hồi nợ'", 'tên Tây' and 'tên, CCCD' from a name."""
    word = reading.words[index]
    if is_compound(reading, index) or word.lower in OFFICES:
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
    if count <= 1 and one_syllable(reading, index):
        return 1
    return 0 if count == 1 and _unclear_alone(reading, words[index]) else count


def one_syllable(reading: Reading, index: int) -> bool:
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
    if not word.marked and _typed_without_marks(reading.words[index]):
        return word.bare in _NAME_SYLLABLES and word.bare not in ENDS_A_NAME - MIDDLE_NAMES
    return not ends_name(reading, index + count) and _goes_on(reading, word)


def _typed_without_marks(surname: Word) -> bool:
    """'chủ tk nguyen huu tuan': names of accounts have no marks, whatever stands around them."""
    return not surname.marked and surname.bare in _CLEAR_ANYWHERE


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
        return one_spelling(word.lower) in SURNAMES or _typed_without_marks(word)
    return word.bare in CLEAR_SURNAMES


def _unclear_alone(reading: Reading, word: Word) -> bool:
    if word.bare in FOREIGN_NAMES and not word.marked and len(word.bare) > _SHORTEST:
        return False
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

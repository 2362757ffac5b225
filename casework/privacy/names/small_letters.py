"""Full names in small letters: 'nguyen thi lua', 'trần văn bưởi'.

Sources: FACTS 7 (residents type without marks and capitals), FACTS 6 (thị and văn).
"""

from collections.abc import Iterator

from casework.privacy.lexicon.given_names import GIVEN_NAMES_BARE, NEVER_BARE, one_spelling
from casework.privacy.lexicon.name_syllables import BARE
from casework.privacy.lexicon.surnames import CLEAR_SURNAMES, SURNAMES, SURNAMES_BARE
from casework.privacy.names.after_cue import ends_name, is_compound, small_name
from casework.privacy.names.capitals import is_given, is_middle, is_small_given
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span
from casework.privacy.words import Word

_CLEAREST = frozenset("nguyen huynh pham".split())
_SURE = frozenset({"nguyễn", "huỳnh", "phạm"})
# In a text with marks these are typed without any, and are hardly another word there.
_SURE_BARE = frozenset("phan trinh doan".split())
_CRIME = frozenset({"vi", "tội", "toi"})
_ALSO_WORDS = frozenset(
    "hứa đoàn báo chế thổ mai lưu thu cao hà sơn tô từ ông la âu mã lò vàng tống triệu "
    "đồng phú cà cùng đáng thân viên "
    "quan sử phi phí phó trà trang xa mạch lạc lôi nông đan hùng lại lục yên chung "
    "thái tăng danh cung".split()
)
_MARKED_SURNAMES = SURNAMES - _ALSO_WORDS
_CLEAR = CLEAR_SURNAMES - frozenset("ho do vo dang ly luong duong lam le luu".split())
_CLEAR_BEFORE_THI = frozenset("tran phan doan ngo bui dinh le huynh duong".split())
_FULL = 3


def small_letters(reading: Reading) -> Iterator[Span]:
    """Yield names whose surname and middle name leave no doubt."""
    index = 0
    while index + _FULL <= len(reading.words):
        surname = reading.words[index].bare in SURNAMES_BARE and index not in reading.kept
        length = _length(reading, index) if surname else 0
        if length:
            yield reading.words[index].start, reading.words[index + length - 1].end
        index += max(length, 1)


def _length(reading: Reading, index: int) -> int:
    surname, middle, given = reading.words[index : index + _FULL]
    if not (middle.joined and given.joined) or not surname.typed.isalpha():
        return 0
    if not reading.kept.isdisjoint(range(index, index + _FULL)) or ends_name(reading, index + 2):
        return 0
    if is_compound(reading, index) or is_compound(reading, index + 1):
        return 0
    if not _may_be_surname(surname) or (index and reading.words[index - 1].lower in _CRIME):
        return 0
    if _behind_account(reading, surname) and all(w.bare in BARE for w in (surname, middle, given)):
        return max(_FULL, small_name(reading, index))
    if middle.bare in {"thi", "van"} and (not middle.marked or middle.lower in {"thị", "văn"}):
        clear = surname.marked or surname.bare in _CLEAREST
        clear |= middle.bare == "thi" and surname.bare in _CLEAR_BEFORE_THI
        of_account = surname.bare in _CLEAR_BEFORE_THI and reading.speaks_of_accounts
        known = given.bare in GIVEN_NAMES_BARE - NEVER_BARE
        sure = clear or is_small_given(reading, given) or (of_account and known)
    else:
        last = is_small_given(reading, given) or (surname.lower in _SURE and is_given(given))
        # Names of accounts have no marks, whatever stands around them.
        last |= surname.lower in _CLEAREST and given.bare in GIVEN_NAMES_BARE - NEVER_BARE
        inside = is_middle(middle) or is_small_given(reading, middle)
        inside |= is_given(middle) and middle.marked and surname.lower in _SURE_BARE
        sure = inside and last and _clear_enough(reading, surname)
    return max(_FULL, small_name(reading, index)) if sure else 0


def _behind_account(reading: Reading, surname: Word) -> bool:
    """'<ACCOUNT> le huu mit': the number of an earlier pass, and then its holder."""
    holder = reading.text[: surname.start].rstrip(" ,-").endswith("<ACCOUNT>")
    return holder and surname.bare in SURNAMES_BARE


def _may_be_surname(word: Word) -> bool:
    if word.marked:
        return one_spelling(word.lower) in _MARKED_SURNAMES
    return word.bare in CLEAR_SURNAMES


def _clear_enough(reading: Reading, surname: Word) -> bool:
    if surname.marked or surname.bare in _CLEAREST:
        return True
    if reading.marked and surname.lower in _SURE_BARE:
        return True
    return surname.bare in _CLEAR and reading.speaks_of_accounts

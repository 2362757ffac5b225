"""Surname and given names with capitals: 'Trần Thị Bưởi', 'LE VAN MIT'; or given names only.

Source: FACTS 6 (surname + 1-3 capitalised words; capitals without marks in account lines).
"""

from collections.abc import Iterator

from casework.privacy.lexicon.brands import BANKS
from casework.privacy.lexicon.given_names import ALSO_WORDS, one_spelling
from casework.privacy.lexicon.surnames import CLEAR_SURNAMES, RARE_SURNAMES
from casework.privacy.names.capitals import capital_run, is_given, is_middle, is_surname
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span
from casework.privacy.words import Word

_SURNAMES_THAT_ARE_WORDS = frozenset(
    "mai hồ lưu thu cao lý hà an kim sơn tô từ ông la âu đàm mã lò vàng tống triệu "
    "đồng phú ninh bành "
    "văn ung thi chế báo thổ cà hàn thân viên quan sử phi phí phó tiêu trang trầm trà "
    "xa mạch lạc lôi "
    "nông đan hùng lại lục yên chung chu hứa giang thái tăng men danh nay cung mạc "
    "bàn cầm hầu phàn lầu mông khúc giáp bồ tưởng thang tiết dụng khổng dịp".split()
)
# Only persons have these in the middle, whatever the surname: 'Vưu Thị Bưởi', 'Nguyển Văn Mít'.
_HOUSES = frozenset("nhà hội ban phòng trung sở khu phố xã ngành nền hồ".split())
_TELLING_MIDDLES = frozenset({"thị", "văn"})
# After these two words a year of the zodiac follows, and no name.
_BEFORE_ZODIAC = frozenset({"tuổi", "năm", "tuoi"})
_ANNOUNCING = frozenset("ten tk ctk stk nhan huong chu khoan ong ba anh chi cua cho la vib".split())
_LONGEST_SHOUTED = 4
_THREE = 3


def full_names(reading: Reading) -> Iterator[Span]:
    """Yield names that begin with a surname, and runs of given names only."""
    shouted = reading.shouted
    index = 0
    while index < len(reading.words):
        if not reading.words[index].typed[0].isupper():
            index += 1
            continue
        count = capital_run(reading, index)
        length = _name_length(reading.words[index : index + count], shouted=shouted)
        if length and not _begins_here(reading, index):
            length = 0
        if length and _stands_for_place(reading, index) and not _sure(reading, index):
            index += length
            continue
        if length:
            yield reading.words[index].start, reading.words[index + length - 1].end
        index += max(length, 1)


def _begins_here(reading: Reading, index: int) -> bool:
    """In a row of capital words ('QUYET DINH PHONG TOA') only thị, văn and the like tell a name."""
    word, before = reading.words[index], reading.words[index - 1]
    if not index or not word.upper or not word.joined or not before.upper:
        return True
    if before.bare in _ANNOUNCING or before.bare in BANKS or index - 1 in reading.kept:
        return True
    return is_surname(word) and is_middle(reading.words[index + 1])


def _name_length(words: tuple[Word, ...], *, shouted: bool) -> int:
    if len(words) < 2:  # noqa: PLR2004 (a surname and a given name)
        return 0
    house = words[0].lower in _HOUSES and not is_surname(words[0])
    if words[1].lower in _TELLING_MIDDLES and len(words) > 2 and not house:  # noqa: PLR2004 (a full name)
        return min(len(words), _LONGEST_SHOUTED)
    if is_surname(words[0]) and _goes_on_as_name(words, shouted=shouted):
        return _as_far_as_named(words) if shouted else len(words)
    return 0 if shouted else _given_names(words)


def _sure(reading: Reading, index: int) -> bool:
    zodiac = index > 0 and reading.words[index - 1].lower in _BEFORE_ZODIAC
    return is_surname(reading.words[index]) and not zodiac


def _stands_for_place(reading: Reading, index: int) -> bool:
    """'ở An Biên', 'tuổi Kỷ Tỵ': given names after such a word are rather a place, or a year."""
    if not index:
        return False
    before = reading.words[index - 1].lower
    return before in {"ở", "tại", "về", "lên", "xuống"} or before in _BEFORE_ZODIAC


def _goes_on_as_name(words: tuple[Word, ...], *, shouted: bool) -> bool:
    if len(words[1].typed) == 1 and words[0].bare not in CLEAR_SURNAMES:
        # 'GIANG A BUOI': the middle A of men's names in the northern mountains.
        return words[1].typed == "A" and len(words) > 2  # noqa: PLR2004 (a full name)
    if is_middle(words[1]) or is_given(words[1]):
        return not shouted or len(words) > 2 or is_given(words[1])  # noqa: PLR2004
    common = one_spelling(words[0].lower) in _SURNAMES_THAT_ARE_WORDS
    three = len(words) == _THREE and not words[0].upper
    rare = one_spelling(words[0].lower) in RARE_SURNAMES
    return not shouted and (not common or (three and not rare))


def _as_far_as_named(words: tuple[Word, ...]) -> int:
    count = 1
    while count < min(len(words), _LONGEST_SHOUTED) and (
        is_given(words[count]) or is_middle(words[count])
    ):
        count += 1
    return count


def _given_names(words: tuple[Word, ...]) -> int:
    """Two or more given names in a row, at least one of which is no other word."""
    count = 0
    while count < len(words) and (is_given(words[count]) or is_surname(words[count])):
        count += 1
    clear = any(is_given(w) and one_spelling(w.lower) not in ALSO_WORDS for w in words[:count])
    typed_with_marks = any(word.marked for word in words[:count])
    return count if count > 1 and clear and typed_with_marks else 0

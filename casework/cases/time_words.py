"""Finds in a clause how long ago something was: "hồi nãy", "3 bữa nay", "cách đây 2 tiếng".

Every phrase stands for the longest time that it commonly means: "hôm qua" is up to two days. The
last evening ("tối qua", "hồi hôm") is within the day. "Tuần trước" can be thirteen days. "Tháng
trước" is from one day to two months; who means the last two weeks says so ("tuần trước", "mấy bữa
nay"), so it stands for the rest. A word that only tells the order of a story ("hôm sau", "2 ngày
trước đó"), sets a term ("trong vòng 24 giờ") or a clock ("lúc 9h") is none of these.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.cases.models import Delay
from casework.cases.time_numbers import (
    HOURS,
    MONTH,
    behind_clock,
    below,
    is_a_date,
    is_clock,
    number_at,
    table_of,
    unit_of,
    value_of,
)
from casework.cases.time_phrases import NEED_MARKS, PHRASES, one_of, phrases, stands_at, word_of
from casework.vietnamese import Word

SHORTEST_FIRST = (
    *(Delay.UNDER_1H, Delay.UNDER_1D, Delay.UNDER_1W, Delay.UNDER_1M, Delay.OVER_1M),
    Delay.UNKNOWN,
)

_LONGEST = 6
"""Words of a length of time: "gần hai mươi lăm phút"."""
_ABOUT = {"khoảng": 1.0, "chừng": 1.0, "cỡ": 1.0, "độ": 1.0, "có": 1.0, "mới": 1.0}
_ABOUT |= {"gần": 0.99, "hơn": 1.01, "cả": 1.0}
_AGO_AFTER = ("trước", "trc", "nay", "rày", "rồi", "rùi", "r", "qua")
_AGO_BEFORE = ("đây", "nay", "được", "dc", "đc", "đã", "mới")
_TERM_BEFORE = ("trong", "vòng", "sau", "mỗi", "hẹn", "hạn", "thêm", "còn", "đợi", "chờ", "cứ")
_NOT_BEHIND = ("nữa", "sau", "tới")
# "Không sửa trong hôm nay thì", "danh sách chốt 4 giờ chiều nay".
_SET_BEFORE = ("trong", "trước", "hạn", "chốt", "nội", "đến", "hẹn")
_HOW_FAR_BEFORE = 3
# What may stand behind "3 tháng rồi"; behind "lãnh ba tháng rồi" the story goes on.
_END = ("mà", "đó", "nè", "ạ", "á", "nha", "nghen", "vẫn", "chưa", "giờ", "ad", "ơi")
_ORDER = ("đó", "khi", "lúc", "ấy", "tết")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a clause names. `weak`: without its tone marks it may be something else.

    Of a date ("đầu tháng 11") the delay is unknown: what day is today is not known here.
    """

    first: int
    after: int
    delay: Delay
    weak: bool = False


def moments(said: Sequence[Word], *, answers: bool = False) -> list[Moment]:
    """The times in a clause. `answers`: to 'how long ago?', where "5 ngày" is enough."""
    found: list[Moment] = []
    place = 0
    while place < len(said):
        if behind := behind_clock(said, place):
            place = behind
            continue
        moment = _numbered(said, place, answers=answers) or _listed(said, place, answers=answers)
        if moment is None:
            place += 1
            continue
        place = moment.after
        if found and found[-1].after == moment.first:
            # "hôm thứ ba tuần trước": together they are as long ago as the longer.
            longer = max(found[-1].delay, moment.delay, key=SHORTEST_FIRST.index)
            found[-1] = Moment(found[-1].first, moment.after, longer)
        else:
            found.append(moment)
    return found


def _listed(said: Sequence[Word], first: int, *, answers: bool) -> Moment | None:
    set_before = range(first - _HOW_FAR_BEFORE, first)
    for delay, phrase in _LISTED.get(said[first].bare, ()):
        if not stands_at(said, first, phrase):
            continue
        after = first + len(phrase)
        if one_of(said, after, _ORDER):
            continue
        if _names_a_month(said, first, after, answers=answers):
            return Moment(first, after, Delay.UNKNOWN)
        if not answers and any(one_of(said, place, _SET_BEFORE) for place in set_before):
            continue
        typed = all(w.typed == p.typed for w, p in zip(said[first:after], phrase, strict=True))
        weak = not typed and tuple(word.typed for word in phrase) in _MARKED
        if weak and len(phrase) == 1:
            continue
        return Moment(first, after, delay, weak=weak)
    return None


def _names_a_month(said: Sequence[Word], first: int, after: int, *, answers: bool) -> bool:
    """Whether it is a date: "đầu tháng 11", "28 tháng này". What day is today is not known here."""
    if not any(said[place].says(word_of("tháng")) for place in range(first, after)):
        return False
    if said[after - 1].says(word_of("tháng")):
        # A story that names the month tells of one long gone; an answer can mean the last one.
        of_old = said[first].says(word_of("hồi")) and not answers
        numbered = number_at(said, after)[1] is not None
        return not of_old and (numbered or said[first].says(word_of("hồi")))
    return said[first].says(word_of("tháng")) and first > 0 and said[first - 1].bare.isdigit()


def _numbered(said: Sequence[Word], first: int, *, answers: bool) -> Moment | None:
    """A length of time with a word for ago: "3 ngày nay", "cách đây nửa tiếng"."""
    place, factor = first, 1.0
    end = min(len(said), first + _LONGEST)
    while place < end and (about := value_of(said[place], _ABOUT_TABLE)) is not None:
        place, factor = place + 1, factor * about
    place, number = number_at(said[:end], place)
    if number is None and factor == 1.0 and not one_of(said, first, ("cả",)):
        # "Gần tháng nay" needs no number, "mới tháng" is none.
        return None
    if place >= len(said) or (unit := unit_of(said[place])) is None:
        return None
    after = place + 1
    if unit == MONTH and is_a_date(said, after, number):
        return Moment(first, after, Delay.UNKNOWN)
    if not _is_past(said, first, after, answers=answers):
        return None
    hours = below(said, first, (1 if number is None else number) * factor * unit)
    if hours is None:
        return None
    while one_of(said, after, _AGO_AFTER):
        after += 1
    return Moment(
        first, after, next((d for d, most in HOURS.items() if hours < most), Delay.OVER_1M)
    )


def _is_past(said: Sequence[Word], first: int, after: int, *, answers: bool) -> bool:
    """Whether a length of time tells how long ago, and no term, order or clock."""
    if one_of(said, first - 1, _TERM_BEFORE) or one_of(said, after, _NOT_BEHIND):
        return False
    if one_of(said, after, _AGO_AFTER):
        if one_of(said, after, ("rồi", "rùi", "r")):
            # "9 giờ rồi" is the clock.
            ends = after + 1 == len(said) or one_of(said, after + 1, _END)
            return ends and not is_clock(said[after - 1])
        return not one_of(said, after + 1, _ORDER)
    if one_of(said, first - 1, _AGO_BEFORE) or one_of(said, first, ("mới",)):
        return not is_clock(said[after - 1]) or one_of(said, first - 1, ("đây", "nay"))
    return answers and not one_of(said, first - 1, ("lúc", "hồi"))


_ABOUT_TABLE = table_of(_ABOUT)
_MARKED = frozenset(
    tuple(word.typed for word in phrase)
    for found in phrases(NEED_MARKS).values()
    for phrase in found
)
_LISTED: dict[str, list[tuple[Delay, tuple[Word, ...]]]] = {}
for _delay, _those in PHRASES.items():
    for _first, _found in phrases(_those).items():
        _LISTED.setdefault(_first, []).extend((_delay, phrase) for phrase in _found)
for _likely in _LISTED.values():
    _likely.sort(key=lambda entry: len(entry[1]), reverse=True)

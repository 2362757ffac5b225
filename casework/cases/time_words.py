"""Finds in a clause how long ago something was: "hồi nãy", "3 bữa nay", "cách đây 2 tiếng".

Every phrase stands for the longest time that it commonly means: "hôm qua" is up to two days. The
last evening ("tối qua", "hồi hôm") is within the day. "Tuần trước" can be thirteen days. "Tháng
trước" is from one day to two months; who means the last two weeks says so ("tuần trước", "mấy bữa
nay"), so it stands for the rest. A word that only tells the order of a story ("hôm sau", "2 ngày
trước đó"), sets a term ("trong vòng 24 giờ") or a clock ("lúc 9h") is none of these.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casework.cases.models import Delay
from casework.vietnamese import Word, words

SHORTEST_FIRST = (
    *(Delay.UNDER_1H, Delay.UNDER_1D, Delay.UNDER_1W, Delay.UNDER_1M, Delay.OVER_1M),
    Delay.UNKNOWN,
)
_HOURS = {Delay.UNDER_1H: 1, Delay.UNDER_1D: 24, Delay.UNDER_1W: 7 * 24, Delay.UNDER_1M: 30 * 24}

_PHRASES = {
    Delay.UNDER_1H: """
        hồi nãy, hồi nảy, hổi nãy, nãy giờ, nảy giờ, mới nãy, mới nảy, vừa nãy, vừa xong, mới xong,
        mới tức thì, tức thì nè, nãy, nảy, lúc nãy, lúc nảy, khi nãy, ban nãy
        """,
    Delay.UNDER_1D: """
        sáng nay, trưa nay, chiều nay, khuya nay, sớm nay, hồi sáng, hồi trưa, hồi chiều, hồi tối,
        hồi khuya, hồi hôm, hồi sớm, lúc sáng, lúc trưa, sáng giờ, từ sáng, trưa giờ, chiều giờ,
        hôm nay, bữa nay, hnay, hum nay, hôm ni, bữa ni, tối qua, đêm qua, khuya qua, tối hôm qua,
        đêm hôm qua, khuya hôm qua, tối bữa qua, hồi tối qua, tối nay
        """,
    Delay.UNDER_1W: """
        hôm qua, bữa qua, hqua, hum qua, hum wa, hôm wa, hôm kia, hôm kìa, bữa kia, bữa kìa,
        bữa hổm, bữa hỗm, hổm rày, hổm nay, hỗm rày, hôm rày, bữa rày, hôm bữa, hôm nọ, bữa nọ,
        hôm trước, bữa trước, hôm rồi, bữa rồi, tuần này, hôm thứ hai, hôm thứ ba, hôm thứ tư,
        hôm thứ năm, hôm thứ sáu, hôm thứ bảy, hôm chủ nhật, bữa thứ hai, bữa thứ ba, bữa thứ tư,
        bữa thứ năm, bữa thứ sáu, bữa thứ bảy, bữa chủ nhật, cuối tuần rồi
        """,
    Delay.UNDER_1M: """
        tuần trước, tuần trc, tuần rồi, tuần vừa rồi, tuần qua, tháng này, đầu tháng này,
        giữa tháng này, đầu tháng, cuối tháng trước, cuối tháng rồi
        """,
    Delay.OVER_1M: """
        tháng trước, tháng trc, tháng rồi, tháng vừa rồi, đầu tháng trước, đầu tháng rồi, năm ngoái,
        năm rồi, năm kia, hồi năm, hồi tết, hồi ra giêng, ra giêng, hồi giêng, hồi đầu năm, đầu năm,
        hồi tháng
        """,
}
# What these say is something else without tone marks: "tôi qua", "bạn này", "thằng này".
_NEED_MARKS = """
    nãy, nảy, lúc nãy, lúc nảy, khi nãy, ban nãy, tối qua, tối nay, tháng này, đầu tháng, hồi năm
    """

_NUMBERS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mấy": 3,
    "vài": 3,
    "nửa": 0.5,
    "nữa": 0.5,
}
_TENS = {"mươi", "chục"}
_UNITS = {
    **dict.fromkeys(("phút", "p", "ph"), 1 / 60),
    **dict.fromkeys(("tiếng", "giờ", "h", "g"), 1.0),
    **dict.fromkeys(("ngày", "hôm", "bữa", "bửa"), 24.0),
    "tuần": 7 * 24.0,
    "tháng": 30 * 24.0,
    "năm": 365 * 24.0,
}
_LONGEST = 6
"""Words of a length of time: "gần hai mươi lăm phút"."""
_CLOCK = {"giờ", "h", "g"}
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
_ORDER = ("đó", "khi", "lúc", "ấy")


_Table = Mapping[str, Sequence[tuple[Word, float]]]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a clause names. `weak`: without its tone marks it may be something else."""

    first: int
    after: int
    delay: Delay
    weak: bool = False


Phrases = Mapping[str, Sequence[tuple[Word, ...]]]
"""Phrases by the bare form of their first word, the longest first: a story has many words."""


def phrases(listed: str) -> Phrases:
    """Phrases that are listed with commas between."""
    found: dict[str, list[tuple[Word, ...]]] = {}
    for phrase in sorted(map(words, listed.split(",")), key=len, reverse=True):
        if phrase:
            found.setdefault(phrase[0].bare, []).append(phrase)
    return found


def at(said: Sequence[Word], place: int, listed: Phrases) -> int:
    """How many words of one of the phrases begin here; 0 for none."""
    if not 0 <= place < len(said):
        return 0
    likely = listed.get(said[place].bare, ())
    return next((len(phrase) for phrase in likely if stands_at(said, place, phrase)), 0)


def stands_at(said: Sequence[Word], first: int, phrase: Sequence[Word]) -> bool:
    """Whether a phrase begins at this word."""
    here = said[first : first + len(phrase)]
    return len(here) == len(phrase) and all(w.says(p) for w, p in zip(here, phrase, strict=True))


def one_of(said: Sequence[Word], place: int, choices: tuple[str, ...]) -> bool:
    """Whether the word at a place is one of these; there may be no such place."""
    return 0 <= place < len(said) and any(said[place].says(_WORD[choice]) for choice in choices)


def moments(said: Sequence[Word], *, answers: bool = False) -> list[Moment]:
    """The times in a clause. `answers`: to 'how long ago?', where "5 ngày" is enough."""
    found: list[Moment] = []
    place = 0
    while place < len(said):
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
        if not answers and any(one_of(said, place, _SET_BEFORE) for place in set_before):
            continue
        typed = all(w.typed == p.typed for w, p in zip(said[first:after], phrase, strict=True))
        weak = not typed and tuple(word.typed for word in phrase) in _MARKED
        if weak and len(phrase) == 1:
            continue
        return Moment(first, after, delay, weak=weak)
    return None


def _numbered(said: Sequence[Word], first: int, *, answers: bool) -> Moment | None:
    """A length of time with a word for ago: "3 ngày nay", "cách đây nửa tiếng"."""
    place, factor = first, 1.0
    end = min(len(said), first + _LONGEST)
    while place < end and (about := _value(said[place], _ABOUT_TABLE)) is not None:
        place, factor = place + 1, factor * about
    place, number = _number(said[:end], place)
    if number is None and factor == 1.0 and not one_of(said, first, ("cả",)):
        # "Gần tháng nay" needs no number, "mới tháng" is none.
        return None
    if place >= len(said) or (unit := _unit(said[place])) is None:
        return None
    after = place + 1
    if not _is_past(said, first, after, answers=answers):
        return None
    hours = (1 if number is None else number) * factor * unit
    while one_of(said, after, _AGO_AFTER):
        after += 1
    return Moment(
        first, after, next((d for d, most in _HOURS.items() if hours < most), Delay.OVER_1M)
    )


def _is_past(said: Sequence[Word], first: int, after: int, *, answers: bool) -> bool:
    """Whether a length of time tells how long ago, and no term, order or clock."""
    if one_of(said, first - 1, _TERM_BEFORE) or one_of(said, after, _NOT_BEHIND):
        return False
    if one_of(said, after, _AGO_AFTER):
        if one_of(said, after, ("rồi", "rùi", "r")):
            # "9 giờ rồi" is the clock.
            ends = after + 1 == len(said) or one_of(said, after + 1, _END)
            return ends and not _is_clock(said[after - 1])
        return not one_of(said, after + 1, _ORDER)
    if one_of(said, first - 1, _AGO_BEFORE) or one_of(said, first, ("mới",)):
        return not _is_clock(said[after - 1]) or one_of(said, first - 1, ("đây", "nay"))
    return answers and not one_of(said, first - 1, ("lúc", "hồi"))


def _number(said: Sequence[Word], place: int) -> tuple[int, float | None]:
    """The number that begins here, and the place behind it. Of "hai ba bữa" the larger counts."""
    number: float | None = None
    while place < len(said):
        word = said[place]
        digits = word.bare.rstrip("abcdefghijklmnopqrstuvwxyz")
        if digits.isdigit():
            number = float(digits)
            if digits != word.bare:
                # "10p": number and unit in one; the unit is read from the same word.
                return place, number
        elif _value(word, _TENS_TABLE) is not None:
            number = (number or 1) * 10
        elif (value := _value(word, _NUMBERS_TABLE)) is not None and not _begins_years(
            said, place, number
        ):
            whole_tens = number is not None and number >= 10 and number % 10 == 0  # noqa: PLR2004
            number = (number or 0) + value if whole_tens and value >= 1 else value
        else:
            break
        place += 1
    return place, number


def _begins_years(said: Sequence[Word], place: int, number: float | None) -> bool:
    """Whether "năm" is years here: behind a number, and before no other unit."""
    behind = place + 1 < len(said) and _unit(said[place + 1]) is not None
    return said[place].bare == "nam" and number is not None and not behind


def _unit(word: Word) -> float | None:
    if word.bare[0].isdigit():
        letters = word.bare.lstrip("0123456789")
        return next((hours for unit, hours in _UNITS.items() if _WORD[unit].bare == letters), None)
    return _value(word, _UNITS_TABLE)


def _is_clock(word: Word) -> bool:
    return word.bare.lstrip("0123456789") in {_WORD[unit].bare for unit in _CLOCK}


def _value(word: Word, table: _Table) -> float | None:
    likely = table.get(word.bare, ())
    return next((value for name, value in likely if word.says(name)), None)


def _table(values: Mapping[str, float]) -> _Table:
    found: dict[str, list[tuple[Word, float]]] = {}
    for name, value in values.items():
        found.setdefault(_WORD[name].bare, []).append((_WORD[name], value))
    return found


def _all_words() -> Iterator[str]:
    yield from (*_NUMBERS, *_TENS, *_UNITS, *_ABOUT, *_AGO_AFTER, *_AGO_BEFORE)
    yield from (*_TERM_BEFORE, *_NOT_BEHIND, *_ORDER, "hồi", "lúc")
    yield from (*_SET_BEFORE, *_END)


_WORD = {name: words(name)[0] for name in _all_words()}
_ABOUT_TABLE, _UNITS_TABLE = _table(_ABOUT), _table(_UNITS)
_NUMBERS_TABLE, _TENS_TABLE = _table(_NUMBERS), _table(dict.fromkeys(_TENS, 10.0))
_MARKED = frozenset(
    tuple(word.typed for word in phrase)
    for found in phrases(_NEED_MARKS).values()
    for phrase in found
)
_LISTED: dict[str, list[tuple[Delay, tuple[Word, ...]]]] = {}
for _delay, _those in _PHRASES.items():
    for _first, _found in phrases(_those).items():
        _LISTED.setdefault(_first, []).extend((_delay, phrase) for phrase in _found)
for _likely in _LISTED.values():
    _likely.sort(key=lambda entry: len(entry[1]), reverse=True)

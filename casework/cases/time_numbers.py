"""Reads numbers and units of time: "hai mươi lăm phút"; tells a clock and a date from a length."""

from collections.abc import Mapping, Sequence

from casework.cases.models import Delay
from casework.cases.time_phrases import one_of, word_of
from casework.vietnamese import Word

HOURS = {Delay.UNDER_1H: 1, Delay.UNDER_1D: 24, Delay.UNDER_1W: 7 * 24, Delay.UNDER_1M: 30 * 24}
"""The frames, and how many hours each ends at."""

# "Dưới 1 giờ", "chưa tới 1 tiếng"; "không dưới 5 giờ" is the contrary.
_UP_TO = ("tới", "đến", "đầy", "quá")
_NOT = ("chưa", "không", "ko", "hông", "hổng", "chẳng")
_LESS = 0.99
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
MONTH = 30 * 24.0
_UNITS = {
    **dict.fromkeys(("phút", "p", "ph"), 1 / 60),
    **dict.fromkeys(("tiếng", "giờ", "h", "g"), 1.0),
    **dict.fromkeys(("ngày", "hôm", "bữa", "bửa"), 24.0),
    "tuần": 7 * 24.0,
    "tháng": MONTH,
    "năm": 365 * 24.0,
}
_CLOCK = {"giờ", "h", "g"}
# "3 giờ rưỡi chiều hôm kia": what makes a number of hours a clock, and what may stand between.
_OF_A_CLOCK: tuple[str, ...] = ("sáng", "trưa", "chiều", "tối", "đêm", "khuya")
_OF_A_CLOCK += ("hôm", "bữa", "ngày", "thứ", "chủ", "tuần", "tháng", "mùng", "mồng")
_MINUTES = ("rưỡi", "kém", "phút", "hơn")
_DAYS_OF_A_MONTH = 12
"""More months than this are the day of one: "28 tháng này"."""

Table = Mapping[str, Sequence[tuple[Word, float]]]


def behind_clock(said: Sequence[Word], first: int) -> int:
    """The place behind "3 giờ" of "3 giờ chiều hôm kia"; 0 where no clock begins."""
    place, number = number_at(said, first)
    if number is None or place >= len(said) or not is_clock(said[place]):
        return 0
    place += 1
    while one_of(said, place, _MINUTES) or (place < len(said) and said[place].bare.isdigit()):
        place += 1
    return place if one_of(said, place, _OF_A_CLOCK) else 0


def is_a_date(said: Sequence[Word], after: int, number: float | None) -> bool:
    """Whether "20 tháng 11", "28 tháng này" is a day of a month, and no length."""
    if number is not None and number > _DAYS_OF_A_MONTH:
        return True
    this = after < len(said) and said[after].typed == "này"
    return this or number_at(said, after)[1] is not None


def below(said: Sequence[Word], first: int, hours: float) -> float | None:
    """The length, or what a bound before it makes of it: "dưới 1 ngày"; None if no one frame.

    Within a bound that is one of a frame everything is that frame; "dưới 3 giờ" can be two.
    """
    negated = one_of(said, first - 2, _NOT)
    if one_of(said, first - 1, ("dưới",)):
        bound = not negated
    elif one_of(said, first - 1, _UP_TO) and negated:
        bound = True
    else:
        return hours
    return hours * _LESS if bound and (hours <= 1 or hours in HOURS.values()) else None


def number_at(said: Sequence[Word], place: int) -> tuple[int, float | None]:
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
        elif value_of(word, _TENS_TABLE) is not None:
            number = (number or 1) * 10
        elif (value := value_of(word, _NUMBERS_TABLE)) is not None and not _begins_years(
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
    behind = place + 1 < len(said) and unit_of(said[place + 1]) is not None
    return said[place].bare == "nam" and number is not None and not behind


def unit_of(word: Word) -> float | None:
    """The hours of a unit; of "10p" too, where number and unit are one word."""
    if word.bare[0].isdigit():
        letters = word.bare.lstrip("0123456789")
        return next(
            (hours for unit, hours in _UNITS.items() if word_of(unit).bare == letters), None
        )
    return value_of(word, _UNITS_TABLE)


def is_clock(word: Word) -> bool:
    """Whether a unit is also how a clock is read: "9 giờ", "9h"."""
    return word.bare.lstrip("0123456789") in {word_of(unit).bare for unit in _CLOCK}


def value_of(word: Word, table: Table) -> float | None:
    """What a word stands for; None for one that is not in the table."""
    likely = table.get(word.bare, ())
    return next((value for name, value in likely if word.says(name)), None)


def table_of(values: Mapping[str, float]) -> Table:
    """The words of a list by their bare form, each with its value."""
    found: dict[str, list[tuple[Word, float]]] = {}
    for name, value in values.items():
        found.setdefault(word_of(name).bare, []).append((word_of(name), value))
    return found


_UNITS_TABLE, _NUMBERS_TABLE = table_of(_UNITS), table_of(_NUMBERS)
_TENS_TABLE = table_of(dict.fromkeys(_TENS, 10.0))

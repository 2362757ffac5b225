"""Hears from the words alone that a child is writing: its age, its grade, its year of birth."""

import re
from datetime import UTC, date, datetime

from casework.clock import day_in_viet_nam
from casework.vietnamese import fold, strip_tones

_NUMBERS = {
    word: value
    for value, words in enumerate("mot;hai;ba;bon tu;nam lam;sau;bay;tam;chin".split(";"), start=1)
    for word in words.split()
}
_NUMBER = rf"(?:\d{{1,2}}|(?:(?:muoi|{'|'.join(_NUMBERS)})\s+){{0,2}}(?:muoi|{'|'.join(_NUMBERS)}))"
_YOUNG = re.compile(
    # "con tôi 6 tuổi", "con gái em học lớp 5" speak of the writer's child.
    r"(?<!con )(?<!em )(?<!chau )(?<!gai )(?<!trai )(?<!nha )(?<!cua )(?<!be )"
    r"(?<!dua )(?<!thang )(?<!nho )"
    r"\b(?:con|em|chau|minh|tui|toi)\s+"
    r"(?:(?:moi|nay|nam nay|dang|chi|la|duoc|co|vua|tron|du)\s+){0,3}"
    rf"(?:(?P<age>{_NUMBER})\s*(?:tuoi|t)\b|(?:hoc\s+)?lop\s+(?P<grade>{_NUMBER})(?:[a-z]\d?)?\b"
    r"|(?:sinh|sn)\s+(?:nam\s+)?(?P<year>20\d\d)\b|2k(?P<late>\d{1,2})\b)"
)
_ADULT_IN_CARE = 16
_LAST_GRADE_BELOW = 9
_TEN = 10


def sounds_like_a_child(text: str, today: date | None = None) -> bool:
    """Whether the text says of its writer an age under 16, a grade up to 9, or a year like it."""
    this_year = (today or day_in_viet_nam(datetime.now(UTC))).year
    return any(_is_young(found, this_year) for found in _YOUNG.finditer(strip_tones(fold(text))))


def _is_young(found: re.Match[str], this_year: int) -> bool:
    if age := found.group("age"):
        return _read(age) < _ADULT_IN_CARE
    if grade := found.group("grade"):
        return _read(grade) <= _LAST_GRADE_BELOW
    born = int(found.group("year") or 2000 + int(found.group("late")))
    return 0 <= this_year - born < _ADULT_IN_CARE


def _read(number: str) -> int:
    """Read "12", "mười hai", "hai mươi", "hai mươi mốt", and "hai mốt" as people say it."""
    if number.isdecimal():
        return int(number)
    value = 0
    for word in number.split():
        if word == "muoi":
            value = value * _TEN if value else _TEN
        else:
            value = value * _TEN if 0 < value < _TEN else value
            value += _NUMBERS[word]
    return value

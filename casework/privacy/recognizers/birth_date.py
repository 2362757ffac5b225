"""Birth dates and years of birth.

Sources: FACTS 6 (dates, 'sinh năm 1959', 'SN 1959'); a full date of long ago needs no cue,
because scams are reported when they are fresh.
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span
from casework.privacy.recognizers.cues import numbers_after

_NOT_BIRTH = "".join(
    f"(?<!{word} sinh)" for word in "hoc phat ve khai nay nhan tai thi tan thu y sat".split()
)
_FILLER = (
    r"(?:\W{0,3}\b(?:ngay|thang|nam|vao|la|cua|em|tui|toi|minh|con|be|no|ba|ma|me|chi|anh|ong|nhat|ra|hom|"
    r"am lich|duong lich|thi|luc|e|cu the|o|chau|chong|vo|nguoi ta)\b){0,6}\W{0,4}"
)
_CUE = (
    rf"(?:\bsinh{_NOT_BIRTH}(?=[\W\d])|\bs\.?n\b\.?|\bsn(?=\d)|\bns\b|\bdob\b|d\.o\.b|"
    r"date of birth|birthday|\bde nam\b)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2]|gieng|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?: mot| hai)?|chap|mot)"
_YEAR = r"(?:19\d\d|20[0-2]\d|2k\d{1,2}|2k)"
_SEP = r" ?[/.\-,] ?"
_DATE = (
    rf"(?:(?:mung|mong|ngay)? ?{_DAY}{_SEP}{_DAY}{_SEP}(?:{_YEAR}|\d\d)"
    rf"|{_YEAR}{_SEP}{_DAY}{_SEP}{_DAY}"
    rf"|\d{{8}}|{_DAY} {_MONTH} {_YEAR}"
    rf"|(?:(?:mung|mong|ngay|ram)? ?{_DAY} ?)?thang ?{_MONTH}(?:(?:{_SEP}| )?(?:nam "
    rf"?)?(?:{_YEAR}|\d\d))?"
    rf"|{_DAY}{_SEP}{_DAY}|(?:0?[1-9]|1[0-2])/{_YEAR}|{_YEAR}|(?<=nam )\d\d|"
    r"(?<=nam)\d\d)(?!\d)(?![.,]\d)"
)
_SPOKEN_DAY = r"(?:mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|(?:hai |ba )?muoi(?: \w{2,4})?)"
_SPOKEN = re.compile(
    rf"{_CUE}{_FILLER}({_SPOKEN_DAY} thang {_MONTH}(?: nam(?: {_YEAR}| \d\d| \w+){{1,4}})?)\b"
)
_CUED = re.compile(rf"{_CUE}{_FILLER}((?:mung |mong |ngay )?{_DATE})")
_SHORT_YEAR = re.compile(r"\b(?:sn|s\.n|nam sinh)\W{0,3}(\d\d)(?!\d|[.,/]\d)")
_LONG_AGO = re.compile(
    rf"(?<![\d/.\-]){_DAY}[/.\-]{_DAY}[/.\-](?:19[2-9]\d|200\d|201[0-2])(?![\d/])"
)
_IN_BRACKETS = re.compile(r"\(\s*(?:sn\s*)?((?:19[2-9]|200)\d)\s*\)")
_AGE = re.compile(r"\btuoi:?\s?(19[2-9]\d|20[01]\d)(?!\d)")
_SPOKEN_CUE = re.compile(rf"\bsinh\b{_NOT_BIRTH}(?: nam\b)?")


def _find(reading: Reading) -> Iterator[Span]:
    for form in (_CUED, _SPOKEN, _SHORT_YEAR, _IN_BRACKETS, _AGE):
        for found in form.finditer(reading.bare):
            yield found.span(1)
    for found in _LONG_AGO.finditer(reading.bare):
        yield found.span()
    yield from numbers_after(reading, _SPOKEN_CUE, range(4, 10), gap=6)


BIRTH_DATE = Recognizer("dob", "<DOB>", _find)

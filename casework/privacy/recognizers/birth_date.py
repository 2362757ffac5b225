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
    f"(?<!{word} s[ai]nh)" for word in "hoc phat ve khai nay nhan tai thi tan thu y sat".split()
)
_FILLER = (
    r"(?:\W{0,3}\b(?:ngay|thang|nam|vao|la|cua|em|tui|toi|minh|con|be|no|ba|ma|me|chi|anh|ong|nhat|ra|hom|"
    r"am lich|duong lich|thi|luc|gio (?:ty|suu|dan|mao|meo|thin|ngo|mui|than|dau|tuat|hoi)|e|"
    r"cu the|o|chau|chong|vo|nguoi ta)\b){0,6}\W{0,4}"
)
_CUE = (
    rf"(?:\bs[ai]nh{_NOT_BIRTH}(?=[\W\d])|\bs\.?n\b\.?|\bsn(?=\d)|\bns\b|\bdob\b|d\.o\.b|"
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
    rf"{_CUE}{_FILLER}((?:mung |mong |ngay |ram )*{_SPOKEN_DAY} thang {_MONTH}(?: nam(?: {_YEAR}|"
    rf" \d\d| \w+){{1,4}})?)\b"
)
_CUED = re.compile(rf"{_CUE}{_FILLER}((?:mung |mong |ngay )?{_DATE})")
_SHORT_YEAR = re.compile(r"\b(?:sn|s\.n|nam sinh)\W{0,3}(\d\d)(?!\d|[.,/]\d)")
_LONG_AGO = re.compile(
    rf"(?<![\d/.\-]){_DAY}[/.\-]{_DAY}[/.\-](?:19[2-9]\d|200\d|201[0-2])(?![\d/])"
)
_IN_BRACKETS = re.compile(r"\(\s*(?:sn\s*)?((?:19[2-9]|200)\d)\s*\)")
_AGE = re.compile(r"\btuoi:?\s?(19[2-9]\d|20[01]\d)(?!\d)")
# In another language: '17 March 1971'.
_ENGLISH = re.compile(
    r"\b((?:[0-3]?\d(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]{0,6}"
    r"(?: [0-3]?\d(?:st|nd|rd|th)?,?)?,? (?:19[2-9]\d|200\d|201[0-2]))(?!\d)"
)
# The years 40 to 99 are long past, whatever happened then: '08/08/88'.
_SHORT_LONG_AGO = re.compile(rf"(?<![\d/.\-]){_DAY}([/.\-]){_DAY}\1[4-9]\d(?![\d/.\-]|,\d)")
_LONG_WORDED = re.compile(
    rf"\b((?:ngay |mung |mong |ram )*{_DAY} thang {_MONTH},? nam (?:19[2-9]\d|200\d|"
    rf"201[0-2]))(?!\d)"
)
# Written behind somebody's name, or said of oneself: '<NAME>, 1957', 'tui 1948 lận đó'.
_BORN = r"(?:19[2-9]\d|20[01]\d|2k\d{1,2})"
_BEHIND_NAME = re.compile(
    rf"<NAME>[ ,(\-–:]{{1,3}}(?:nam )?({_DAY}[/.\-]{_DAY}[/.\-](?:19|20)?\d\d|{_MONTH}/(?:19|"
    rf"20)\d\d|{_BORN})"
    r"(?![\d/]| (?:dong|vnd|usd|nguoi|den|toi)\b|[.,]\d)"
)
_SELF = re.compile(
    rf"\b(?:tui|toi|em|con|chau|minh|me|ma|ba|cha|bo|anh|chi|co|chu|bac|ong|be|no|vo|"
    rf"chong)(?: (?:nha|cua) "
    rf"(?:toi|tui|em|minh))? ({_BORN})(?!\d|[./,]\d)(?= (?:lan|nha|ne|do|a|roi|day|bi|lo|o|ten|"
    rf"nguoi|que)\b|[,)])"
)
_SPOKEN_CUE = re.compile(rf"\bs[ai]nh\b{_NOT_BIRTH}(?: nam\b)?")


_WITHOUT_CUE = (_IN_BRACKETS, _ENGLISH, _LONG_WORDED, _SELF)
_WITH_CUE = (_CUED, _SPOKEN, _SHORT_YEAR, _AGE, *_WITHOUT_CUE)
_ANY_CUE = re.compile(r"s[ai]nh|\bs\.?n\b|\bsn\d|\bns\b|dob|d\.o\.b|birth|\bde nam\b|tuoi")
_ANY_DIGIT = re.compile(r"\d")


def _find(reading: Reading) -> Iterator[Span]:
    # Looked for first, because most messages tell no birth date and the forms are many.
    if _ANY_DIGIT.search(reading.bare) is None and "nh" not in reading.bare:
        return
    forms = _WITH_CUE if _ANY_CUE.search(reading.bare) else _WITHOUT_CUE
    for form in forms:
        for found in form.finditer(reading.bare):
            if "thằng" not in reading.lower[found.start() : found.end()]:
                yield found.span(1)
    for form in (_LONG_AGO, _SHORT_LONG_AGO):
        for found in form.finditer(reading.bare):
            yield found.span()
    if "<NAME>" in reading.text:
        for found in _BEHIND_NAME.finditer(reading.with_tokens):
            yield found.span(1)
    yield from numbers_after(reading, _SPOKEN_CUE, range(4, 10), gap=6)


BIRTH_DATE = Recognizer("dob", "<DOB>", _find)

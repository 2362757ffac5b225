"""A school's name next to a class: 'lớp 3A trường tiểu học Nguyễn Du' leads to one child.

Source: eval/README (landmarks count); a school named by its commune says no more than that.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from casework.privacy.addresses.extent import Allowed, with_name
from casework.privacy.protected.phrases import is_place
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

_CLASS = (
    r"\b(?:lop|hoc) (?:(?:1[0-2]|\d) ?/ ?\d{1,2}|(?:1[0-2]|\d)[a-z]\d{0,2}|choi|mam|la|nha tre)\b"
)
_KIND = (
    r"(?:tieu hoc|trung hoc(?: co so| pho thong)?|mam non|mau giao|cap (?:1|2|3|mot|hai|ba)|"
    r"thcs|thpt|th|mn|quoc te|nha tre)"
)
_KINDS = (
    r"(?:tieu hoc|trung hoc(?: co so| pho thong)?|mam non|mau giao|thcs|thpt|nha tre|cap (?:1|2|3))"
)
_SOMEBODY = (
    r"\b(?:con|be|chau|em|cong|truoc|gan|ngang|doi dien|canh|ke|sau lung|day|hoc|giao vien|co|"
    r"thay|ten)\b"
)
# 'học trường tiểu học Kim Bưởi', 'ngang trường mẫu giáo Hoa Mít'
_OF_SOMEBODY = re.compile(
    rf"{_SOMEBODY}[^<>.;!?\n]{{0,14}}?\b(?:truong {_KINDS}|{_KINDS})(?: (?:1|2|3|\())? ?(?=\w)"
)
_SCHOOL = rf"\b(?:truong(?: {_KIND}){{0,2}}|{_KIND}) (?=\w)"
_AFTER_CLASS = re.compile(rf"{_CLASS}[^<>.;!?\n]{{0,30}}?{_SCHOOL}")
_BEFORE_CLASS = re.compile(rf"{_SCHOOL}(?=[^<>.;!?\n]{{1,45}}?{_CLASS})")


def schools(reading: Reading) -> Iterator[Span]:
    """Yield names of schools that stand together with a class, or with somebody there."""
    for form in (_AFTER_CLASS, _BEFORE_CLASS):
        for found in form.finditer(reading.bare):
            yield from _named(reading, found.end())
    for found in _OF_SOMEBODY.finditer(reading.bare):
        yield from _named(reading, found.end())


def _named(reading: Reading, start: int) -> Iterator[Span]:
    end = with_name(reading, start, Allowed(surnames=True))
    first = bisect_left(reading.word_starts, start)
    name = reading.words[first : bisect_left(reading.word_starts, end)]
    if name and not is_place(name):
        yield start, end

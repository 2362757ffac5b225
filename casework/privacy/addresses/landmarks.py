"""What somebody lives by: 'kế cầu Sở Thượng', 'sau lưng đình tân hưng', 'đối diện cây xăng số 8'.

Source: eval/README (landmarks count); after such words a name may also be typed in small letters.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from casework.privacy.addresses.extent import Allowed, is_cue, small_name, with_name
from casework.privacy.protected.phrases import is_famous, is_place
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

_NEXT_TO = (
    r"(?:gan|doi dien|ke ben|ke|canh|sau lung|sau|ngay|truoc mat|truoc|cach|duoi|chan|dau|cuoi|"
    r"ngang|"
    r"qua|ngoai|cho|doc|khuc|mat tien|hong|via he|ven|cap|sat|ben hong|o)"
)
_HOME = r"(?:nha|can nha|tro|phong tro|tiem|quan|sap|o|cu ngu|ngu tai|tam tru)"
_KIND = (
    r"(?:cho noi|cho|cau|cong|chua|dinh than|dinh|mieu|mieng|nha tho|giao xu|thanh that|"
    r"thanh duong|"
    r"cay xang|cay da|benh vien da khoa|ben xe|truong|nha van hoa|uy ban|tram y te|tram|nga ba|"
    r"nga tu|nga nam|vong xoay|"
    r"bung binh|ben do|ben pha|ben|doc cau|doc|lo gach|nha may|xuong|vuon|dau lo|kinh|kenh|rach|"
    r"vam|"
    r"tiem vang|tiem|quan ca phe|quan|hem|nha nghi|khach san|nha tro|san banh|bo ke|dap|cau cang)"
)
_LANDMARK = re.compile(
    rf"\b{_NEXT_TO} (?:(?:{_NEXT_TO}|cai|lung|mat|cua|goc|cong) ){{0,2}}"
    rf"(?P<kind>{_KIND})(?: (?:sat|duc|dal|khi|treo|be tong|ca phe|cat toc|tap hoa|mau giao|"
    rf"mam non|"
    r"tieu hoc|cap \d|thcs|thpt|so))*(?P<number> \d{1,3}(?![\w.,/]\d| ?%))?(?!\w)"
)
# 'nhà ở ...', 'tui ở ...', 'bán ở ...': what makes a landmark the place where somebody is found.
_SOMEBODY = re.compile(
    rf"\b(?:{_HOME}|tui|toi|em|minh|no|co|di|chu|bac|anh|chi|ong|ba|me|ma|con|chau|ban|buon|neo|"
    r"dau|nguoi|tho|be|biet|gap|toi|den|giao|hoc|day)\b[^<>.!?\n]{0,40}$"
)
_LOOK_BACK = 50
# Closer than 'ở' and 'ngoài': whoever lives there can be found by it.
_CLOSE = re.compile(r"gan|doi dien|ke|canh|sau lung|sau|truoc|ngang|ben hong|sat|cong|cap|doc")
_ALWAYS_NAMED = frozenset("chua dinh mieu cau kinh kenh rach vam".split()) | {"nha tho", "ben do"}
_SMALL_TOO = Allowed(place_syllables=True)


def landmarks(reading: Reading) -> Iterator[Span]:
    """Yield named or numbered landmarks that stand after a word of nearness."""
    for found in _LANDMARK.finditer(reading.bare):
        start, end = found.start("kind"), found.end()
        index = bisect_left(reading.word_starts, start)
        if index in reading.kept or not is_cue(reading, start):
            continue
        if found.group("kind") == "cho" and not reading.marked:
            continue  # 'o cho hoa' is rather 'giving' than a market
        if not _of_somebody(reading, found.start()) or is_famous(reading.words, index):
            continue
        spaced = reading.text[end : end + 1] == " "
        until = with_name(reading, end, _SMALL_TOO) if spaced else end
        if until == end and spaced and _named_in_small_letters(reading, found):
            until = small_name(reading, end)
        first = bisect_left(reading.word_starts, end)
        if is_place(reading.words[first : bisect_left(reading.word_starts, until)]):
            continue
        if until > end or found.group("number"):
            yield start, until


def _named_in_small_letters(reading: Reading, found: re.Match[str]) -> bool:
    """'sau lưng đình tân hưng', 'kế miếu bà thiên hậu': what always bears a name, and is close."""
    close = _CLOSE.search(reading.bare, found.start(), found.start("kind"))
    return close is not None and found.group("kind") in _ALWAYS_NAMED


def _of_somebody(reading: Reading, start: int) -> bool:
    return _SOMEBODY.search(reading.bare[max(0, start - _LOOK_BACK) : start]) is not None

"""Named streets, hamlets and landmarks: 'đường Lê Lợi', 'ấp Bình Hoà', 'cầu Cái Tắc', 'kênh Xáng'.

Sources: FACTS 6 (ấp, chợ, cầu, kênh), eval/README (street, hamlet and landmark count; the names
of communes stay, also 'xã Chợ Gạo').
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from casework.privacy.addresses.extent import (
    CAPITALS_ONLY,
    Allowed,
    is_cue,
    small_name,
    with_name,
)
from casework.privacy.lexicon.honorifics import KIN_NUMBERS
from casework.privacy.protected.phrases import is_famous, is_place
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

_NAMED = re.compile(
    r"\b(?P<type>duong|hem|ngo|pho|dai lo|ap|khom|xom|thon|buon|soc|phum|cho|cau|kenh|kinh|rach|"
    r"song|"
    r"chua|dinh|nha tho|mieu|vam|cong|ben do|ben xe|nga ba|nga tu|cay xang|cu lao|con|kdc|"
    r"khu dan cu|chung cu|cum dan cu|tuyen dan cu|tiem vang|tiem|quan|cua hang|truong hoc|"
    r"khu tai dinh cu|khu do thi|nha tro|day tro|toa nha|thap|cu xa|khu tap the|ky tuc xa|"
    r"khu tro|vong xoay|bung binh|giao xu|thanh duong|be|xeo)"
    r"(?P<kind> (?:sat|duc|dal|khi|treo|be tong|ca phe|cafe|nhau|com|hu tieu|tap hoa|van hoa))?"
    r"(?: (?P<number>\d{1,3})(?![\w/.,]\w))?(?!\w)"
)
_HAMLETS = frozenset({"ap", "khom"})
_STREETS = frozenset({"duong", "hem"})
# Where these are typed with their marks, or a number stands before, a name always follows.
_SMALL_TOO = frozenset("ap khom thon soc phum buon kdc".split())
_CLEAR_IN_CAPITALS = frozenset("duong ap khom kenh hem kdc".split())
_LANDMARKS = frozenset("cho cau kenh kinh chua rach vam xeo".split()) | {"nga ba", "nga tu"}
_NEXT_TO = re.compile(
    r"(?:\bgan|doi dien|\bke|\bcanh|sau lung|\bngay|\btruoc|\bcach|duoi|\bchan|\bdau|\bcuoi)\s+$"
)
_TOLD = re.compile(r"(?:\bo|\btai|\bngu|\bthuoc|\bque|\bthon|\bsong|\d,?|dia chi:?)\s$")
_OF_A_TOWN = frozenset({"cho", "ben xe", "cua hang", "cau"})
_SHOPS = frozenset({"quan", "tiem", "tiem vang", "cua hang"})
_ADVERTISES = re.compile(
    r" ?:| (?:nhan (?:ngay|dip)|khai truong|kinh (?:moi|bao|thong)|thong bao|giam gia|tri an|"
    r"xa hang|khuyen mai|tuyen|thanh ly|moi|sale|uu dai|xin (?:kinh|thong|chao))\b"
)
_LOOK_BACK = 12
_HOUSE_LOOKS = re.compile(
    r"\bnha (?:vach|mai|cong|cua|tuong|rao|hang rao|son|lau|ngoi|cap \d)"
    r"(?: (?:ton|ngoi|la|go|sat|gach|la dua|son|nhom|kinh|inox|co)){0,2}"
    r" (?:mau )?(?:xanh|do|vang|trang|tim|hong|nau|den|cam|xam)(?: (?:duong|la|nhat|dam))?\b"
)


def named_places(reading: Reading) -> Iterator[Span]:
    """Yield streets, hamlets and landmarks that bear a name, and how a house looks."""
    for found in _NAMED.finditer(reading.bare):
        index = bisect_left(reading.word_starts, found.start())
        near = _is_near(reading, found)
        kept = index in reading.kept and not (near and is_famous(reading.words, index))
        if kept or not is_cue(reading, found.start()):
            continue
        end = found.end()
        if reading.text[end : end + 1] == " ":
            end = with_name(reading, end, _allowed(reading, found))
            if end == found.end() and _is_told(reading, found):
                end = small_name(reading, end)
        if not near and _tells_no_more(reading, found, end):
            continue
        if _is_uncle(reading, index) or _is_shouted(reading, found):
            continue
        if end > found.end() or (found.group("number") and found.group("kind")):
            yield found.start(), end
    for found in _HOUSE_LOOKS.finditer(reading.bare):
        yield found.span()


def _is_told(reading: Reading, found: re.Match[str]) -> bool:
    """'ở ấp sóc vồ', 'nhà ở phum kompong thmo': told as a place, not 'trưởng ấp dẫn tới'."""
    before = reading.bare[max(0, found.start() - _LOOK_BACK) : found.start()]
    return found.group("type") in _SMALL_TOO and _TOLD.search(before) is not None


def _is_near(reading: Reading, found: re.Match[str]) -> bool:
    before = reading.bare[max(0, found.start() - _LOOK_BACK) : found.start()]
    return _NEXT_TO.search(before) is not None


def _tells_no_more(reading: Reading, found: re.Match[str], end: int) -> bool:
    """'chợ Cao Lãnh' says no more than the commune; 'Quán Út Lùn: lẩu mắm' is who advertises."""
    if found.group("type") in _OF_A_TOWN:
        first = bisect_left(reading.word_starts, found.end())
        if is_place(reading.words[first : bisect_left(reading.word_starts, end)]):
            return True
    begins_line = not reading.text[: found.start()].rpartition("\n")[2].strip()
    shop = found.group("type") in _SHOPS and begins_line
    return shop and _ADVERTISES.match(reading.bare, end) is not None


def _is_uncle(reading: Reading, index: int) -> bool:
    """Without marks 'cau Ut' is cậu Út, no bridge."""
    pair = reading.words[index : index + 2]
    return pair[0].typed in {"cau", "Cau"} and pair[-1].bare in KIN_NUMBERS


def _is_shouted(reading: Reading, found: re.Match[str]) -> bool:
    """'VIEC LAM CHO NGUOI VIET': in capitals without marks 'CHO' is rather no market."""
    typed = reading.text[found.start() : found.end()]
    return typed.isupper() and typed.isascii() and found.group("type") not in _CLEAR_IN_CAPITALS


def _allowed(reading: Reading, found: re.Match[str]) -> Allowed:
    kind = found.group("type")
    if found.group("number"):
        return CAPITALS_ONLY
    near = kind in _LANDMARKS and _is_near(reading, found)
    return Allowed(place_syllables=kind in _HAMLETS or near, surnames=kind in _STREETS)

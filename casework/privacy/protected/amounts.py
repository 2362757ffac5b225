"""Amounts of money and counts: "2tr5", "500k", "3.5 triệu", "20 củ", "1tỷ2", "1.250.000đ".

Sources: FACTS 6 (amounts; slang củ, chai, vé, tỏi; 'tr' is triệu right after a number only).
An amount must not be the tail of a longer number: in "0912 345 678 k" the 678 is no amount.
"""

import re
from collections.abc import Iterator

_GROUPED = r"[1-9]\d{0,2}(?:[.,]\d{3}){1,4}"
_SMALL = r"\d{1,4}(?:[.,]\d{1,3})?"
_BIG = r"[1-9]\d{0,11}(?:[.,]\d{1,2})?"
_SLANG = (
    "k|ngan|nghin|ngh|trieu|tram|chuc|tr|cu|chai|ty|ti|toi|ve|xi|lit|loet|do|diem|nguoi|"
    "phut|ngay|thang|tuoi|robux|gem|coin|byte|kb|mb|gb|baht|won|yen|days?|hours?|lan|cuoc|xu|don|"
    "gio|cai|kg|ky|met|km|m2|so|chu so|giay|nam|%"
)
_CURRENCY = r"dong|vnd|vnđ|usdt?|usd|euro|eur|do la|dola|\$|d"
_START = r"(?<![\d.,a-z])[-+]?"
_WITH_UNIT = re.compile(
    rf"{_START}(?:(?P<grouped>{_GROUPED})\s?(?:{_CURRENCY}|{_SLANG})"
    rf"|(?P<glued>{_SMALL})(?:tr|k|ty|ti|cu|m)\d{{1,3}}(?:k(?![a-z]))?"  # 2tr5, 1tr250, 1ty2
    rf"|(?P<small>{_SMALL}) ?(?:{_SLANG})(?: ruoi| hai| \d(?![\d]|[ .\-]\d))?"
    rf"|(?P<big>{_BIG})(?:(?:{_CURRENCY})| (?:dong|vnd|usdt?|euro|do la)))(?![a-z\d])"
)
_CURRENCY_FIRST = re.compile(
    r"(?<![\w$])(?:\$|usd|usdt|vnd|eur|euro)\s?\d{1,3}(?:[.,]\d{3}){0,4}(?:[.,]\d{1,2})?(?![\d])|"
    r"(?<![\w$])(?:\$|usd|usdt|vnd)\s?\d{1,6}(?:[.,]\d{1,2})?(?![\d.,]*\d)"
)
# '+84300000000' is round, and a telephone number.
_PHONE = r"(?!\+?(?:84|0)?[35789]\d{8}(?!\d))"
_BARE = re.compile(
    rf"{_START}{_PHONE}(?P<plain>{_GROUPED}|[1-9]\d{{0,3}}0{{3,7}})(?![\d]|[.,\-]\d)"
)
# "5656 điểm" and "2 người": a word that only looks like a unit must be typed that way.
_MARKED = {"toi": "tỏi", "ve": "vé", "do": "đô", "d": "đ", "so": "số", "nam": "năm", "cu": "củ"}
_SPENT = re.compile(
    r"(?:chuyen|mat|nap|dong|phi|gia|tien|phat|coc|\bck|thu|\bno|tra|lay|vay|rut|gui|lua|"
    r"con|them|muon|dua|ban|mua|thue|luong|ho|boi thuong|gan|hon|khoang)"
    r"(?: [a-z]{1,6})?[ :]{1,2}$"
)
# "SD: 6,912,004", "so du cuoi +6,730,000": banks write amounts without a unit.
_NOTICE = re.compile(
    r"(?:\bsd|\bso du|\bps|\bgd|\bst|so tien|bien dong|phat sinh|ghi (?:co|no))"
    r"(?: (?:tk|cuoi|kha dung|hien tai|moi|cua|quy khach|con|con lai|la|gd|tang|"
    r"giam)){0,4}[ :]{0,3}$"
)
_SIGNED = re.compile(
    r"[-+](?!84)[1-9]\d{0,2}(?:,\d{3}){1,4}|[-+](?!84)[1-9]\d{0,2}(?:\.\d{3}){1,4}"
)
_GROUPS_BEFORE = re.compile(r"((?:\d+[ .\-]{1,3})+)[-+]?$")
_LOOK_BACK = 28
_WHOLE_NUMBER = 8
_RANGE_START = 4


def find(digits: str, lower: str) -> Iterator[tuple[int, int]]:
    """Yield amounts. `digits` and `lower` are views of one text with equal lengths."""
    for found in _WITH_UNIT.finditer(digits):
        if _stands_alone(digits, found.start()) and _unit_as_typed(found, lower):
            yield found.span()
    for found in _CURRENCY_FIRST.finditer(digits):
        yield found.span()
    for found in _BARE.finditer(digits):
        if _stands_alone(digits, found.start()) and _is_round_or_spent(found, digits):
            yield found.span()


def _stands_alone(digits: str, start: int) -> bool:
    """Tell an amount after a number ("0912345678 500k", "200-300k") from a number's tail."""
    before = _GROUPS_BEFORE.search(digits[max(0, start - _LOOK_BACK) : start])
    if before is None:
        return True
    groups = re.findall(r"\d+", before.group(1))
    if sum(map(len, groups)) >= _WHOLE_NUMBER:
        return True
    return len(groups) == 1 and len(groups[0]) <= _RANGE_START and groups[0][0] != "0"


def _unit_as_typed(found: re.Match[str], lower: str) -> bool:
    tail = re.search(r"[^\W\d_]+$", lower[found.start() : found.end()])
    if tail is None:
        return True
    typed = tail.group()
    for bare, marked in _MARKED.items():
        if typed == bare or len(typed) != len(marked):
            continue
        if found.group().endswith(bare) and typed != marked and len(typed) == len(bare):
            return False
    return True


def _is_round_or_spent(found: re.Match[str], digits: str) -> bool:
    plain = found.group("plain")
    before = digits[max(0, found.start() - _LOOK_BACK) : found.start()]
    if "." in plain or "," in plain:
        spent = _SPENT.search(before) or _NOTICE.search(before) or _is_signed(found, digits)
        return plain.endswith(("000", "500")) or bool(spent)
    return _SPENT.search(before) is not None


def _is_signed(found: re.Match[str], digits: str) -> bool:
    """'+6,730,000' with nothing glued to the sign; '+84...' is a telephone number."""
    before = digits[found.start() - 1 : found.start()]
    return before in {"", " ", ":", "\n", "("} and _SIGNED.fullmatch(found.group()) is not None

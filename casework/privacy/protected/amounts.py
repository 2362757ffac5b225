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
    rf"|(?P<big>{_BIG})(?:(?:{_CURRENCY})| (?:dong|vnd|usdt?|euro|do la|do)))(?![a-z\d])"
)
# '25 000 000 đồng'
_SPACED = re.compile(rf"{_START}[1-9]\d{{0,2}}(?: \d{{3}}){{1,3}} ?(?:dong|vnd|usd|d)(?![a-z\d])")
_COUNTED = re.compile(
    rf"{_START}[1-9]\d{{3,6}} ?(?:thanh vien|luot|nguoi (?:xem|theo|tham)|view|follow|sub\b|like|"
    rf"khach|mah\b)"
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
# "5656 điểm", "123 ngân hàng", "4567 đóng": a word that only looks like a unit must be typed so.
_MARKED = {
    "toi": "tỏi", "ve": "vé", "do": "đô", "d": "đ", "so": "số", "nam": "năm", "cu": "củ",
    "ngan": "ngàn", "dong": "đồng", "lan": "lần", "gio": "giờ", "thang": "tháng", "ngay": "ngày",
    "nguoi": "người", "don": "đơn",
}  # fmt: skip
# The same without marks, told by what follows: 'ngan hang', 'dong phi', 'Đồng Tháp'.
_OTHER_WORD = re.compile(
    r"(?<=ngan) hang|(?<=dong) (?:thue|phi|tien|coc|du|bao|hoc|a\b|thap|nai|y\b|nam)|"
    r"(?<=so) (?:dien|tai|the|cua|nay)|(?<=ve) (?:tk|stk|tai|cho|so)"
)
# What is called an account or a code is no amount, unless money is what stands behind it.
_CALLED_A_NUMBER = re.compile(
    r"(?:\bs?tk|so tai khoan|tai khoan(?: so)?|\bmst|ma so thue|bhxh|cmnd|cccd|can cuoc|sdt|"
    r"\bso dt|"
    r"dien thoai|ma (?:so|don|van don|giao dich|gd|xac nhan|xac thuc|otp)|"
    r"\botp)(?: [a-z]{1,5}){0,3}"
    r"[ :.\-]{0,3}$"
)
# '14.500.000' is an amount, unless the cue stands right before it.
_CALLED_AT_ONCE = re.compile(
    r"(?:\bs?tk|so tai khoan|\bmst|ma so thue|cmnd|cccd)(?: la| so)?[ :.\-]{0,3}$"
)
_MONEY = re.compile(
    r"(?:k|ngan|nghin|ngh|trieu|tr\d*|cu|chai|ty|ti|toi|d|dong|vnd|usdt?|usd|do|do la|dola|\$|"
    r"ruoi|hai|euro?|%)\d*$"
)
_BANK_BEHIND = re.compile(
    r" ?[(\-]? ?(?:ngan hang|mb|acb|vcb|bidv|tcb|vpb|tpb|stb|vib|shb|msb|ocb|agribank|vietcombank|"
    r"vietinbank|techcombank|sacombank|momo)\b"
)
_SPENT = re.compile(
    r"(?:chuyen|mat|nap|dong|phi|gia|tien|phat|coc|\bck|thu|\bno|tra|lay|vay|rut|gui|lua|"
    r"con|them|muon|dua|mua|tru|von|tong|so du|han muc|so tien|thiet hai|thue|luong|ho|"
    r"boi thuong|gan|hon|khoang)"
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
_MANY = 6
_WHOLE_NUMBER = 8
_RANGE_START = 4


def find(digits: str, lower: str) -> Iterator[tuple[int, int]]:
    """Yield amounts. `digits` and `lower` are views of one text with equal lengths."""
    for found in _WITH_UNIT.finditer(digits):
        if _is_amount(found, digits, lower):
            yield found.span()
    for form in (_SPACED, _COUNTED):
        for found in form.finditer(digits):
            yield found.span()
    for found in _CURRENCY_FIRST.finditer(digits):
        yield found.span()
    for found in _BARE.finditer(digits):
        if _stands_alone(digits, found.start(), money=False) and _is_round_or_spent(found, digits):
            yield found.span()


def _is_amount(found: re.Match[str], digits: str, lower: str) -> bool:
    money = _MONEY.search(found.group()) is not None
    if not _unit_as_typed(found, lower) or _OTHER_WORD.match(digits, found.end()):
        return False
    if not _stands_alone(digits, found.start(), money=money):
        return False
    many = sum(map(str.isdigit, found.group())) >= _MANY and found.group("grouped") is None
    called = _CALLED_A_NUMBER.search(digits[max(0, found.start() - _LOOK_BACK) : found.start()])
    return called is None or (money and not many)


def _stands_alone(digits: str, start: int, *, money: bool) -> bool:
    """Tell an amount after a number ("0912345678 500k", "200-300k") from a number's tail.

    Without a word for money the last group of "1903 5678 9012 ngày ..." is a tail.
    """
    before = _GROUPS_BEFORE.search(digits[max(0, start - _LOOK_BACK) : start])
    if before is None:
        return True
    groups = re.findall(r"\d+", before.group(1))
    if sum(map(len, groups)) >= _WHOLE_NUMBER and (money or len(groups) == 1):
        return True
    joined = before.group(1).endswith("-") or money
    return joined and len(groups) == 1 and len(groups[0]) <= _RANGE_START and groups[0][0] != "0"


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
    if _BANK_BEHIND.match(digits, found.end()):
        return False
    before = digits[max(0, found.start() - _LOOK_BACK) : found.start()]
    called = _CALLED_AT_ONCE if "." in plain or "," in plain else _CALLED_A_NUMBER
    if called.search(before) and not _NOTICE.search(before):
        return False
    if "." in plain or "," in plain:
        spent = _SPENT.search(before) or _NOTICE.search(before) or _is_signed(found, digits)
        return plain.endswith(("000", "500")) or bool(spent)
    return _SPENT.search(before) is not None


def _is_signed(found: re.Match[str], digits: str) -> bool:
    """'+6,730,000' with nothing glued to the sign; '+84...' is a telephone number."""
    before = digits[found.start() - 1 : found.start()]
    return before in {"", " ", ":", "\n", "("} and _SIGNED.fullmatch(found.group()) is not None

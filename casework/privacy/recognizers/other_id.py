"""Codes of one person or one deal: transactions, parcels, customers, wallets, remote control.

Sources: eval/README (wallets, transaction and tracking codes count); FACTS 1 (UltraViewer ids,
parcel codes, electricity customer codes PB…).
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span
from casework.privacy.recognizers.cues import numbers_after

_CODE = re.compile(
    r"(?<![a-z0-9@.])[a-z0-9](?:[a-z0-9_]|-(?=[a-z0-9])){5,120}(?![a-z0-9@])(?!\.(?:com|net|org|vn|top|vip|xyz|shop|info|online|site|club|cc)\b)"
)
_MANY_DIGITS = 5
_RANDOM_LENGTH = 16
_CUE = re.compile(
    r"\b(?:id|imei|seri(?:al)?|uid|ultra ?view(?:er)?|teamview(?:er)?|anydesk|ma (?:so "
    r")?(?:kh\b|khach hang|"
    r"don|van don|gd\b|giao dich|ho so|hop dong|sinh vien|hoc sinh|nhan vien|tham chieu|tra soat|"
    r"giai thuong|du thuong|vi\b|dien|nuoc|can bo|so|bien lai|bien ban|dat cho|ve\b|"
    r"phieu)|so (?:hop dong|van don|"
    r"don hang|hoa don|bien ban|seri|hieu|ho so|the sinh vien|the nha bao|the nganh)|"
    r"order|tracking|trace|ref|txid|don hang|van don|hop dong|so hieu)\b"
)
_WORDED = re.compile(
    _CUE.pattern
    + r"[^<>\d\n]{0,20}?(?<![a-z0-9])((?=[a-z\-_.]{0,8}\d)(?=[\w\-.]{0,20}\d\w{0,10}\d)"
    + r"[a-z0-9][\w\-.]{3,40}[a-z0-9])(?![a-z0-9])"
)
_NOT_A_CODE = re.compile(
    r"\d{1,3}(?:[.,]\d{3})+|\d{1,4}(?:[.,]\d+)?(?:k|tr\d*|h\d*p?|d|ngay|trieu|ty|usd|usdt|vnd|%|gb|m|kg|nguoi)|\d{1,2}/\d.*"
)
_RANGE = re.compile(r"\d+(?:k|tr|d|trieu)?-\d+(?:k|tr\d?|d|trieu|usd|ngan)")
_HOURS = re.compile(r"\d{1,2}(?:h|g|gio)\d{0,2}p?(?:-\d{1,2}(?:h|g|gio)\d{0,2}p?)+")
_WITH_UNIT = re.compile(
    r"\d+(?:vnd|usdt?|dong|d|k|trieu|tr\d{0,3}|ngan|nghin|ty\d?|nam|nguoi|ngay)"
)


# Numbers of (false) files and warrants: '2719/HS-C03', '60/LB-VKSTC-V2'. Laws keep theirs.
_FILE_NUMBER = re.compile(
    r"\b(?:ho so|vu an|lenh|lenh bat|giay trieu tap|trieu tap|quyet dinh|bien ban|thong bao|"
    r"hop dong|so lenh|van ban)"
    r"\b[^<>\n.;]{0,25}?((?:[a-z]{2,6}-\d{2,6}/[a-z0-9]{2,6}|[a-z]{2,6}-\d{2,6}/20\d\d|\d{1,6}/20\d\d/(?!qh|nd|tt|nq|qd)[a-z]{2,6})(?!\w)"
    r"|\d{1,6}/(?:20\d\d/)?(?!nd-|qd-(?:nhnn|ttg|ubnd|b[a-z]{1,4})\b|tt-|nq-|qh\d|ct-ttg|ttlt)[a-z]{1,6}\d?(?:[\-/][a-z0-9]{1,8}){1,4})(?!\w)"
)


# 'mã đặt chỗ QX7LKD', 'mã kích hoạt K7Q2MX': capitals and digits behind 'mã' or 'code'.
_AFTER_MA = re.compile(
    r"\b(?:[Mm]ã|[Cc]ode|ma|MÃ|MA)\b(?! (?:giảm|giam|vùng|vung|khuyến|khuyen|ưu|uu|quà|vạch|màu|"
    r"lỗi))"
    r"(?: (?!<)[^\s<>\d]{1,9}){0,3}[ :]{1,2}(?!SALE|SHOPEE|LAZADA|TIKI|FREE)"
    r"(?=[A-Z\-]*\d)(?=[\d\-]*[A-Z])([A-Z0-9\-]{5,14})(?!\w)"
)


_REGISTERED = re.compile(r"(?<![\w\-/])[A-Z]{2,8}-\d{2,6}/20\d\d(?![\w/\-])")


def _find(reading: Reading) -> Iterator[Span]:
    for found in _REGISTERED.finditer(reading.text):
        yield found.span()
    for found in _AFTER_MA.finditer(reading.text):
        yield found.span(1)
    for found in _FILE_NUMBER.finditer(reading.bare):
        yield found.span(1)
    for found in _CODE.finditer(reading.bare):
        if _is_code(found.group(), reading.text[found.start() : found.end()]):
            yield found.span()
    for found in _WORDED.finditer(reading.bare):
        group = found.lastindex or 0
        if not _NOT_A_CODE.fullmatch(found.group(group)):
            yield found.span(group)
    yield from numbers_after(reading, _CUE, range(4, 25), gap=12)


def _is_code(bare: str, typed: str) -> bool:
    if not typed.isascii() or bare.isdigit() or bare.isalpha():
        return False
    count = sum(c.isdigit() for c in bare)
    if not any(c.isalpha() for c in bare) or _WITH_UNIT.fullmatch(bare) or _RANGE.fullmatch(bare):
        return False
    if _HOURS.fullmatch(bare):
        return False
    if count >= _MANY_DIGITS:
        return True
    return len(bare) >= _RANDOM_LENGTH and count > 1 and "-" not in bare


OTHER_ID = Recognizer("other_id", "<OTHER_ID>", _find)

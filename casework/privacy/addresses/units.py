"""Numbered units: 'tổ 7', 'ấp 3', 'khóm 4', 'hẻm 27', 'quốc lộ 30', 'lô B12'.

Source: FACTS 6 (hẻm, ấp, khóm, tổ, khu phố, quốc lộ).
"""

import re
from collections.abc import Iterator

from casework.privacy.addresses.extent import Allowed, is_cue, with_name
from casework.privacy.addresses.houses import HOUSE_NUMBER
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Span

_UNIT = (
    "(?<!moi )sap|kiot|day nha|day tro|cay so|cau cang|to dan pho|to|khom|ap|khu pho|kp|tdp|thon|"
    "xom|buon|khoi pho|hem|ngo|ngach|kiet|doi|can ho|"
    "can|phong tro|toa nha|block|chung cu|duong so|duong|quoc lo|ql|tinh lo|huong lo|khu"
)
_COUNTED = (
    r"(?!\s?(?:tr|k|trieu|ngan|nguoi|lan|ngay|thang|nam|dong|cu|chai|ty|gio|phut|h|%|don|con|lo|"
    r"cai|anh|dua|ong|ba|chi|usd|usdt)\b)(?!\d)"
)
_UNITS = re.compile(
    rf"\b(?:(?:{_UNIT})[ .]?(?:so )?(?!\d{{4}})(?:[a-z]?{HOUSE_NUMBER}[a-g]?)|lo "
    r"[a-z]\d{1,3}[a-z]?)"
    rf"{_COUNTED}(?![a-z])"
)
# Streets that bear a date: 'đường 30/4', 'đường 3 tháng 2', 'đường 26/3'.
_DATED = re.compile(
    r"\b(?:duong|pho|dai lo|hem(?: \d{1,4})? duong)(?: so)? (?:\d{1,2} ?/ ?\d{1,2}|"
    r"\d{1,2} thang (?:\d{1,2}|gieng|ba|tu|tam|muoi))(?![\d/])"
)
# 'phòng 412 nhà C5 KTX khu B', 'phòng 4 dãy B nhà trọ Cẩm Tiên'
_ROOM = re.compile(
    r"\bphong (?:so )?(?:[a-z]?\d{1,4}[a-z]?)(?:,? (?:day|nha|lau|tang|toa|khu|block|ktx|"
    r"ky tuc xa|nha tro|"
    r"chung cu)\b(?: (?:nha )?(?:[a-z]{1,2}\d{0,3}|\d{1,3})(?![\w]))?){1,4}"
)


def units(reading: Reading) -> Iterator[Span]:
    """Yield numbered units, with the name that follows ('hẻm 27 Lê Lợi'), rooms, dated streets."""
    for form in (_DATED, _ROOM):
        for found in form.finditer(reading.bare):
            if is_cue(reading, found.start()):
                yield found.start(), with_name(reading, found.end())
    for found in _UNITS.finditer(reading.bare):
        if is_cue(reading, found.start()):
            yield found.start(), with_name(reading, found.end(), Allowed(surnames=True))

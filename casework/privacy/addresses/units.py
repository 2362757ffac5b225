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
    "to dan pho|to|khom|ap|khu pho|kp|tdp|thon|xom|buon|khoi pho|hem|ngo|ngach|kiet|doi|can ho|"
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


def units(reading: Reading) -> Iterator[Span]:
    """Yield numbered units, with the name that follows ('hẻm 27 Lê Lợi')."""
    for found in _UNITS.finditer(reading.bare):
        if is_cue(reading, found.start()):
            yield found.start(), with_name(reading, found.end(), Allowed(surnames=True))

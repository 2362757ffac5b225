"""Whether a message says that a number is a certain brand's hotline.

That a message names a bank and has a number in it says little: 'thẻ TPBank, gọi taxi 1900...'. The
name has to stand beside the number, with nothing between them but words about calls.
"""

import re

from casework.evidence.calling_numbers import CallingNumber
from casework.evidence.hotlines import Hotline
from casework.evidence.pasted import Pasted
from casework.vietnamese import strip_tones

# What residents and the brands themselves call them.
_SHORT_NAMES = {
    "vietcombank": ("vcb",),
    "techcombank": ("tcb",),
    "tpbank": ("tpb",),
}
_WORDS = (
    r"(?:la|cua|so|may|dien thoai|goi|alo|nhan|toi|den|tu|tong dai|hotline|duong day nong|cskh|"
    r"cham soc khach hang|khach hang|ngan hang|nha mang|bank|nhan vien|nv|ben|xung|xung danh|"
    r"gia danh|mao danh|tu nhan|bao|noi|thong bao|lien he|cho|tui|toi|minh|em|con|ma|me|hoai|nha|"
    r"vao|bang|lai|no|ho|dau|duoi)"
)
_BETWEEN = re.compile(rf"[\s:,()\[\]\"“”\-–+]*(?:{_WORDS}[\s:,()\[\]\"“”\-–+]+){{0,8}}")
# A name behind the number is its owner's only where a word says so: '1800…, Techcombank thì…'.
_LINKED = re.compile(r"\b(?:cua|la|xung|gia danh|mao danh|tu nhan|noi|bao)\b|\(")
# The resident's own bank, and other owners of the number.
_OWN_BANK = re.compile(r"\b(?:xai|dung|the|app|tai khoan|s?tk|mo|qua|khong phai)(?: cua)? $")
_OTHER_OWNER = re.compile(
    r"^[^\d\n]{0,25}\b(?:benh vien|bac si|nha thuoc|duoc pham|taxi|tac xi|xe|cap cuu|hang khong|"
    r"khach san|nha hang|nhi dong|truong|cong ty|san bay|bao hiem|dien luc)\b"
)
_CALLS = re.compile(
    r"\bxung\b|gia danh|mao danh|tu nhan|\bgoi (?:hoai|cho|toi|den|tui|minh|em|con|ma|me|"
    r"lai|bao|tu|bang|so|noi|nha)\b|\bgoi$|\b(?:no|ho) goi|\b(?:vua|moi|co|cu) (?:so )?goi"
)
_FAR, _OWNED = 60, 20


def says_it_is(pasted: Pasted, number: CallingNumber, hotline: Hotline) -> bool:
    """Whether the brand stands beside the number as its owner."""
    bare = pasted.reading.bare
    if _OTHER_OWNER.match(bare[number.end : number.end + _FAR]):
        return False
    return any(
        _is_owner(bare, found.span(), number)
        and not _OWN_BANK.search(pasted.before(found.start(), _OWNED))
        for found in _names_of(hotline).finditer(bare)
    )


def _is_owner(bare: str, name: tuple[int, int], number: CallingNumber) -> bool:
    start, end = name
    behind = start >= number.end
    first, last = (number.end, start) if behind else (end, number.start)
    between = bare[first:last]
    if last - first > _FAR or (behind and not _LINKED.search(between)):
        return False
    # A word at the end of the stretch is read with a gap behind it.
    return _BETWEEN.fullmatch(f"{between} ") is not None


def says_it_calls(pasted: Pasted, number: CallingNumber) -> bool:
    """Whether somebody called from the number, or posed as somebody."""
    around = pasted.before(number.start, _FAR) + " " + pasted.after(number.end, _FAR)
    return _CALLS.search(around.rstrip(" .,!?")) is not None


def _names_of(hotline: Hotline) -> re.Pattern[str]:
    name = "".join(filter(str.isalnum, strip_tones(hotline.name.lower())))
    spelled = (" ?".join(letters) for letters in (name, *_SHORT_NAMES.get(name, ())))
    return re.compile(rf"\b(?:{'|'.join(spelled)})\b")

"""Who speaks in a message: the bank or the authority that somebody claims to be.

A brand that is only named speaks for nothing: 'tui chuyển từ Agribank' is the resident's own bank.
It speaks where it heads a pasted message, where it announces something, and where the resident
says that somebody posed as it. Better none than a wrong one: what is built on this accuses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casework.evidence.brand_names import NamedBrand
from casework.evidence.official_domains import Brand, BrandKind, OfficialDomains
from casework.evidence.pasted import Pasted

_MONEY = frozenset({BrandKind.BANK, BrandKind.WALLET, BrandKind.FINANCE})

_WORDS_BETWEEN = r"(?: (?!chuyen|stk|tk|tai khoan|vao|qua|khong|phai)[a-z]+){0,5}"
_POSES = re.compile(
    r"(?:\bxung(?: danh| la)?|gia danh|mao danh|gia mao|\bgia lam|tu nhan|nhan la|tu gioi thieu)"
    rf"{_WORDS_BETWEEN}[ :\"“(]{{0,2}}$"
)
_ADDRESSES = re.compile(r"(?:kinh gui|kinh chao|chao) (?:quy )?(?:khach hang|khach|kh)(?: cua)? $")
# 'chị tui làm nhân viên Vietcombank' poses as nobody.
_KIN = re.compile(
    r"\blam (?:o |ben )?nhan vien|\b(?:anh|chi|em|ban|con|chau|chu|co|di|cau|vo|chong) "
    r"(?:tui|toi|minh|em|gai|trai|ruot|ho)\b[^,.\n]{0,30}$|la (?:ban|nguoi nha|ba con)"
)
_STAFF = re.compile(
    r"(?:nhan vien|\bnv|chuyen vien|giao dich vien|tong dai(?: vien)?|cskh|cham soc khach hang|"
    r"\bben)(?: [a-z]+){0,2} $"
)
_HEAD = re.compile(
    r"(?:^|\n)[\s\"“'«>*\-]{0,4}(?:(?:tin nhan|sms|thong bao|tb)(?: tu| cua)?[ :]{1,2})?"
    r"[\[(]?(?:ngan hang|nh|vi|app|cong ty)? ?(?:tmcp )?$"
)
# 'Vietcombank: 0071...' is a list of accounts, and nobody's word.
_HEADS = re.compile(
    r"(?:[\])]|\s?:)(?![\s:]*\d)|[\])]?,? (?:xin |tran trong )?(?:thong bao|kinh bao|tb\b|canh bao)"
)
_ANNOUNCES = re.compile(
    r",? (?:xin |tran trong |goi |nhan |bao |gui )?(?:thong bao|kinh bao|yeu cau|de nghi|goi)\b"
)
_LOOK_BACK, _LOOK_AHEAD = 60, 40

_OFFICES = {
    "công an": r"cong an|bo cong an|canh sat(?: giao thong| hinh su)?|csgt|cong an vien",
    "viện kiểm sát": r"vien kiem sat|\bvks(?:nd)?",
    "toà án": r"toa an",
    "cơ quan thuế": r"(?:chi )?cuc thue|co quan thue|can bo thue|nganh thue|thue co so",
    "hải quan": r"hai quan",
    "bảo hiểm xã hội": r"bao hiem xa hoi|\bbhxh",
    "điện lực": r"dien luc|\bevn",
}
_OFFICE = re.compile(r"\b(?:" + "|".join(f"({words})" for words in _OFFICES.values()) + r")\b")
_OFFICE_NAMES = tuple(_OFFICES)
_OFFICE_ANNOUNCES = re.compile(r"[^\n.!?:]{0,40}\b(?:thong bao|trieu tap|yeu cau|de nghi)\b")
_OFFICE_HEAD = re.compile(r"(?:^|\n)[\s\"“'«>*\-\[]{0,4}$")
_PLAYBOOKS = {
    "cơ quan thuế": "thue_ho_kinh_doanh_gia",
    "bảo hiểm xã hội": "dien_luc_bhxh_gia",
    "điện lực": "dien_luc_bhxh_gia",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody in whose name a message speaks.

    `brand` is None for an office. `sure` is false where the words are also those of somebody who
    tells of a real clerk. The place is in the normalised text.
    """

    name: str
    start: int
    sure: bool
    brand: Brand | None = None
    playbook: str = "gia_danh_ngan_hang"


def speakers(
    pasted: Pasted, named: Sequence[NamedBrand], official: OfficialDomains
) -> tuple[Speaker, ...]:
    """The banks, wallets and offices in whose name a message speaks, in order."""
    found = [*_banks(pasted, named, official), *_offices(pasted)]
    return tuple(sorted(found, key=lambda speaker: speaker.start))


def _banks(
    pasted: Pasted, named: Iterable[NamedBrand], official: OfficialDomains
) -> Iterator[Speaker]:
    for name in named:
        brand = official.by_id.get(name.brand)
        if brand is None or brand.kind not in _MONEY:
            continue
        before = pasted.before(name.start, _LOOK_BACK)
        after = pasted.after(name.end, _LOOK_AHEAD)
        heads = _HEAD.search(before) and _HEADS.match(after)
        if heads or _POSES.search(before) or _ADDRESSES.search(before):
            yield Speaker(brand.name, name.start, sure=True, brand=brand)
        elif _KIN.search(before) or _KIN.search(after):
            continue
        elif _STAFF.search(before) or _ANNOUNCES.match(after):
            yield Speaker(brand.name, name.start, sure=False, brand=brand)


def _offices(pasted: Pasted) -> Iterator[Speaker]:
    for found in _OFFICE.finditer(pasted.reading.bare):
        before = pasted.before(found.start(), _LOOK_BACK)
        heads = _OFFICE_HEAD.search(before) and _OFFICE_ANNOUNCES.match(
            pasted.after(found.end(), _LOOK_AHEAD + _LOOK_BACK)
        )
        if heads or _POSES.search(before):
            name = _OFFICE_NAMES[(found.lastindex or 1) - 1]
            playbook = _PLAYBOOKS.get(name, "gia_danh_cong_an_toa_an")
            yield Speaker(name, found.start(), sure=True, playbook=playbook)

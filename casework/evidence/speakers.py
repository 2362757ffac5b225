"""Who speaks in a message: the bank or the authority that somebody claims to be.

A brand that is only named speaks for nothing: 'tui chuyển từ Agribank' is the resident's own bank.
It speaks where it heads a pasted message, where it announces something, and where the resident
says that somebody posed as it. In a warning, and in news of an arrest, nobody speaks who is to be
held against an account. Better none than a wrong one: what is built on this accuses.
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
    r",? (?:xin |tran trong |goi |nhan |bao |gui )?(?:thong bao|kinh bao|yeu cau|de nghi|goi)\b|"
    r" (?:da )?(?:phe )?duyet (?:khoan |ho so )?vay\b"
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
# Who calls and asks for money; of the police and the courts people tell real calls too.
_OFFICE_CALLS = re.compile(
    r"\b(?:(dien luc|\bevn)|((?:chi )?cuc thue|co quan thue|can bo thue|ben thue|thue)|"
    r"(bao hiem xa hoi|bhxh)) (?:vua |moi |co )?(?:goi|nhan|nt|alo)\b"
    r"[^.\n]{0,30}?\b(?:keu|bao|yeu cau|doi|bat|phai|no)\b"
)
_CALLING_OFFICES = ("điện lực", "cơ quan thuế", "bảo hiểm xã hội")
# 'người thuê gọi', 'cho thuê': a tenant.
_RENT = re.compile(r"thuê|thuế (?:nhà|xe)")
_RENTS = re.compile(r"(?:nguoi|cho|khach|ben cho|di|lam) $")
_WARNS = re.compile(
    r"canh bao (?:thu doan|lua dao|nguoi dan|ba con|tinh trang|chieu tro|hanh vi|ve viec|:)|"
    r"khuyen cao|canh giac|thu doan|nan nhan|bat (?:khan cap |tam giam |giu |qua tang )?doi tuong|"
    r"da bat\b|(?:khoi to|tam giam|truy to|xet xu) (?:bi can|doi tuong)|"
    r"doi tuong (?:[a-z]+ ){0,6}(?:dung|su dung|lua|gia danh|mao danh|xung|yeu cau|nhan tien)|"
    r"(?:ke|bon) (?:gian|xau)|(?:thong bao|nhac|de nghi|luu y) (?:ba con|nguoi dan)"
    r"(?: [a-z]+){0,3} (?:khong|dung|ke|canh)"
)
_OFFICE_HEAD = re.compile(r"(?:^|\n)[\s\"“'«>*\-\[]{0,4}$")
_BANKS_PLAYBOOK, _LOANS_PLAYBOOK = "gia_danh_ngan_hang", "vay_tien_phi_truoc"
_PLAYBOOKS = {
    "cơ quan thuế": "thue_ho_kinh_doanh_gia",
    "bảo hiểm xã hội": "dien_luc_bhxh_gia",
    "điện lực": "dien_luc_bhxh_gia",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody in whose name a message speaks.

    `brand` is None for an office. `sure` is false where the words are also those of somebody who
    tells of a real clerk. `posed`: somebody tells that it was only claimed; otherwise the message
    speaks itself, as real notices do. The place is in the normalised text.
    """

    name: str
    start: int
    end: int
    sure: bool
    posed: bool = False
    brand: Brand | None = None
    playbook: str = _BANKS_PLAYBOOK


def speakers(
    pasted: Pasted, named: Sequence[NamedBrand], official: OfficialDomains
) -> tuple[Speaker, ...]:
    """The banks, wallets and offices in whose name a message speaks, in order, each once a way."""
    if _WARNS.search(pasted.reading.bare):
        return ()
    found = [*_banks(pasted, named, official), *_offices(pasted), *_calling_offices(pasted)]
    first: dict[tuple[str, bool, bool], Speaker] = {}
    for speaker in sorted(found, key=lambda speaker: speaker.start):
        first.setdefault((speaker.name, speaker.sure, speaker.posed), speaker)
    return tuple(first.values())


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
        posed = _POSES.search(before) is not None
        sure = posed or heads is not None or _ADDRESSES.search(before) is not None
        if not sure:
            if _KIN.search(before) or _KIN.search(after):
                continue
            if not _STAFF.search(before) and not _ANNOUNCES.match(after):
                continue
        yield Speaker(brand.name, name.start, name.end, sure, posed, brand, _playbook_of(brand))


def _playbook_of(brand: Brand) -> str:
    return _LOANS_PLAYBOOK if brand.kind is BrandKind.FINANCE else _BANKS_PLAYBOOK


def _offices(pasted: Pasted) -> Iterator[Speaker]:
    for found in _OFFICE.finditer(pasted.reading.bare):
        start, end = found.span()
        before = pasted.before(start, _LOOK_BACK)
        heads = _OFFICE_HEAD.search(before) and _OFFICE_ANNOUNCES.match(
            pasted.after(end, _LOOK_AHEAD + _LOOK_BACK)
        )
        posed = _POSES.search(before) is not None
        if heads or posed:
            name = _OFFICE_NAMES[(found.lastindex or 1) - 1]
            yield Speaker(name, start, end, sure=True, posed=posed, playbook=_of_office(name))


def _calling_offices(pasted: Pasted) -> Iterator[Speaker]:
    for found in _OFFICE_CALLS.finditer(pasted.reading.bare):
        group = found.lastindex or 1
        start, end = found.span(group)
        typed = pasted.reading.lower[start:end]
        if _RENT.search(typed) or _RENTS.search(pasted.before(start, _LOOK_BACK)):
            continue
        name = _CALLING_OFFICES[group - 1]
        yield Speaker(name, start, end, sure=False, playbook=_of_office(name))


def _of_office(name: str) -> str:
    return _PLAYBOOKS.get(name, "gia_danh_cong_an_toa_an")

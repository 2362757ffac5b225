"""A small file of brands, a watch list, and codes, for the tests of numbers and names."""

import binascii
from collections.abc import Mapping
from datetime import date

from casework.evidence.finding import Finding, Kind
from casework.evidence.official_domains import Brand, OfficialDomains
from casework.evidence.watched import Listed

LISTED = Listed("Phòng thử, CV 1/2026", date(2026, 11, 5), "gia_danh_ngan_hang")


class OneWatched:
    """A watch list with one entry."""

    def __init__(self, kind: Kind, value: str) -> None:
        self._entry = kind, value

    def find(self, kind: Kind, value: str) -> Listed | None:
        return LISTED if (kind, value) == self._entry else None


def _brand(
    brand_id: str,
    name: str,
    kind: str,
    aliases: str,
    bins: tuple[str, ...] = (),
    *,
    is_word: bool = False,
) -> Brand:
    names = aliases.split()
    return Brand.model_validate(
        {
            "id": brand_id,
            "name": name,
            "kind": kind,
            "aliases": names,
            "domains": [f"{names[0]}.example.vn"],
            "bins": bins,
            "playbook": "link_qr_gia_mao",
            "checked_on": date(2026, 11, 30),
            "expires_on": date(2027, 5, 29),
            "is_word": is_word,
        }
    )


BRANDS = OfficialDomains(
    brands=(
        _brand("vietcombank", "Vietcombank", "bank", "vietcombank vcb", ("970436",)),
        _brand("techcombank", "Techcombank", "bank", "techcombank tcb", ("970407",)),
        _brand("agribank", "Agribank", "bank", "agribank", ("970405",)),
        _brand("bidv", "BIDV", "bank", "bidv", ("970418",)),
        _brand("mbbank", "MB Bank", "bank", "mbbank", ("970422",)),
        _brand("acb", "ACB (Á Châu)", "bank", "acb", ("970416",)),
        _brand("bvbank", "BVBank", "bank", "bvbank", ("970454",)),
        _brand("timo", "Timo", "bank", "timo", ("970454",)),
        _brand("tpbank", "TPBank", "bank", "tpbank", ("970423",)),
        _brand("momo", "MoMo", "wallet", "momo"),
        _brand("vnpay", "VNPAY", "wallet", "vnpay"),
        _brand("vneid", "VNeID", "police", "vneid dinhdanhdientu"),
        _brand("chotot", "Chợ Tốt", "marketplace", "chotot"),
        _brand("garena", "Garena", "other", "garena lienquan"),
        _brand("be", "Be", "travel", "be begroup", is_word=True),
        _brand("jtexpress", "J&T Express", "post", "jtexpress"),
        _brand("ibk", "IBK (Hàn Quốc)", "bank", "ibk"),
        _brand("viettel", "Viettel", "operator", "viettel"),
    )
)


def values(parts: Mapping[str, str]) -> str:
    """Tags with their values, as a code writes them."""
    return "".join(f"{tag}{len(value):02}{value}" for tag, value in parts.items())


def sealed(body: str) -> str:
    """A code with its checksum, reckoned another way than by the code under test."""
    text = f"{body}6304"
    register = 0xFFFF
    for byte in text.encode():
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1) ^ (0x1021 if register & 0x8000 else 0)
        register &= 0xFFFF
    assert register == binascii.crc_hqx(text.encode(), 0xFFFF)
    return f"{text}{register:04X}"


def vietqr(
    bank: str = "970422", account: str = "0123456784567", service: str = "QRIBFTTA", **more: str
) -> str:
    """A transfer to an account; `more`: amount, currency, name, note."""
    receiver = values({"00": bank, "01": account})
    parts = {
        "00": "01",
        "01": "12",
        "38": values({"00": "A000000727", "01": receiver, "02": service}),
        "53": more.get("currency", "704"),
    }
    if "amount" in more:
        parts["54"] = more["amount"]
    parts["58"] = "VN"
    if "name" in more:
        parts["59"] = more["name"]
    if "note" in more:
        parts["62"] = values({"08": more["note"]})
    return sealed(values(parts))


def digits_said(finding: Finding) -> str:
    """All digits that a finding would show, in one piece."""
    return "".join(filter(str.isdigit, finding.shown + finding.reason))

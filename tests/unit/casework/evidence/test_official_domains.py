from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.evidence.official_domains import Brand, BrandKind, OfficialDomains

DATA = Path(__file__).resolve().parents[4] / "data"
CHECKED = date(2026, 11, 30)


@pytest.fixture(scope="module")
def official() -> OfficialDomains:
    return OfficialDomains.from_file(DATA / "official_domains.yml")


def brand(*sources: str) -> Brand:
    return Brand.model_validate(
        {
            "id": "thu",
            "name": "Nơi thử",
            "kind": "bank",
            "aliases": ["noithu"],
            "domains": ["noithu.vn"],
            "playbook": "link_qr_gia_mao",
            "sources": sources,
            "checked_on": "2026-11-30",
            "expires_on": "2027-05-29",
        }
    )


@pytest.mark.parametrize(
    ("today", "is_confirmed"),
    [
        (CHECKED - timedelta(days=1), False),
        (CHECKED, True),
        (date(2027, 5, 29), True),
        (date(2027, 5, 30), False),
    ],
)
def test_a_brand_is_confirmed_while_somebody_has_looked(today: date, is_confirmed: bool) -> None:  # noqa: FBT001  # a table
    assert brand("https://noithu.vn/").confirmed(today) is is_confirmed


def test_without_a_source_nothing_is_confirmed() -> None:
    assert not brand().confirmed(CHECKED)


@pytest.mark.parametrize(
    ("number", "bank"),
    [
        ("970436", "vietcombank"),
        ("970405", "agribank"),
        ("970422", "mbbank"),
        ("970406", "vikkibank"),
        ("546034", "cake"),
        ("999888", "vbsp"),
    ],
)
def test_a_bank_is_found_by_its_number_in_a_code(
    official: OfficialDomains, number: str, bank: str
) -> None:
    assert official.by_bin[number].id == bank


@pytest.mark.parametrize(
    ("kind", "fewest"),
    [
        (BrandKind.BANK, 45),
        (BrandKind.WALLET, 12),
        (BrandKind.FINANCE, 30),
        (BrandKind.GOVERNMENT, 15),
        (BrandKind.POLICE, 5),
        (BrandKind.POST, 10),
        (BrandKind.OPERATOR, 8),
        (BrandKind.MARKETPLACE, 20),
        (BrandKind.UTILITY, 6),
        (BrandKind.TRAVEL, 12),
        (BrandKind.SOCIAL, 12),
    ],
)
def test_what_is_faked_in_viet_nam_is_known(
    official: OfficialDomains, kind: BrandKind, fewest: int
) -> None:
    assert Counter(b.kind for b in official.brands)[kind] >= fewest


def test_nearly_all_brands_are_confirmed(official: OfficialDomains) -> None:
    """On the day they were last checked; then they run out until somebody looks again."""
    last_checked = max(b.checked_on for b in official.brands)
    confirmed = [b for b in official.brands if b.confirmed(last_checked)]
    assert len(confirmed) >= 0.9 * len(official.brands)


@pytest.mark.parametrize(
    ("brand_id", "playbook"),
    [
        ("vneid", "vneid_dinh_danh_gia"),
        ("csgt", "phat_nguoi_gia"),
        ("thue", "thue_ho_kinh_doanh_gia"),
        ("bhxh", "dien_luc_bhxh_gia"),
        ("evnspc", "dien_luc_bhxh_gia"),
        ("viettelpost", "shipper_gia"),
        ("viettel", "khoa_sim_nang_cap_sim"),
        ("binance", "dau_tu_tien_ao_chung_khoan"),
        ("vietlott", "trung_thuong_tri_an"),
    ],
)
def test_a_brand_leads_to_the_trick_that_uses_it(
    official: OfficialDomains, brand_id: str, playbook: str
) -> None:
    assert official.by_id[brand_id].playbook == playbook


@pytest.mark.parametrize(
    "anybody_s", ["amazonaws.com", "googleusercontent.com", "sharepoint.com", "telegra.ph"]
)
def test_where_anybody_publishes_is_no_brand_s(official: OfficialDomains, anybody_s: str) -> None:
    assert anybody_s not in {d for b in official.brands for d in b.domains}


def test_only_state_bodies_register_beneath_the_reserved_suffix(
    official: OfficialDomains,
) -> None:
    assert [(r.suffix, len(r.sources)) for r in official.reserved] == [("gov.vn", 2)]

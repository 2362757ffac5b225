import copy
from datetime import date
from pathlib import Path

import pytest
import yaml

from casework.evidence.official_domains import OfficialDomains
from casework.playbooks.data_file import DataFileError, Mistake, load
from casework.validation.checked import Checked
from casework.validation.domains import check_domains

ROOT = Path(__file__).resolve().parents[4]
TODAY = date(2026, 12, 1)
PLAYBOOKS = ("link_qr_gia_mao", "phat_nguoi_gia")
BANK: dict[str, object] = {
    "id": "ngan_hang_thu",
    "name": "Ngân hàng thử",
    "kind": "bank",
    "aliases": ["nganhangthu", "nht"],
    "domains": ["nganhangthu.com.vn"],
    "bins": ["999111"],
    "playbook": "link_qr_gia_mao",
    "sources": ["https://www.nganhangthu.com.vn/"],
    "checked_on": "2026-11-30",
    "expires_on": "2027-05-29",
}
OTHER = {
    **BANK,
    "id": "hang_thu",
    "name": "Hãng thử",
    "aliases": ["hangthu"],
    "domains": ["hangthu.vn"],
    "bins": [],
}


def found(folder: Path, *brands: dict[str, object], **lists: object) -> list[Mistake]:
    path = folder / "official_domains.yml"
    path.write_text(
        yaml.safe_dump(
            {"brands": [copy.deepcopy(brand) for brand in brands], **lists}, sort_keys=False
        ),
        "utf-8",
    )
    return list(check_domains(Checked(path, *load(path, OfficialDomains)), PLAYBOOKS, TODAY))


def told(folder: Path, *brands: dict[str, object], **lists: object) -> str:
    return "\n".join(str(m) for m in found(folder, *brands, **lists))


def test_the_domains_of_the_project_are_in_order() -> None:
    """On the day they were last checked; as time goes by only warnings come."""
    path = ROOT / "data" / "official_domains.yml"
    patterns = yaml.load((ROOT / "data" / "scam_patterns.yml").read_bytes(), yaml.CSafeLoader)
    playbooks = [playbook["id"] for playbook in patterns["playbooks"]]
    checked = Checked(path, *load(path, OfficialDomains))
    last_checked = max(brand.checked_on for brand in checked.content.brands)
    mistakes = check_domains(checked, playbooks, last_checked)
    assert [m for m in mistakes if not m.is_warning] == []


def test_two_brands_and_their_lists_are_in_order(tmp_path: Path) -> None:
    lists = {
        "reserved": [{"suffix": "gov.vn", "name": "cơ quan", "playbook": "phat_nguoi_gia"}],
        "shorteners": ["bit.ly"],
        "well_known": ["nganhangtho.vn", "googleapis.com"],
    }
    assert told(tmp_path, BANK, OTHER, **lists) == ""


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"id": "ngan_hang_thu"}, ":17: [ngan_hang_thu] Mã 'ngan_hang_thu' đã dùng ở dòng 2."),
        ({"aliases": ["nht"]}, "[hang_thu] Tên 'nht' đã dùng ở dòng 7."),
        ({"aliases": ["hangthu", "hangthu"]}, "[hang_thu] Tên 'hangthu' đã dùng ở dòng"),
        ({"domains": ["nganhangthu.com.vn"]}, "Tên miền 'nganhangthu.com.vn' đã dùng ở dòng 9."),
        ({"bins": ["999111"]}, "[hang_thu] Số ngân hàng '999111' đã dùng ở dòng 11."),
        ({"domains": ["com.vn"]}, "'com.vn' là đuôi chung"),
        ({"domains": ["blogspot.com"]}, "'blogspot.com' là đuôi chung"),
        ({"playbook": "khong_co_that"}, "Không có kịch bản nào mang mã 'khong_co_that'."),
        ({"aliases": ["ht"]}, "Tên 'ht' quá ngắn"),
        ({"sources": []}, "Không có nguồn mà cũng không ghi chú."),
        ({"checked_on": "2026-12-02"}, "còn ở tương lai"),
        ({"expires_on": "2027-11-30"}, "Hạn dài hơn 6 tháng"),
    ],
)
def test_a_brand_that_cannot_be_right(
    tmp_path: Path, change: dict[str, object], wrong: str
) -> None:
    assert wrong in told(tmp_path, BANK, {**OTHER, **change})


@pytest.mark.parametrize(
    "change",
    [
        {"aliases": ["ht"], "is_word": True},
        {"sources": [], "source_note": "chưa có nguồn"},
        {"domains": ["so.nganhangthu.com.vn"]},
    ],
)
def test_what_may_be_so(tmp_path: Path, change: dict[str, object]) -> None:
    assert told(tmp_path, BANK, {**OTHER, **change}) == ""


@pytest.mark.parametrize(
    ("lists", "wrong"),
    [
        (
            {"shorteners": ["nganhangthu.com.vn"]},
            ":18: [shorteners] Tên miền 'nganhangthu.com.vn' đã thuộc về 'ngan_hang_thu'.",
        ),
        ({"well_known": ["m.nganhangthu.com.vn"]}, "đã thuộc về 'ngan_hang_thu'."),
        (
            {"shorteners": ["bit.ly"], "well_known": ["bit.ly"]},
            ":20: [well_known] Tên miền 'bit.ly' đã dùng ở dòng 18.",
        ),
        ({"well_known": ["edu.vn"]}, "[well_known] 'edu.vn' là đuôi chung"),
        (
            {"reserved": [{"suffix": "gov.vn", "name": "cơ quan", "playbook": "khong_co"}]},
            "[gov.vn] Không có kịch bản nào mang mã 'khong_co'.",
        ),
    ],
)
def test_a_list_that_cannot_be_right(tmp_path: Path, lists: dict[str, object], wrong: str) -> None:
    assert wrong in told(tmp_path, BANK, **lists)


def test_what_is_over_is_a_warning(tmp_path: Path) -> None:
    over = {**BANK, "checked_on": "2026-06-01", "expires_on": "2026-11-30"}
    assert [(m.entry, m.is_warning) for m in found(tmp_path, over)] == [("ngan_hang_thu", True)]


def test_what_no_source_told_cannot_be_over(tmp_path: Path) -> None:
    never = {**BANK, "checked_on": "2026-06-01", "expires_on": "2026-11-30", "sources": []}
    assert told(tmp_path, {**never, "source_note": "chưa có nguồn"}) == ""


@pytest.mark.parametrize("domain", ["https://nganhangthu.vn", "nganhangthu", "Nganhang.vn"])
def test_an_address_or_a_name_is_no_domain(tmp_path: Path, domain: str) -> None:
    with pytest.raises(DataFileError, match="ngan_hang_thu > domains > 1"):
        told(tmp_path, {**BANK, "domains": [domain]})

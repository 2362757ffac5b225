"""Names of places at which nothing happened: denied, only near, where the others say they are."""

from pathlib import Path

import pytest

from casework.communes import Communes
from casework.provinces import Provinces

ROOT = Path(__file__).resolve().parents[3]
BEFORE = [
    "không ở",
    "không phải",
    "không phải ở",
    "hổng phải",
    "tui hổng ở",
    "tui hông ở",
    "hong phải",
    "tui ko ở",
    "chẳng phải ở",
    "gần",
    "giáp",
    "giáp ranh",
    "kế",
    "cạnh",
    "ranh",
    "sát",
    "nó ở",
    "nó nói nó ở",
    "nó xưng ở",
    "thằng đó ở",
    "họ ở",
    "tui từ",
    "công an",
    "đồn công an",
    "Bộ công an",
    "ngân hàng ở",
    "bưu điện",
    "gửi hàng từ",
    "bên kia sông",
]


@pytest.fixture(scope="module")
def communes() -> Communes:
    return Communes.from_file(ROOT / "data" / "communes.yml")


@pytest.fixture(scope="module")
def provinces() -> Provinces:
    return Provinces.from_file(ROOT / "data" / "provinces.yml")


@pytest.mark.parametrize("before", BEFORE)
def test_a_province_is_not_meant_behind_these(provinces: Provinces, before: str) -> None:
    assert provinces.named_in(f"{before} Bến Tre") is None


@pytest.mark.parametrize("before", BEFORE)
def test_nor_is_a_commune_or_a_district_of_old(communes: Communes, before: str) -> None:
    for name in ("Lai Vung", "xã Lai Vung", "huyện Lai Vung"):
        named = communes.named_in(f"{before} {name}")
        assert (named.communes, named.districts, named.sure) == ((), (), False), name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nó ở Hà Nội, tui ở Lai Vung", "Xã Lai Vung"),
        ("nó ở Hà Nội mà tui ở Lai Vung", "Xã Lai Vung"),
        ("không phải Cao Lãnh mà ở Lai Vung", "Xã Lai Vung"),
        ("Lai Vung giáp Cao Lãnh", "Xã Lai Vung"),
        # Parts of names, and no words that deny.
        ("tan hong", "Xã Tân Hồng"),
        ("hong ngu", "Phường Hồng Ngự"),
    ],
)
def test_what_the_resident_says_of_themself_counts(
    communes: Communes, text: str, name: str
) -> None:
    assert name in [commune.name for commune in communes.named_in(text).communes]
    assert "Phường Cao Lãnh" not in [c.name for c in communes.named_in(text).communes]


@pytest.mark.parametrize("text", ["chi Hue", "chị Hà Giang", "em ten Thai Binh", "cô Huế"])
def test_a_person_is_no_province(provinces: Provinces, text: str) -> None:
    assert provinces.named_in(text) is None


@pytest.mark.parametrize("text", ["hue", "dạ Huế", "ở Huế", "bên Huế", "tỉnh Huế", "tp hue"])
def test_a_bare_name_is_the_whole_answer_or_stands_where_a_place_does(
    provinces: Provinces, text: str
) -> None:
    named = provinces.named_in(text)
    assert named is not None
    assert named.province.code == "46"

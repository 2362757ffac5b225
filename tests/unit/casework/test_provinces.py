import re
from pathlib import Path

import pytest

from casework.communes import Communes
from casework.playbooks.data_file import DataFileError
from casework.provinces import Provinces
from casework.vietnamese import strip_tones

ROOT = Path(__file__).resolve().parents[3]


def test_the_file_holds_the_country_of_today_and_of_before(provinces: Provinces) -> None:
    units = provinces.provinces
    assert len({unit.code for unit in units}) == 34
    cities = [unit.code for unit in units if unit.name.startswith("Thành phố ")]
    assert cities == ["01", "31", "46", "48", "75", "79", "92"]
    gone = [old for unit in units for old in unit.formerly]
    assert len(gone) == len(set(gone)) == 29
    assert len(units) + len(gone) == 63
    assert provinces.get("75") is not None
    assert provinces.get("75").note  # type: ignore[union-attr]
    assert provinces.get("87") is None


def test_the_province_of_the_communes_is_one_of_them(
    provinces: Provinces, communes: Communes
) -> None:
    home = provinces.get(communes.province.code)
    assert home is not None
    assert home.short == communes.province.name
    assert home.formerly == ("Tiền Giang",)


def test_every_name_is_understood_however_it_is_typed(provinces: Provinces) -> None:
    for unit in provinces.provinces:
        names = (re.sub(r"^(Tỉnh|Thành phố) ", "", unit.name), *unit.formerly, *unit.said)
        for name in names:
            for text in (name, name.upper(), f"dạ tui ở {name} ạ", strip_tones(name).lower()):
                named = provinces.named_in(text)
                assert named is not None, text
                assert named.province is unit, text


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("Bến Tre", "Vĩnh Long (Bến Tre cũ)"),
        ("Vĩnh Long", "Vĩnh Long"),
        ("bến tre, vĩnh long", "Vĩnh Long (Bến Tre cũ)"),
        ("thành phố Bến Tre tỉnh Bến Tre", "Vĩnh Long (Bến Tre cũ)"),
        ("huyện Thăng Bình Quảng Nam cũ", "Thành phố Đà Nẵng (Quảng Nam cũ)"),
        ("Thừa Thiên Huế", "Thành phố Huế"),
    ],
)
def test_an_old_name_is_noted_under_the_new_one(
    provinces: Provinces, text: str, noted: str
) -> None:
    named = provinces.named_in(text)
    assert named is not None
    assert named.as_noted == noted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mỹ tho",
        "xã Hòa Bình",
        "Hoà Bình Thạnh",
        "chợ Cần Thơ",
        "đường Bến Tre",
        "Bến Tre với Cần Thơ",
        "nghỉ ở bến tre rồi về cần thơ",
        "huệ",
    ],
)
def test_what_is_not_sure_is_none(provinces: Provinces, text: str) -> None:
    assert provinces.named_in(text) is None


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('code: "04"', 'code: "01"'),
        ('code: "04"', "code: 04"),
        ('"Tỉnh Cao Bằng"', '"Cao Bằng"'),
        ('"Tỉnh Cao Bằng"', '"Tỉnh Hà Nội"'),
        ('  - {code: "04", name: "Tỉnh Cao Bằng"}\n', ""),
        ("sources:", "nguon:"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, wrong: str, right: str) -> None:
    text = (ROOT / "data" / "provinces.yml").read_text(encoding="utf-8")
    assert wrong in text
    path = tmp_path / "provinces.yml"
    path.write_text(text.replace(wrong, right, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"provinces\.yml:\d+"):
        Provinces.from_file(path)

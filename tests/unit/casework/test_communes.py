from pathlib import Path

import pytest

from casework.communes import Communes
from casework.playbooks.data_file import DataFileError

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def communes() -> Communes:
    return Communes.from_file(ROOT / "data" / "communes.yml")


def test_the_file_holds_the_whole_province(communes: Communes) -> None:
    names = [commune.name for commune in communes.communes]
    assert len(names) == len(set(names)) == 102
    assert sum(name.startswith("Phường ") for name in names) == 20
    assert (communes.province.code, communes.province.name) == ("82", "Đồng Tháp")
    assert communes.get("28261") in communes.communes
    assert communes.get("00000") is None


def test_every_commune_is_found_by_its_full_name_and_in_capitals(communes: Communes) -> None:
    for commune in communes.communes:
        for text in (commune.name, commune.name.upper(), f"dạ tui ở {commune.name} ạ"):
            named = communes.named_in(text)
            assert (named.communes, named.sure) == ((commune,), True), text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tui ở mỹ tho", "Phường Mỹ Tho"),
        ("phuong my tho", "Phường Mỹ Tho"),
        ("xa my tho", "Xã Mỹ Thọ"),
        ("p. sa dec", "Phường Sa Đéc"),
        ("tan phu", "Xã Tân Phú"),
        ("tan phu dong", "Xã Tân Phú Đông"),
        ("go cong dong", "Xã Gò Công Đông"),
        ("tân phước 2", "Xã Tân Phước 2"),
        ("mĩ quý", "Xã Mỹ Quí"),
        ("nhị quí", "Phường Nhị Quý"),
        ("thanh hoà", "Phường Thanh Hòa"),
        ("thi tran cai be", "Xã Cái Bè"),
        ("ấp 3 xã Mỹ Hiệp huyện Cao Lãnh", "Xã Mỹ Hiệp"),
    ],
)
def test_one_is_sure(communes: Communes, text: str, name: str) -> None:
    named = communes.named_in(text)
    assert ([commune.name for commune in named.communes], named.sure) == ([name], True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("my tho", ["Phường Mỹ Tho", "Xã Mỹ Thọ"]),
        ("tan thanh", ["Xã Tân Thành", "Xã Tân Thạnh"]),
        ("xã tân phước", ["Xã Tân Phước 1", "Xã Tân Phước 2", "Xã Tân Phước 3"]),
        # The district or town of old was larger than the commune that bears its name.
        ("huyện Tháp Mười", ["Xã Tháp Mười"]),
        ("thị xã gò công", ["Phường Gò Công"]),
        ("TP Cao Lãnh", ["Phường Cao Lãnh"]),
        ("Cần Thơ", []),
        ("mỹ thô", []),
        ("", []),
    ],
)
def test_several_or_a_larger_place_or_none_are_not_sure(
    communes: Communes, text: str, names: list[str]
) -> None:
    named = communes.named_in(text)
    assert ([commune.name for commune in named.communes], named.sure) == (names, False)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('code: "28249"', 'code: "28261"'),
        ('code: "28249"', "code: 28249"),
        ('name: "Phường Đạo Thạnh"', 'name: "Đạo Thạnh"'),
        ("sources:", "nguon:"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, wrong: str, right: str) -> None:
    text = (ROOT / "data" / "communes.yml").read_text(encoding="utf-8")
    path = tmp_path / "communes.yml"
    path.write_text(text.replace(wrong, right, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"communes\.yml:\d+"):
        Communes.from_file(path)


def test_the_districts_of_old_are_those_of_both_provinces(communes: Communes) -> None:
    assert communes.former_districts is not None
    of = [district.province for district in communes.former_districts.names]
    assert (of.count("Đồng Tháp"), of.count("Tiền Giang")) == (12, 11)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("huyện Tháp Mười", {"Huyện Tháp Mười"}),
        ("H. Lai Vung", {"Huyện Lai Vung"}),
        ("tp sa đéc", {"Thành phố Sa Đéc"}),
        # Which it was is mixed up easily.
        ("huyện Cai Lậy", {"Huyện Cai Lậy", "Thị xã Cai Lậy"}),
        ("gò công tây", {"Huyện Gò Công Tây"}),
        ("huyện Tân Phước", {"Huyện Tân Phước"}),
        ("Tháp Mười", set()),
        ("tân phước", set()),
        ("xã Mỹ Hiệp huyện Cao Lãnh", set()),
        ("thị trấn Mỹ Thọ, huyện Cao Lãnh", set()),
        ("huyện Mỏ Cày", set()),
    ],
)
def test_a_district_of_old_is_known_by_what_stands_before_it(
    communes: Communes, text: str, names: set[str]
) -> None:
    assert {district.name for district in communes.named_in(text).districts} == names

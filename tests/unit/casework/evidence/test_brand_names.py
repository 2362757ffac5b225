import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence.brand_names import BrandNames
from casework.evidence.official_domains import Brand
from casework.evidence.pasted import Pasted
from tests.unit.casework.evidence.some_brands import BRANDS

NAMES = BrandNames(BRANDS)


def named(text: str) -> list[str]:
    return [name.brand for name in NAMES.named_in(text)]


@pytest.mark.parametrize(
    ("text", "brands"),
    [
        ("tin nhắn Vietcombank", ["vietcombank"]),
        ("VIETCOMBANK nhắn", ["vietcombank"]),
        ("viet com bank nhắn", ["vietcombank"]),
        ("Việt Com Bank nhắn", ["vietcombank"]),
        ("viet-com-bank nhắn", ["vietcombank"]),
        ("v i e t c o m b a n k nhắn", ["vietcombank"]),
        ("vìetcombank nhắn", ["vietcombank"]),
        ("ｖｉｅｔｃｏｍｂａｎｋ nhắn", ["vietcombank"]),
        ("Vietcom\u200bbank nhắn", ["vietcombank"]),
        ("ngân hàng vcb gọi", ["vietcombank"]),
        ("bữa nay VCB gọi tui", ["vietcombank"]),
        ("[vcb] tai khoan bi khoa", []),
        ("stk 0123456789 vcb", []),
        ("stk 0123456789 VCB", ["vietcombank"]),
        ("vcb 0123456789", ["vietcombank"]),
        ("app MB bị lỗi", ["mbbank"]),
        ("mb bank nhắn", ["mbbank"]),
        ("stk 0123456789 TRAN VAN BA MB", ["mbbank"]),
        ("agri nhắn", ["agribank"]),
        ("ngân hàng acb, tài khoản bidv", ["acb", "bidv"]),
        ("mua trên Chợ Tốt", ["chotot"]),
        ("tài xế be tới", ["be"]),
        ("J&T Express giao hàng", ["jtexpress"]),
        ("định danh điện tử", ["vneid"]),
        ("dinh danh dien tu", ["vneid"]),
        ("chơi Liên Quân", ["garena"]),
        ("Techcombank rồi BIDV rồi Techcombank", ["techcombank", "bidv", "techcombank"]),
        ("chuyển rồi.Vietcombank gọi", ["vietcombank"]),
    ],
)
def test_names_are_found_however_they_are_written(text: str, brands: list[str]) -> None:
    assert named(text) == brands


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tui tìm chỗ tốt hơn",
        "cho tot hon",
        "vì be bị đau",
        "bé nhà tui",
        "có liên quan gì đâu",
        "lien quan gi dau",
        "mo mo không thấy",
        "còn 5 MB data",
        "đi Hàn Quốc",
        "acb",
        "vietcombanking",
        "xvietcombank",
        "https://vietcombank.com.vn-x.top/vcb",
        "vietcombank.vn-x.top",
        "tin@vietcombank.com.vn",
        "www.bidv-x.vip",
        "ti mo",
    ],
)
def test_other_words_and_links_name_nobody(text: str) -> None:
    assert named(text) == []


def test_what_is_known_to_be_a_link_names_nobody() -> None:
    text = "bấm vietcombank chấm com nha, BIDV ơi"
    start = text.index("vietcombank")
    end = text.index(" nha")
    assert [name.brand for name in NAMES.named_in(text, [(start, end)])] == ["bidv"]


def test_the_place_is_that_of_the_normalised_text() -> None:
    text = unicodedata.normalize("NFD", "ngân hàng Việt Com Bank gọi")
    (name,) = NAMES.named_in(text)
    assert Pasted.of(text).reading.text[name.start : name.end] == "Việt Com Bank"


@pytest.mark.parametrize("brand", BRANDS.brands, ids=lambda brand: brand.id)
def test_each_brand_is_found_by_its_name_and_by_its_alias_beside_a_cue(brand: Brand) -> None:
    for written in (brand.name.partition("(")[0].strip(), brand.aliases[0]):
        assert brand.id in named(f"nó xưng là nhân viên {written} gọi")


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60))
def test_any_text_is_read_and_places_lie_within_it(text: str) -> None:
    length = len(Pasted.of(text).reading.text)
    for name in NAMES.named_in(text):
        assert 0 <= name.start < name.end <= length


def test_a_long_text_is_read() -> None:
    assert named("viet com " * 5000) == []

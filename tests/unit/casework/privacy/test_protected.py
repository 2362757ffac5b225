import pytest

from casework.privacy.normalize import normalize
from casework.privacy.protected.numbers import kept_numbers
from casework.privacy.reading import Reading


def _kept(text: str) -> list[str]:
    reading = Reading(normalize(text).text)
    return [reading.text[start:end] for start, end in kept_numbers(reading.digits, reading.lower)]


@pytest.mark.parametrize(
    "number",
    [
        "2tr5",
        "1tr250",
        "500k",
        "3.5 triệu",
        "20 củ",
        "1tỷ2",
        "5 triệu rưỡi",
        "10 chai",
        "1.250.000đ",
        "8,500,000 VND",
        "500.000",
        "6.000 tỷ",
        "1000 USD",
        "05/11/2026",
        "20/10",
        "11/2026",
        "2026-11-05",
        "147/2024/NĐ-CP",
        "113",
        "156",
        "5656",
        "18001091",
        "1900 545413",
        "1800 588 822",
        "069.219.4053",
        "024 028",
        "198",
        "08/2027",
        "+4,215,007",
        "USD 1,200.50",
        "$500",
        "VND 1.250.000",
        "EUR 20",
        "300 robux",
    ],
)
def test_number_stays(number: str) -> None:
    assert number in _kept(f"nó nói {number} nha")


@pytest.mark.parametrize(
    "number",
    [
        "0905 111 222 k",
        "stk 1900 1111 2222",
        "0905111222",
        "tài khoản 1900545413",
        "123456 đó",
        "mst 1900545413",
        "bhxh: 1900 545413",
        "hợp đồng 18001091",
        "$0905111222",
        "usd 12345678",
    ],
)
def test_tail_of_a_longer_number_is_no_amount(number: str) -> None:
    assert _kept(number) == []


@pytest.mark.parametrize("cue", ["SD: ", "so du cuoi ", "số dư khả dụng: ", "PS ", "SD TK: "])
def test_amount_of_a_bank_notice_needs_no_unit(cue: str) -> None:
    assert _kept(f"{cue}4,215,007") == ["4,215,007"]


@pytest.mark.parametrize("text", ["stk 024 028", "024 3826 1111", "mã 0244", "stk 4,215,007,111"])
def test_area_code_or_group_in_a_number_goes(text: str) -> None:
    assert _kept(text) == []


@pytest.mark.parametrize("text", ["0905111222 500k", "từ 200-500k"])
def test_amount_after_a_number_is_an_amount(text: str) -> None:
    assert _kept(text) == ["500k"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("phường Cao Lãnh", "phường Cao Lãnh"),
        ("xã Tân Phước 1 nè", "xã Tân Phước 1"),
        ("xa lap vo", "xa lap vo"),
        ("trường THCS Mỹ Trà", "trường THCS Mỹ Trà"),
        ("Nguyễn Kim bán tivi", "Nguyễn Kim"),
        ("ông Công an", "Công an"),
        ("huyện Trần Văn Thời", "huyện Trần Văn Thời"),
        ("xã Hồ Thị Lài", "xã Hồ Thị Lài"),
        ("ở Cờ Đỏ", "Cờ Đỏ"),
        ("Bảo Minh bán", "Bảo Minh"),
        ("TP Vinh", "TP Vinh"),
    ],
)
def test_phrase_stays(text: str, kept: str) -> None:
    reading = Reading(text)
    words = [reading.words[index].typed for index in sorted(reading.kept)]
    assert " ".join(words) == kept


@pytest.mark.parametrize(
    "text",
    [
        "chị Kim Sơn",
        "Nguyễn Thanh Bình",
        "tên Thanh Bình",
        "Vưu Thị Thanh Bình",
        "Thế Vinh",
        "cô Đỗ",
    ],
)
def test_name_that_is_also_a_place_is_a_name(text: str) -> None:
    assert Reading(text).kept == frozenset()

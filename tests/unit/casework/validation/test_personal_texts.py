from collections.abc import Callable
from pathlib import Path

import pytest

from casework.playbooks.data_file import Mistake
from casework.validation.editing import check_patterns
from casework.validation.personal_texts import personal_data_in
from tests.unit.casework.validation import tiny_data
from tests.unit.casework.validation.tiny_data import PATTERNS, SECOND, TODAY

REAL = tiny_data.ROOT / "data"
TEXT = PATTERNS + "\n" + SECOND
PHONE = "0912 345 678"

Told = Callable[[str, str], list[Mistake]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    data = tiny_data.write(tmp_path / "data")

    def personal(was: str, now: str) -> list[Mistake]:
        assert was in TEXT
        found = check_patterns(TEXT.replace(was, now, 1), data, TODAY)
        return [mistake for mistake in found if mistake.is_personal]

    return personal


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Giả người giao hàng", f"Giả {PHONE}"),
        ("short_name: Giả shipper", f"short_name: Giả {PHONE}"),
        ("để đòi chuyển khoản", f"gọi {PHONE} đòi chuyển khoản"),
        ("items: []}", f"items: [], note: hỏi {PHONE}}}"),
        ("gọi báo có đơn hàng", f"gọi bằng {PHONE}"),
        ("phrases: [có đơn hàng]", f"phrases: [gọi {PHONE}]"),
        ("sign: Không nhớ đã đặt hàng", f"sign: Gọi bằng {PHONE}"),
        ("phrases: [bấm đường dẫn]", f"phrases: [gọi {PHONE}]"),
        ("- Khoá thẻ ngay", f"- Gọi {PHONE} ngay"),
        ("- Ngừng chuyển tiền", f"- Gọi {PHONE}"),
        ("chưa tìm được vụ nào có nguồn", f"hỏi {PHONE}"),
        ("Họ nói chuyện giao hàng", f"Họ gọi bằng {PHONE}"),
        ("mine: Giao hàng", f"mine: Số {PHONE}"),
        ("https://bao.example.vn/giao-hang", "https://facebook.com/teo.nguyen.1990"),
        ("    sources:", f"    # hỏi lại số {PHONE}\n    sources:"),
    ],
)
def test_a_number_is_refused_in_every_text(told: Told, was: str, now: str) -> None:
    (mistake,) = told(was, now)
    assert not mistake.is_warning
    assert TEXT[: TEXT.index(was)].count("\n") + 1 == mistake.line


@pytest.mark.parametrize(
    "said", ["viết cho teo.le@gmail.com", "mã OTP là 482915", "căn cước 079085012345 của tui"]
)
def test_other_certain_kinds_are_refused_too(told: Told, said: str) -> None:
    (mistake,) = told("chưa tìm được vụ nào có nguồn", said)
    assert not mistake.is_warning


def test_the_mend_names_the_kind_and_repeats_no_word(told: Told) -> None:
    (mistake,) = told("chưa tìm được vụ nào có nguồn", f"hỏi {PHONE}")
    assert "(số điện thoại)" in mistake.mend
    assert PHONE not in mistake.mend


def test_what_is_only_guessed_is_a_warning(told: Told) -> None:
    (mistake,) = told("chưa tìm được vụ nào có nguồn", "chờ anh Nguyễn Văn Tèo tìm giùm")
    assert mistake.is_warning
    assert "Nguyễn Văn Tèo" in mistake.wrong


def test_a_guess_that_was_looked_at_is_not_told_again(told: Told, tmp_path: Path) -> None:
    (tmp_path / "data" / "not_personal.txt").write_text("nguyễn văn tèo\n", "utf-8")
    assert told("chưa tìm được vụ nào có nguồn", "chờ anh Nguyễn Văn Tèo tìm giùm") == []


@pytest.mark.parametrize(
    "said",
    [
        "một ông sinh năm 1955 ở Hà Nội bị lừa",
        "bà C (68 tuổi, Hà Nội) bị lừa",
        "gọi {canh_sat} hoặc {canhsat_113} ngay",
        "đòi 2.500.000 đồng hôm 22/5/2025",
    ],
)
def test_what_the_press_tells_and_places_to_call_are_nobodys(told: Told, said: str) -> None:
    assert told("chưa tìm được vụ nào có nguồn", said) == []


def test_it_is_told_also_when_the_ids_are_wrong(told: Told) -> None:
    second = TEXT.replace("mine: Giao hàng", f"mine: Số {PHONE}")
    assert told(TEXT, second.replace("- id: gia_dien_luc\n    name", "- id: gia_shipper\n    name"))


def test_a_number_in_an_id_is_told(told: Told) -> None:
    assert told("  - id: gia_shipper\n", "  - id: anh_teo_0912345678\n")


def test_the_real_playbooks_hold_nobodys_data() -> None:
    text = (REAL / "scam_patterns.yml").read_text("utf-8")
    assert [m for m in check_patterns(text, REAL, TODAY) if m.is_personal] == []


def test_what_a_playbook_begins_with_is_told_by_field_and_place(tmp_path: Path) -> None:
    data = tiny_data.write(tmp_path / "data")
    said = {"name": "Giả thợ sửa nước", "signs": ["máy lọc nước", f"gọi {PHONE}", "tên Lê Văn Tám"]}
    found = [(m.entry, m.line, m.is_warning) for m in personal_data_in(said, data)]
    assert found == [("signs", 2, False), ("signs", 3, True)]

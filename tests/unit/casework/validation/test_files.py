from datetime import date
from pathlib import Path

import pytest

from casework.playbooks.data_file import Mistake
from casework.validation import validate
from tests.unit.casework.validation import tiny_data
from tests.unit.casework.validation.tiny_data import TODAY


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tiny_data.write(tmp_path / "data")


def errors(data: Path, today: date = TODAY) -> list[Mistake]:
    return [m for m in validate(data, today) if not m.is_warning]


def test_a_file_whose_name_is_nearly_right_is_told_twice_with_what_was_meant(data: Path) -> None:
    folder = data / "examples"
    (folder / "gia_shipper.txt").rename(folder / "gia_shiper.txt")
    stray, missing = errors(data)
    assert stray.wrong == "Không có kịch bản nào mang mã này."
    assert stray.mend.startswith("có phải ý là 'gia_shipper'? đổi tên tệp")
    assert (missing.entry, missing.wrong) == ("gia_shipper", "Chưa có tệp câu ví dụ.")


@pytest.mark.parametrize("name", ["gia_shipper.txt.txt", "gia_shipper.docx"])
def test_a_file_that_is_not_read_is_a_warning(data: Path, name: str) -> None:
    path = data / "examples" / name
    path.write_text("", "utf-8")
    assert [m.wrong for m in validate(data, TODAY) if m.file == str(path) and m.is_warning] == [
        "Tên tệp này máy không đọc được."
    ]


@pytest.mark.parametrize("name", ["communes.yml", "provinces.yml"])
def test_the_lists_of_places_are_read(data: Path, name: str) -> None:
    path = data / name
    lines = path.read_text("utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("  - {code:"))
    twice = [*lines[: first + 1], lines[first], *lines[first + 2 :]]
    path.write_text("\n".join(twice), "utf-8")
    (mistake,) = errors(data)
    assert "mã hoặc tên ghi hai lần" in mistake.wrong
    path.unlink()
    (mistake,) = errors(data)
    assert "Không đọc được tệp này." in mistake.wrong


def test_brackets_of_a_message_are_no_stage(data: Path) -> None:
    path = data / "examples" / "gia_shipper.txt"
    quoted = ["[Shopee] đơn của dì đang nằm ở kho", "[QC] hàng mới về bà con ơi", "[đã] gọi nó rồi"]
    path.write_text(path.read_text("utf-8") + "\n".join(quoted), "utf-8")
    assert errors(data) == []


def test_a_playbook_alone_in_a_family_of_several_is_a_warning(data: Path) -> None:
    path = data / "scam_patterns.yml"
    text = path.read_text("utf-8")
    without, _, rest = text.partition("    neighbours:\n")
    path.write_text(without + "    neighbours: []\n" + rest[rest.index("    sources:") :], "utf-8")
    told = [m for m in validate(data, TODAY) if "dễ nhầm" in m.wrong]
    assert [(m.entry, m.is_warning) for m in told] == [
        ("gia_shipper", True),
        ("gia_dien_luc", True),
    ]
    other = path.read_text("utf-8").replace("family: dich_vu_tien_ich", "family: khac", 1)
    path.write_text(other, "utf-8")
    assert [m for m in validate(data, TODAY) if "dễ nhầm" in m.wrong] == []


def test_the_day_of_a_reported_case_can_be(data: Path) -> None:
    path = data / "scam_patterns.yml"
    text = path.read_text("utf-8")
    case = (
        "reported_case: {story: Một bà ở chợ nghe gọi báo có đơn hàng rồi chuyển tiền cọc trước., "
        "source: 'https://bao.example.vn/a', published: %s}"
    )
    missing = "reported_case_missing: chưa tìm được vụ nào có nguồn"
    wrongs = []
    for published in ("2026-13", "2027-01", "2026-02-30", "2026", "2026-11"):
        path.write_text(text.replace(missing, case % published, 1), "utf-8")
        wrongs += [m.wrong for m in errors(data)]
    assert wrongs == [
        "Không có ngày 2026-13.",
        "Ngày đăng 2027-01 còn ở tương lai.",
        "Không có ngày 2026-02-30.",
    ]

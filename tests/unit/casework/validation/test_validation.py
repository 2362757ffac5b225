import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from casework.playbooks.data_file import Mistake
from casework.validation import validate

ROOT = Path(__file__).resolve().parents[4]
TODAY = date(2026, 11, 30)
Patterns = dict[str, list[dict[str, object]]]


ENOUGH_LINES = 90
"""Of each file of examples: enough to be in order, and a quarter of the time to look through."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's data with fewer examples; what they are measured by is left out."""
    held_out = shutil.ignore_patterns("held_out")
    where = tmp_path_factory.mktemp("small") / "data"
    copied = Path(shutil.copytree(ROOT / "data", where, ignore=held_out))
    for path in (copied / "examples").glob("*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:ENOUGH_LINES]), encoding="utf-8")
    assert [m for m in validate(copied, TODAY) if not m.is_warning] == []
    return copied


@pytest.fixture
def data(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "data"))


def edit(path: Path, change: Callable[[Patterns], None]) -> None:
    # The libraries in C: the Python ones take a second.
    patterns = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    change(patterns)
    text = yaml.dump(patterns, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, "utf-8")


def wrongs(mistakes: list[Mistake]) -> str:
    return "\n".join(str(mistake) for mistake in mistakes)


def test_the_data_of_the_project_is_in_order() -> None:
    mistakes = [m for m in validate(ROOT / "data", TODAY) if not m.is_warning]
    assert wrongs(mistakes) == ""


def test_a_neighbour_that_does_not_exist(data: Path) -> None:
    def change(patterns: Patterns) -> None:
        patterns["playbooks"][0]["neighbours"][0]["id"] = "khong_co_that"  # type: ignore[index]

    edit(data / "scam_patterns.yml", change)
    assert "Không có kịch bản nào khác mang mã 'khong_co_that'" in wrongs(validate(data, TODAY))


def test_a_pair_that_is_declared_twice(data: Path) -> None:
    def change(patterns: Patterns) -> None:
        first, second = patterns["playbooks"][:2]
        pair = dict(first["neighbours"][0])  # type: ignore[index]
        assert pair["id"] == second["id"]
        second["neighbours"] = [*second["neighbours"], {**pair, "id": first["id"]}]  # type: ignore[misc]

    edit(data / "scam_patterns.yml", change)
    assert "đã có câu hỏi ở kịch bản kia" in wrongs(validate(data, TODAY))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Gọi 0912 345 678 để được giúp", "số điện thoại viết thẳng"),
        ("Gọi 1900 545413 ngay", "số điện thoại viết thẳng"),
        ("Gọi {canh_sat_113 ngay", "Ngoặc nhọn không đủ cặp"),
        ("Gọi {Canh_Sat} ngay", "Ngoặc nhọn không đủ cặp"),
        ("Chỗ này an toàn, hãy đọc mã OTP cho tôi", "bảo là an toàn"),
        ("Chỗ này an toàn, hãy đọc mã OTP cho tôi", "hỏi mã, mật khẩu"),
        ("Bạn chắc chắn lấy lại được tiền", "hứa lấy lại được tiền"),
        ("Gọi {tong_dai_999} ngay", "Không có nơi nào mang mã '{tong_dai_999}'"),
    ],
)
def test_advice_with_a_number_or_an_unknown_channel(data: Path, line: str, told: str) -> None:
    def change(patterns: Patterns) -> None:
        patterns["playbooks"][3]["advice"]["paid"][0] = line  # type: ignore[index]

    edit(data / "scam_patterns.yml", change)
    mistakes = validate(data, TODAY)
    assert told in wrongs(mistakes)
    assert mistakes[0].entry == "thue_ho_kinh_doanh_gia"
    written = (data / "scam_patterns.yml").read_text("utf-8").splitlines()
    assert line in written[mistakes[0].line - 1]


def test_a_playbook_without_enough_examples(data: Path) -> None:
    path = data / "examples" / "shipper_gia.txt"
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:10]), "utf-8")
    assert "viết thêm cho đủ 40 câu" in wrongs(validate(data, TODAY))


def test_examples_of_no_playbook(data: Path) -> None:
    (data / "examples" / "chieu_moi.txt").write_text("câu\n", "utf-8")
    assert "chieu_moi.txt:1" in wrongs(validate(data, TODAY))


def test_a_repeated_example_and_one_with_personal_data(data: Path) -> None:
    path = data / "examples" / "shipper_gia.txt"
    lines = path.read_text("utf-8").splitlines()
    example = next(line for line in lines if line and not line.startswith("#"))
    example = example.rpartition("] ")[2]  # without its stage
    added = [example.upper(), "shipper gọi bằng số 0912345678 kêu chuyển khoản"]
    path.write_text("\n".join([*lines, *added]) + "\n", "utf-8")
    told = wrongs(validate(data, TODAY))
    assert f"shipper_gia.txt:{len(lines) + 1}: " in told
    assert "Trùng với shipper_gia.txt" in told
    assert f"shipper_gia.txt:{len(lines) + 2}: " in told
    assert "thông tin riêng: «0912345678»" in told


def test_a_guessed_name_in_an_example_is_only_a_warning(data: Path) -> None:
    path = data / "examples" / "shipper_gia.txt"
    path.write_text(path.read_text("utf-8") + "shipper tên Nguyễn Văn Tèo gọi tui hoài\n", "utf-8")
    mistakes = [m for m in validate(data, TODAY) if "Nguyễn Văn Tèo" in m.wrong]
    assert [m.is_warning for m in mistakes] == [True]


def test_an_expired_help_channel(data: Path) -> None:
    assert "Đã quá hạn" in wrongs(validate(data, date(2028, 1, 1)))


def test_an_emergency_line_is_held_to_the_same(data: Path) -> None:
    def change(patterns: dict[str, dict[str, list[str]]]) -> None:
        patterns["emergency"]["paid"][0] = "Bạn yên tâm, tiền sẽ được trả lại"

    edit(data / "scam_patterns.yml", change)  # type: ignore[arg-type]
    told = wrongs(validate(data, TODAY))
    assert "[emergency] Câu trấn an" in told
    assert "[emergency] Câu hứa lấy lại được tiền" in told


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        ({"expires_on": date(2027, 5, 29)}, "Hạn dài hơn 6 tháng"),
        ({"checked_on": date(2026, 12, 24)}, "còn ở tương lai"),
        ({"what_for": "số này an toàn, cứ gọi"}, "bảo là an toàn"),
        ({"sources": [], "source_note": None}, "Đang bật mà không có nguồn"),
    ],
)
def test_a_help_channel_that_cannot_be_right(
    data: Path, channel: dict[str, object], told: str
) -> None:
    edit(data / "help_channels.yml", lambda c: c["channels"][0].update(channel))
    assert told in wrongs(validate(data, TODAY))


def test_a_source_read_in_the_future(data: Path) -> None:
    def change(patterns: Patterns) -> None:
        patterns["playbooks"][0]["sources"][0]["checked_on"] = date(2027, 1, 1)  # type: ignore[index]

    edit(data / "scam_patterns.yml", change)
    assert "Ngày kiểm tra 2027-01-01 còn ở tương lai" in wrongs(validate(data, TODAY))


@pytest.mark.parametrize(
    ("file", "entries"), [("scam_patterns.yml", "playbooks"), ("help_channels.yml", "channels")]
)
def test_an_id_used_twice_is_told_once_with_both_lines(data: Path, file: str, entries: str) -> None:
    path = data / file

    def change(content: Patterns) -> None:
        content[entries][2]["id"] = content[entries][0]["id"]

    edit(path, change)
    (mistake,) = validate(data, TODAY)
    first, second = (
        number
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if line == f"- id: {mistake.entry}"
    )
    assert mistake.line == second
    assert f"đã dùng ở dòng {first}." in mistake.wrong


def test_a_playbook_with_the_id_of_another_intent(data: Path) -> None:
    edit(data / "scam_patterns.yml", lambda p: p["playbooks"][2].update(id="greeting"))
    assert "của một ý định có sẵn" in wrongs(validate(data, TODAY))


def test_an_unknown_token_and_an_example_that_is_too_long(data: Path) -> None:
    path = data / "examples" / "shipper_gia.txt"
    lines = path.read_text("utf-8").splitlines()
    added = ["shipper gọi từ <XYZ> và <PHONE> hoài", "shipper " * 251]
    path.write_text("\n".join([*lines, *added]), "utf-8")
    told = wrongs(validate(data, TODAY))
    assert (
        f"shipper_gia.txt:{len(lines) + 1}: [shipper_gia] Không có ký hiệu nào tên <XYZ>." in told
    )
    assert f"shipper_gia.txt:{len(lines) + 2}: [shipper_gia] Câu dài 2007 ký tự" in told


def test_every_file_of_examples_that_is_not_utf8_is_told(data: Path) -> None:
    for name in ("shipper_gia", "faq"):
        (data / "examples" / f"{name}.txt").write_bytes(
            b"m\xe1\xba\xa1ng\n" + "mạ".encode("utf-16")
        )
    told = wrongs(validate(data, TODAY))
    for name in ("shipper_gia", "faq"):
        assert f"{name}.txt:2: [tệp] Tệp không phải bảng mã UTF-8." in told


def test_a_byte_order_mark_is_accepted(data: Path) -> None:
    for path in (data / "scam_patterns.yml", data / "examples" / "faq.txt"):
        path.write_text(path.read_text("utf-8"), "utf-8-sig")
    assert not [m for m in validate(data, TODAY) if not m.is_warning]

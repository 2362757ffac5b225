import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from casework.playbooks.data_file import Mistake
from trainer.validation import validate

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 23)
Patterns = dict[str, list[dict[str, object]]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def edit(path: Path, change: Callable[[Patterns], None]) -> None:
    patterns = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(patterns)
    path.write_text(yaml.safe_dump(patterns, allow_unicode=True, sort_keys=False), "utf-8")


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

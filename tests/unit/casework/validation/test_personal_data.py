from pathlib import Path

from casework.playbooks.examples import Example
from casework.validation.personal_data import check_personal_data, read_looked_at
from casework.validation.wording import worded


def told(line: str, looked_at: frozenset[str] = frozenset()) -> list[str]:
    examples = worded([Example("shipper_gia", line, Path("shipper_gia.txt"), 1)])
    return [mistake.wrong for mistake in check_personal_data(examples, looked_at)]


def test_a_guess_that_was_looked_at_is_not_told_again(tmp_path: Path) -> None:
    line = "shipper tên Nguyễn Văn Tèo gọi tui hoài"
    assert "Nguyễn Văn Tèo" in " ".join(told(line))
    words = tmp_path / "not_personal.txt"
    words.write_text("# đã xem\nNguyễn Văn Tèo\n", "utf-8")
    assert told(line, read_looked_at(words)) == []


def test_a_number_is_told_whatever_was_looked_at() -> None:
    assert told("gọi số 0912345678 cho tui", frozenset({"0912345678"}))


def test_without_the_file_nothing_was_looked_at(tmp_path: Path) -> None:
    assert read_looked_at(tmp_path / "none.txt") == frozenset()

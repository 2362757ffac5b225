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


def test_a_guess_is_none_when_the_words_after_it_make_another_thing_of_it() -> None:
    line = "coi trong Cẩm nang 24 hình thức nha bà Cẩm Tú"
    assert "«Cẩm»" in told(line)[0]
    (left,) = told(line, frozenset({"cẩm nang"}))
    assert "«Cẩm»" not in left


def test_the_mend_says_of_what_kind_it_is_without_a_word_of_it() -> None:
    line = "gọi số 0912345678 gặp Nguyễn Văn Tèo"
    examples = worded([Example("shipper_gia", line, Path("shipper_gia.txt"), 1)])
    (mistake,) = check_personal_data(examples)
    assert mistake.is_personal
    assert mistake.mend == "thay bằng ký hiệu: số điện thoại <PHONE>, tên người <NAME>."

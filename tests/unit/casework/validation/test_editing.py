from pathlib import Path

import pytest

from casework.playbooks.data_file import Mistake
from casework.validation import validate
from casework.validation.editing import check_example_lines, check_patterns
from tests.unit.casework.validation import tiny_data
from tests.unit.casework.validation.bad_files import KINDS, PATTERNS, SHIPPER, Kind
from tests.unit.casework.validation.tiny_data import TODAY

THE_LAST_IN_THE_ALPHABET = "thanks"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tiny_data.write(tmp_path / "data")


def told(mistakes: list[Mistake], data: Path) -> set[str]:
    return {str(m).removeprefix(f"{data}/") for m in mistakes}


def read(data: Path, file: str) -> str:
    return (data / file).read_text("utf-8")


@pytest.mark.parametrize("kind", [k for k in KINDS if k.file == PATTERNS], ids=lambda k: k.name)
def test_a_text_of_patterns_is_told_what_validate_would_tell(data: Path, kind: Kind) -> None:
    mistakes = check_patterns(kind.broken(read(data, PATTERNS)), data, TODAY)
    said = [m for m in mistakes if m.is_warning == kind.is_warning]
    assert told(said, data) == set(kind.told)
    assert read(data, PATTERNS) == tiny_data.PATTERNS + "\n" + tiny_data.SECOND


@pytest.mark.parametrize("kind", [k for k in KINDS if k.file == SHIPPER], ids=lambda k: k.name)
def test_a_text_of_examples_is_told_what_validate_would_tell(data: Path, kind: Kind) -> None:
    broken = kind.broken(read(data, SHIPPER))
    before = check_example_lines("gia_shipper", broken, data)
    (data / SHIPPER).write_text(broken, "utf-8")
    saved = [m for m in validate(data, TODAY) if m.file == str(data / SHIPPER)]
    assert set(kind.told) <= told(before, data) == told(saved, data)


def test_what_is_in_order_has_no_mistakes(data: Path) -> None:
    assert check_patterns(read(data, PATTERNS), data, TODAY) == []
    mistakes = check_example_lines("gia_shipper", read(data, SHIPPER), data)
    assert [m for m in mistakes if not m.is_warning] == []


@pytest.mark.parametrize("other", ["advert", THE_LAST_IN_THE_ALPHABET])
@pytest.mark.parametrize("same", [True, False])
def test_a_line_like_one_elsewhere_is_told_at_the_line_that_is_typed(
    data: Path, other: str, *, same: bool
) -> None:
    theirs = read(data, f"examples/{other}.txt").splitlines()[2]
    text = read(data, SHIPPER) + theirs + ("" if same else " nghen")
    (mistake,) = (m for m in check_example_lines("gia_shipper", text, data) if not m.is_warning)
    assert (mistake.file, mistake.line) == (str(data / SHIPPER), 41)
    assert f"rùng với {other}.txt:3" in mistake.wrong


def test_what_is_wrong_elsewhere_is_not_told(data: Path) -> None:
    path = data / "examples" / "advert.txt"
    path.write_text(path.read_text("utf-8") + "[payed] x\nsố 0912345678 nha bà con\n", "utf-8")
    mistakes = check_example_lines("gia_shipper", read(data, SHIPPER), data)
    assert {m.file for m in mistakes} <= {str(data / SHIPPER)}


def test_a_file_elsewhere_that_was_saved_meanwhile_is_read_again(data: Path) -> None:
    line = "hôm kia ghe hàng bông neo ở đầu vàm kêu mua dưa chịu"
    text = read(data, SHIPPER) + line
    check_example_lines("gia_shipper", text, data)
    path = data / "examples" / "advert.txt"
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    wrongs = [m.wrong for m in check_example_lines("gia_shipper", text, data)]
    assert "Trùng với advert.txt:41." in wrongs


def test_a_measuring_message_is_not_learnt(data: Path) -> None:
    taken = "bữa hổm ghe hàng bông neo ở đầu vàm kêu mua dưa"
    (data / "held_out").mkdir()
    (data / "held_out" / "x.jsonl").write_text(f'{{"id": 1, "text": "{taken}"}}\n', "utf-8")
    mistakes = check_example_lines("gia_shipper", read(data, SHIPPER) + taken, data)
    assert [m.line for m in mistakes if "chấm điểm" in m.wrong] == [41]


def test_a_file_of_no_playbook_and_broken_patterns_are_told(data: Path) -> None:
    (mistake,) = check_example_lines("gia_shiper", "", data)
    assert "có phải ý là 'gia_shipper'?" in mistake.mend
    (data / PATTERNS).write_text("playbooks: [", "utf-8")
    (mistake,) = check_example_lines("gia_shipper", "", data)
    assert mistake.file == str(data / PATTERNS)

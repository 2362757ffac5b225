from collections import Counter
from pathlib import Path

import pytest

from casework.validation import validate
from tests.unit.casework.validation import tiny_data
from tests.unit.casework.validation.bad_files import KINDS, PAGE, Kind, page


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tiny_data.write(tmp_path / "data")


def test_the_small_data_are_in_order(data: Path) -> None:
    assert [m for m in validate(data, tiny_data.TODAY) if not m.is_warning] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_of_mistake_is_told_with_its_line_and_its_mend(data: Path, kind: Kind) -> None:
    path = data / kind.file
    before = {str(m) for m in validate(data, tiny_data.TODAY)}
    path.write_text(kind.broken(path.read_text("utf-8")), "utf-8")
    new = [m for m in validate(data, tiny_data.TODAY) if str(m) not in before]
    said = [m for m in new if m.is_warning == kind.is_warning]
    # What is too few in an example file is told as a warning beside the mistake.
    assert [str(m).removeprefix(f"{data}/") for m in said] == list(kind.told)
    assert all(" Cách sửa: " in told for told in kind.told)


def test_there_are_more_than_twenty_kinds_and_each_is_told_otherwise() -> None:
    assert len(KINDS) > 20
    assert max(Counter(kind.name for kind in KINDS).values()) == 1
    assert max(Counter(kind.told for kind in KINDS).values()) == 1


def test_the_page_for_trainers_is_made_of_this_table() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.unit....bad_files again"

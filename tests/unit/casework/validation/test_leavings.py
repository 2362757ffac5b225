import shutil
from pathlib import Path

import pytest

from casework.playbooks.examples import read_examples
from casework.validation import validate
from tests.unit.casework.validation import tiny_data


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tiny_data.write(tmp_path / "data")


@pytest.mark.parametrize("name", ["~$gia_shipper.txt", ".gia_shipper.txt", "~$x.docx", ".DS_Store"])
def test_what_another_program_left_behind_is_told_and_not_read(data: Path, name: str) -> None:
    before = read_examples(data / "examples")
    (data / "examples" / name).write_bytes(b"\x05\xff\xfe")
    assert read_examples(data / "examples") == before
    told = [m for m in validate(data, tiny_data.TODAY) if m.file.endswith(name)]
    assert [(m.is_warning, m.wrong) for m in told] == [
        (True, "Tệp ẩn hoặc tệp tạm do chương trình khác để lại; máy bỏ qua.")
    ]


def test_without_measuring_sets_a_trainer_is_warned(data: Path) -> None:
    def told() -> list[str]:
        mistakes = validate(data, tiny_data.TODAY)
        return [m.wrong for m in mistakes if m.is_warning and m.entry == "held_out"]

    shutil.rmtree(data / "held_out", ignore_errors=True)
    assert told() == ["Không có bộ câu để đo, nên chưa biết câu ví dụ có chép từ đó không."]
    (data / "held_out").mkdir()
    (data / "held_out" / "ours.jsonl").write_text("", "utf-8")
    assert told() == []

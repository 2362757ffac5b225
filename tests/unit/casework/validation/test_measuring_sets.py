import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from casework.validation import validate
from trainer.__main__ import door

ROOT = Path(__file__).resolve().parents[4]
TODAY = date(2026, 11, 23)
TAKEN = "bữa trước ông thợ bạc kêu tui đem sợi dây qua chùi bóng giùm"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    without = shutil.ignore_patterns("held_out")
    copied = Path(shutil.copytree(ROOT / "data", tmp_path / "data", ignore=without))
    path = copied / "examples" / "off_topic.txt"
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n{TAKEN}\n", "utf-8")
    return copied


def measuring(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"id": 7, "text": f"Dạ {TAKEN}, nay hỏi lại"}), "utf-8")
    return path


def told(data: Path, *against: Path) -> list[str]:
    return [m.wrong for m in validate(data, TODAY, against) if "chấm điểm" in m.wrong]


def test_a_set_is_named_or_lies_in_its_folder(data: Path, tmp_path: Path) -> None:
    assert told(data) == []
    (wrong,) = told(data, measuring(tmp_path / "elsewhere" / "dev.jsonl"))
    assert "(dev.jsonl, id 7)" in wrong
    measuring(data / "held_out" / "blind.jsonl")
    (wrong,) = told(data)
    assert "(blind.jsonl, id 7)" in wrong


def test_a_set_that_cannot_be_read_is_a_mistake(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text("không phải JSON", "utf-8")
    assert f"{path}:1: [tệp]" in str(validate(data, TODAY, [path])[-1])


def test_the_command_takes_several_sets(data: Path, tmp_path: Path) -> None:
    files = [measuring(tmp_path / name / "dev.jsonl") for name in ("one", "two")]
    arguments = [part for file in files for part in ("--against", str(file))]
    done = CliRunner().invoke(door, ["validate", *arguments], env={"DATA_DIR": str(data)})
    assert done.exit_code == 1
    assert "off_topic.txt:" in done.output
    assert "(dev.jsonl, id 7)" in done.output

import json
from pathlib import Path

import pytest

from trainer.cases import NotACase, NothingToScore
from trainer.comparison.measuring_files import read_measuring_files

LABELS = {"shipper_gia"}


def written(path: Path, playbook: str = "shipper_gia") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"id": 1, "text": "a", "playbook": playbook}), "utf-8")
    return path


@pytest.fixture
def held_out(tmp_path: Path) -> Path:
    for name in ("messages_1.jsonl", "messages_2.jsonl", "messages_3.jsonl"):
        written(tmp_path / "held_out" / name)
    return tmp_path / "held_out"


def test_only_what_was_looked_at_before_and_own_files_are_shown(
    tmp_path: Path, held_out: Path
) -> None:
    own = written(tmp_path / "mine.jsonl")
    files = read_measuring_files(held_out.parent, LABELS, [own])
    assert [(file.name, file.shown, len(file.cases)) for file in files] == [
        ("messages_1.jsonl", True, 1),
        ("messages_2.jsonl", False, 1),
        ("messages_3.jsonl", False, 1),
        ("mine.jsonl", True, 1),
    ]


def test_a_held_out_file_is_neither_shown_nor_counted_twice_by_being_named(held_out: Path) -> None:
    named = held_out / ".." / "held_out" / "messages_2.jsonl"
    files = read_measuring_files(held_out.parent, LABELS, [named])
    assert [(file.name, file.shown) for file in files if "2" in file.name] == [
        ("messages_2.jsonl", False)
    ]


def test_a_label_that_neither_model_knows_is_told_with_its_line(tmp_path: Path) -> None:
    own = written(tmp_path / "mine.jsonl", "shiper_gia")
    with pytest.raises(NotACase, match=r"mine\.jsonl:1: .*'shiper_gia'"):
        read_measuring_files(tmp_path, LABELS, [own])


def test_without_any_message_there_is_nothing_to_measure(tmp_path: Path) -> None:
    with pytest.raises(NothingToScore):
        read_measuring_files(tmp_path, LABELS)

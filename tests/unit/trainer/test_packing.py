import json
import tarfile
from pathlib import Path

import pytest

from tests.unit.trainer.archives import facts, rasa_archive
from trainer.model_card import read_model
from trainer.packing import NotPacked, pack, read_patterns


def packed(folder: Path, *, date: int, model_id: str, patterns: str = "playbooks: []\n") -> bytes:
    made = rasa_archive(folder / f"{model_id}.tar.gz", facts(), date=date, model_id=model_id)
    into = folder / f"packed-{model_id}.tar.gz"
    pack(made, into, "canhgiac-1", patterns)
    return into.read_bytes()


def test_two_trainings_of_the_same_give_the_same_bytes(tmp_path: Path) -> None:
    one = packed(tmp_path, date=1, model_id="random")
    assert packed(tmp_path, date=59, model_id="other") == one
    assert packed(tmp_path, date=1, model_id="third", patterns="playbooks: [x]\n") != one


def test_the_archive_is_still_rasas_and_carries_playbooks_and_name(tmp_path: Path) -> None:
    packed(tmp_path, date=1, model_id="random", patterns="playbooks: [x]  # đủ dấu\n")
    archive = tmp_path / "packed-random.tar.gz"
    assert read_patterns(archive) == "playbooks: [x]  # đủ dấu\n"
    with tarfile.open(archive) as opened:
        content = opened.extractfile("metadata.json")
        assert content is not None
        metadata = json.load(content)
    assert metadata["model_id"] == "canhgiac-1"
    assert metadata["language"] == "vi"
    assert [card.name for card in read_model(archive)] == ["VietnameseIntentClassifier"]


def test_an_archive_that_was_packed_otherwise_has_no_playbooks(tmp_path: Path) -> None:
    made = rasa_archive(tmp_path / "m.tar.gz", facts(), date=1, model_id="x")
    assert read_patterns(made) is None
    assert read_patterns(tmp_path / "none.tar.gz") is None


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_what_rasa_left_broken_is_told_and_nothing_is_written(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "m.tar.gz").write_bytes(content)
    with pytest.raises(NotPacked, match="train --force"):
        pack(tmp_path / "m.tar.gz", tmp_path / "packed.tar.gz", "canhgiac-1", "")
    assert not (tmp_path / "packed.tar.gz").exists()

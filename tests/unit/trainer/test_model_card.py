import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from trainer.model_card import NotAModel, as_text, read_model

VIEW = {"accuracy": 0.5, "macro_f1": 0.4, "first_two": 0.75}
FACTS: dict[str, Any] = {
    "report": {
        "examples": 8,
        "typed": VIEW,
        "bare": VIEW,
        "by_label": {
            "faq": {"examples": 4, "precision": 1.0, "recall": 1.0, "f1": 1.0},
            "shipper_gia": {"examples": 4, "precision": 0.5, "recall": 0.25, "f1": 0.333},
        },
        "confusions": [["shipper_gia", "faq", 3]],
    },
    "thresholds": {"name": 0.55, "warn": 0.3},
}


def write_model(path: Path, facts: dict[str, Any], date: int = 0) -> Path:
    files = {"metadata.json": json.dumps(facts).encode(), "weights.npz": b"abc"}
    with tarfile.open(path, "w:gz") as archive:
        for place in ("intent_classifier.Intents0", "stage_classifier.Stages1"):
            for name, content in files.items():
                member = tarfile.TarInfo(f"components/train_components.{place}/{name}")
                member.size, member.mtime = len(content), date
                archive.addfile(member, io.BytesIO(content))
    return path


def test_a_model_tells_its_scores_worst_label_first(tmp_path: Path) -> None:
    cards = read_model(write_model(tmp_path / "m.tar.gz", FACTS))
    assert [card.name for card in cards] == ["Intents", "Stages"]
    told = as_text(cards)
    assert told.index("shipper_gia   ") < told.index("faq   ")
    assert "3  shipper_gia → faq" in told
    assert "name 0.55, warn 0.3" in told
    assert f"macro-F1{'':<18}   0.400   0.400" in told


def test_the_hash_is_of_the_content_and_not_of_the_archive(tmp_path: Path) -> None:
    one = read_model(write_model(tmp_path / "a.tar.gz", FACTS, date=1))
    later = read_model(write_model(tmp_path / "b.tar.gz", FACTS, date=2))
    other = read_model(write_model(tmp_path / "c.tar.gz", {**FACTS, "temperature": 2}))
    assert one[0].sha256 == later[0].sha256 != other[0].sha256


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_a_broken_file_is_told_with_the_mend(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.tar.gz").write_bytes(content)
    with pytest.raises(NotAModel, match="train --force"):
        read_model(tmp_path / "m.tar.gz")


def test_a_model_of_an_older_kind_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(NotAModel, match="bản cũ"):
        read_model(write_model(tmp_path / "m.tar.gz", {"format": 2}))

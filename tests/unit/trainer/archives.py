"""Archives as Rasa makes them, small, and version rows to go with them."""

import io
import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from casework.playbooks.examples import NOT_PLAYBOOKS
from trainer import registry
from trainer.packing import pack
from trainer.registry import Origin

TRAINED_AT = datetime(2026, 12, 1, 1, tzinfo=UTC)
VIEW = {"accuracy": 0.5, "macro_f1": 0.4, "first_two": 0.75}


def facts(*labels: str) -> dict[str, Any]:
    """What the intent classifier says of itself."""
    score = {"examples": 40, "precision": 0.8, "recall": 0.8, "f1": 0.8}
    by_label = dict.fromkeys((*labels, *NOT_PLAYBOOKS), score)
    report = {"examples": 80, "typed": VIEW, "bare": VIEW, "by_label": by_label, "confusions": []}
    return {"report": report, "thresholds": None}


def rasa_archive(path: Path, said: dict[str, Any], *, date: int, model_id: str) -> Path:
    """As `rasa train nlu` leaves it: with the time of day and a random id inside."""
    resource = {"name": "train_stages", "output_fingerprint": f"random {model_id}"}
    metadata = {
        "trained_at": f"2026-12-01T00:00:{date:02}",
        "model_id": model_id,
        "language": "vi",
        "predict_schema": {"nodes": {"run_stages": {"resource": resource, "needs": ["x"]}}},
    }
    place = "components/train_components.intent_classifier.VietnameseIntentClassifier0"
    files = {
        "metadata.json": json.dumps(metadata).encode(),
        f"{place}/metadata.json": json.dumps(said).encode(),
        f"{place}/weights.npz": b"weights",
    }
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"./{name}")
            member.size, member.mtime, member.uid = len(content), date, date
            archive.addfile(member, io.BytesIO(content))
    return path


def put_version(nlu_dir: Path, name: str, patterns: str = "playbooks: []\n") -> Path:
    """An archive in nlu/models with its origin beside it."""
    (nlu_dir / "models").mkdir(parents=True, exist_ok=True)
    made = rasa_archive(nlu_dir / "made.tar.gz", facts(), date=1, model_id="x")
    archive = registry.archive_of(nlu_dir, name)
    pack(made, archive, name, patterns)
    origin = Origin("d" * 64, "c" * 64, registry.file_hash(archive), "a" * 40, TRAINED_AT, "lan")
    registry.write_origin(nlu_dir, name, origin)
    return archive

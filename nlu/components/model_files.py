"""The model on disk: arrays as npz, everything else as JSON, never a pickle.

A pickle runs code when it is opened, and models travel between machines. The
files hold no date and no machine name: two trainings on the same data give the
same bytes.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from components.features import Vocabulary
from components.linear_model import LinearModel
from components.settings import Settings
from components.two_step import TwoStep
from components.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Mapping

ARRAYS: Final = "weights.npz"
VOCABULARY: Final = "vocabulary.json"
METADATA: Final = "metadata.json"

# Count this up whenever the same text gets other features, or the files another
# shape: weights learnt on the old ones would answer wrongly without a word.
FORMAT: Final = 3


class ModelFormatError(ValueError):
    """The model was trained by other code than this, and must be trained anew."""


def code_hash() -> str:
    """Hash the source of every module beside this one.

    Rasa's training cache looks at the component class alone; without this, a
    change in a module it uses would leave the stale model in place.
    """
    digest = hashlib.sha256()
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.name.encode() + b"\0" + module.read_bytes() + b"\0")
    return digest.hexdigest()


def save(model: LinearModel, facts: Mapping[str, object], folder: Path) -> None:
    """Write the model, and the facts that training found out, into `folder`."""
    np.savez_compressed(
        folder / ARRAYS,
        idf=model.idf,
        weights=model.weights.units,
        unit=model.weights.unit,
        intercepts=model.intercepts,
        harmless=model.two_step.harmless,
    )
    _write(folder / VOCABULARY, model.vocabulary.features())
    metadata = {
        "format": FORMAT,
        "labels": model.labels,
        "settings": dataclasses.asdict(model.settings),
        "temperature": model.two_step.temperature,
        "gate": model.two_step.gate,
        "code_sha256": code_hash(),
        **facts,
    }
    _write(folder / METADATA, metadata)


def load(folder: Path) -> LinearModel:
    """Read what `save` wrote."""
    metadata = facts(folder)
    if metadata.get("format") != FORMAT:
        message = (
            f"the model has format {metadata.get('format')}, this code reads "
            f"{FORMAT}: train it anew"
        )
        raise ModelFormatError(message)
    gate = metadata["gate"]
    # allow_pickle=False is numpy's default; said here because it is the point.
    with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
        return LinearModel(
            settings=Settings(**metadata["settings"]),
            labels=tuple(metadata["labels"]),
            vocabulary=Vocabulary.of_features(_read(folder / VOCABULARY)),
            idf=arrays["idf"],
            weights=Weights(arrays["weights"], arrays["unit"]),
            intercepts=arrays["intercepts"],
            two_step=TwoStep(
                temperature=metadata["temperature"],
                harmless=arrays["harmless"],
                gate=None if gate is None else tuple(gate),
            ),
        )


def facts(folder: Path) -> dict[str, Any]:
    """Read the metadata of a saved model."""
    return dict(_read(folder / METADATA))


def _write(path: Path, content: object) -> None:
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        encoding="utf-8",
    )


def _read(path: Path) -> Any:  # noqa: ANN401 - JSON has no narrower type
    return json.loads(path.read_text(encoding="utf-8"))

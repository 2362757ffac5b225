"""One side of a comparison: a model version with its own playbooks and its own card."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casework.learning.models import ModelVersion
from casework.playbooks.library import Library
from trainer import registry
from trainer.model_card import NotAModel, read_model


@dataclass(frozen=True, slots=True)
class LabelScore:
    """What a model scored on an intent's examples that it had not seen."""

    examples: int
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Side:
    """A version: its file, the playbooks it was trained from, its scores by intent."""

    name: str
    model: Path
    library: Library
    scores: Mapping[str, LabelScore]


def open_side(nlu_dir: Path, version: ModelVersion) -> Side:
    """Read a version's playbooks and card.

    Raises ModelGone, ModelChanged, DataFileError or NotAModel.
    """
    model = registry.intact(nlu_dir, version.name, version.archive_hash)
    library = Library.from_text(version.patterns, f"{version.name}/scam_patterns.yml")
    return Side(version.name, model, library, intent_scores(model))


def intent_scores(model: Path) -> dict[str, LabelScore]:
    """The scores of a model's intents, from its own card. Raises NotAModel."""
    # Of its components, the one that knows intents is the one that brings thresholds.
    reports = [card.facts["report"] for card in read_model(model) if "thresholds" in card.facts]
    if not reports:
        raise NotAModel(model)
    return {
        name: LabelScore(of["examples"], of["recall"], of["f1"])
        for name, of in reports[0]["by_label"].items()
    }

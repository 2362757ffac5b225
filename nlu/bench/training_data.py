"""The training texts: read as the trainers' door exports them, thinned, written."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections import defaultdict
from typing import TYPE_CHECKING

import yaml

from bench.progress import BenchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


@dataclasses.dataclass(frozen=True)
class Example:
    """A training text; its label is 'intent' or 'intent/stage'."""

    label: str
    text: str

    @property
    def intent(self) -> str:
        """Give the label without the stage."""
        return self.label.partition("/")[0]


def read(path: Path) -> list[Example]:
    """Read Rasa's training data."""
    if not path.is_file():
        message = f"no {path}: run ./canhgiac trainer export"
        raise BenchError(message)
    content = yaml.safe_load(path.read_text("utf-8"))
    return [
        Example(entry["intent"], line.removeprefix("- "))
        for entry in content["nlu"]
        for line in entry["examples"].splitlines()
    ]


def thinned(examples: Iterable[Example], share: float) -> list[Example]:
    """Keep the same share of every intent, and at least one text of each.

    Which ones, a hash decides: the same texts each time, whatever their order, and
    with a smaller share a part of those of a larger one.
    """
    by_intent: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_intent[example.intent].append(example)
    return [
        example
        for _, found in sorted(by_intent.items())
        for example in sorted(found, key=_shuffled)[: math.ceil(share * len(found))]
    ]


def _shuffled(example: Example) -> str:
    return hashlib.sha256(example.text.encode()).hexdigest()


def without_stages(examples: Iterable[Example]) -> list[Example]:
    """Label by the intent alone.

    A stage behind the slash would make Rasa's stock pipeline train a response
    selector for each intent, which answers nothing that is asked here.
    """
    return [Example(example.intent, example.text) for example in examples]


def write(examples: Sequence[Example], path: Path) -> None:
    """Write the examples as Rasa reads them."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        by_label[example.label].append(example.text)
    lines = ['version: "3.1"', "nlu:"]
    for label, texts in sorted(by_label.items()):
        lines += [f"- intent: {label}", "  examples: |"]
        lines += [f"    - {text}" for text in texts]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

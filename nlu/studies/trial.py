"""One trial: the component trained with some settings on some data, and scored."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import roc_auc_score

from bench.scores import macro_f1
from components import held_out_report, training
from components.text_views import Views

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bench.held_out import HeldOut
    from bench.training_data import Example
    from components.linear_model import LinearModel
    from components.settings import Settings


@dataclasses.dataclass(frozen=True)
class Ground:
    """What every trial stands on: data to train on, and messages to score on."""

    examples: Sequence[Example]
    harmless: Collection[str]
    messages: HeldOut
    playbooks: Collection[str]


@dataclasses.dataclass(frozen=True)
class Trial:
    """Shares of 1: on unseen folds of the examples, and on held-out messages.

    `warned` is the area under the curve of 'anything to warn of at all' (folds).
    """

    examples: int
    features: int
    typed: float
    bare: float
    first_two: float
    warned: float
    messages: float
    messages_bare: float


def run(ground: Ground, settings: Settings, *, gate: bool = True) -> Trial:
    """Train on the examples; score the folds and the messages by macro-F1."""
    model, held_out = training.train(
        [example.text for example in ground.examples],
        [example.intent for example in ground.examples],
        settings,
        ground.harmless if gate else (),
    )
    messages = ground.messages
    folds = held_out_report.View.of(held_out.typed, held_out.right)
    folds_bare = held_out_report.View.of(held_out.bare, held_out.right)
    mild = np.array([label in ground.harmless for label in held_out.labels])
    warned = held_out.typed[:, ~mild].sum(axis=1)
    return Trial(
        examples=len(ground.examples),
        features=len(model.idf),
        typed=folds.macro_f1,
        bare=folds_bare.macro_f1,
        first_two=folds.first_two,
        warned=float(roc_auc_score(~mild[held_out.right], warned)),
        messages=_on_messages(model, messages.typed, ground),
        messages_bare=_on_messages(model, messages.bare, ground),
    )


def _on_messages(model: LinearModel, texts: Sequence[str], ground: Ground) -> float:
    """Score the first intent; every one that is no playbook says 'none'."""
    said = []
    for text, right in zip(texts, ground.messages.right, strict=True):
        first = model.ranking(Views.of(text))[0][0]
        kind = first if first in ground.playbooks else "none"
        said.append(right[0] if kind in right else kind)
    return macro_f1(said, [right[0] for right in ground.messages.right])

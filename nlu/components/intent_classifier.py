"""The Rasa component that tells the intent: which playbook, or what else."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT

from components import held_out_report, thresholds
from components.linear_component import LinearComponent

if TYPE_CHECKING:
    from collections.abc import Collection

    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    from components.training import HeldOut

THRESHOLDS = "thresholds"
MODEL_ID = "model_id"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class VietnameseIntentClassifier(LinearComponent):
    """Ranks the intents of Vietnamese typed with, without or with odd tones.

    With every answer goes where the caller's decisions change for this model, and
    the model's id: the caller knows the playbooks that belong to it.
    """

    # `harmless`: the intents that are nothing to warn of. `unclear`: the one of a scam
    # told without any detail. All others are playbooks.
    own_settings: ClassVar[dict[str, Any]] = {"harmless": [], "unclear": ""}

    def examples(self, training_data: TrainingData) -> list[tuple[str, str]]:
        """Give every example that has a text and an intent."""
        return [
            (example.get(TEXT), example.get(INTENT))
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT)
        ]

    def harmless(self) -> Collection[str]:
        """Name the intents that config.yml calls harmless."""
        return frozenset(self._config["harmless"])

    def found_out(self, held_out: HeldOut) -> dict[str, Any]:
        """Give the out-of-fold scores, and the thresholds that follow from them."""
        mild = np.array([name in self.harmless() for name in held_out.labels])
        limits = thresholds.fit(held_out, mild, self._config["unclear"])
        return {
            "report": held_out_report.report(held_out),
            THRESHOLDS: None if limits is None else dataclasses.asdict(limits),
        }

    def answer(self, message: Message, ranking: list[dict[str, Any]]) -> None:
        """Set intent, ranking of all intents, thresholds and the model's id."""
        message.set(INTENT, dict(ranking[0]), add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        # Rasa leaves out what is None: a model without thresholds sends none.
        message.set(THRESHOLDS, self._facts[THRESHOLDS], add_to_output=True)
        message.set(MODEL_ID, self.model_id, add_to_output=True)

"""The Rasa component that tells the stage: how far the scam has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT_RESPONSE_KEY, TEXT

from components import held_out_report
from components.linear_component import LinearComponent

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    from components.training import HeldOut

STAGE_RANKING = "stage_ranking"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class VietnameseStageClassifier(LinearComponent):
    """Ranks the stages: what was given away so far, whatever the trick is.

    The training data write the stage as Rasa writes a part of an intent:
    `shipper_gia/paid`. Examples without one are not learnt from.
    """

    def examples(self, training_data: TrainingData) -> list[tuple[str, str]]:
        """Give every example that has a text and a stage."""
        marked = [
            (example.get(TEXT), example.get(INTENT_RESPONSE_KEY))
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT_RESPONSE_KEY)
        ]
        return [(text, label.rpartition("/")[2]) for text, label in marked]

    def found_out(self, held_out: HeldOut) -> dict[str, Any]:
        """Give the out-of-fold scores."""
        return {"report": held_out_report.report(held_out)}

    def answer(self, message: Message, ranking: list[dict[str, Any]]) -> None:
        """Set stage_ranking, the likeliest first."""
        message.set(STAGE_RANKING, ranking, add_to_output=True)

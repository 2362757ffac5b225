"""The trained model as plain arrays, and how it scores one text."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from components import calibration, features, text_views

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from components.features import Vocabulary
    from components.settings import Settings


@dataclasses.dataclass(frozen=True)
class LinearModel:
    """All that is needed to parse; immutable, so one copy serves every request."""

    settings: Settings
    intents: tuple[str, ...]  # sorted; their order is the order of the columns
    vocabulary: Vocabulary
    idf: NDArray[np.float32]  # shape (features,)
    weights: NDArray[np.float32]  # shape (features, intents)
    intercepts: NDArray[np.float32]  # shape (intents,)
    temperature: float

    def confidences(self, text: str) -> NDArray[np.float64]:
        """Give every intent's probability, in the order of `intents`.

        A text that says nothing, or nothing the model has ever seen, gets the
        same probability for each: whoever asks must see that we do not know.
        """
        flat = np.full(len(self.intents), 1.0 / len(self.intents))
        if not text_views.says_something(text_views.normalise(text)):
            return flat
        columns, counts = self.vocabulary.look_up(features.count(text, self.settings))
        if not len(columns):
            return flat
        return calibration.softmax(self._scores(columns, counts), self.temperature)

    def _scores(
        self, columns: NDArray[np.int64], counts: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        idf = self.idf[columns].astype(np.float64)
        blocks = self.vocabulary.block_of[columns]
        one_text = np.zeros_like(columns)
        values = features.weigh(counts, idf, one_text, blocks, self.settings)
        # Only the rows of the features at hand are gathered: a few hundred of
        # some hundred thousand. That is what keeps parsing under a millisecond.
        gathered = values.astype(np.float32) @ self.weights[columns]
        return np.asarray(gathered + self.intercepts, dtype=np.float64)

    def ranking(self, text: str) -> list[tuple[str, float]]:
        """List every intent with its probability, the likeliest first."""
        confidences = self.confidences(text)
        # A stable sort leaves ties in alphabetical order: same text, same answer.
        order = np.argsort(-confidences, kind="stable")
        return [(self.intents[i], float(confidences[i])) for i in order]

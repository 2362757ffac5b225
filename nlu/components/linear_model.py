"""The trained model as plain arrays, and how it scores one text."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from components import features

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from components.features import Vocabulary
    from components.settings import Settings
    from components.text_views import Views
    from components.two_step import TwoStep
    from components.weights import Weights


@dataclasses.dataclass(frozen=True)
class LinearModel:
    """All that is needed to parse; immutable, so one copy serves every request."""

    settings: Settings
    labels: tuple[str, ...]  # sorted; their order is the order of the columns
    vocabulary: Vocabulary
    idf: NDArray[np.float32]  # shape (features,)
    weights: Weights  # of the features for the labels, and for the gate: the last one
    intercepts: NDArray[np.float32]  # shape (labels + 1,)
    two_step: TwoStep

    def confidences(self, views: Views) -> NDArray[np.float64]:
        """Give every label's probability, in the order of `labels`.

        A text that says nothing, or nothing the model has ever seen, gets the
        same probability for each: whoever asks must see that we do not know.
        """
        flat = np.full(len(self.labels), 1.0 / len(self.labels))
        if not views.says_something:
            return flat
        columns, counts = self.vocabulary.look_up(views, self.settings)
        if not len(columns):
            return flat
        scores = self._scores(columns, counts)
        return np.asarray(self.two_step.confidences(scores[None, :])[0])

    def _scores(
        self, columns: NDArray[np.int64], counts: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        idf = self.idf[columns].astype(np.float64)
        blocks = self.vocabulary.block_of[columns]
        one_text = np.zeros_like(columns)
        values = features.weigh(counts, idf, one_text, blocks, self.settings)
        scores = self.weights.weigh(columns, values.astype(np.float32))
        return np.asarray(scores + self.intercepts, dtype=np.float64)

    def ranking(self, views: Views) -> list[tuple[str, float]]:
        """List every label with its probability, the likeliest first."""
        confidences = self.confidences(views)
        # A stable sort leaves ties in alphabetical order: same text, same answer.
        order = np.argsort(-confidences, kind="stable")
        return [(self.labels[i], float(confidences[i])) for i in order]

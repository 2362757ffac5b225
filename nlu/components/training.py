"""Training: texts and labels in, a LinearModel out, and how it does on unseen texts."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

import numpy as np

from components import calibration, fitting, text_views
from components.corpus import Corpus
from components.linear_model import LinearModel
from components.two_step import TwoStep
from components.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from components.fitting import Fitted
    from components.settings import Settings

# With fewer there is nothing to choose between.
_FEWEST_LABELS: Final = 2


class TrainingDataError(ValueError):
    """The training data hold fewer than two labels."""


@dataclasses.dataclass(frozen=True)
class HeldOut:
    """What models that had not seen a text made of it and of its bare twin.

    Confidences have shape (texts, labels); `right` holds the columns of the right
    ones, `words` the number of words of each text.
    """

    labels: tuple[str, ...]
    right: NDArray[np.int64]
    words: NDArray[np.int64]
    typed: NDArray[np.float64]
    bare: NDArray[np.float64]


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    settings: Settings,
    harmless: Collection[str] = (),
) -> tuple[LinearModel, HeldOut]:
    """Train on `texts`, each also as its bare twin; `harmless` ones warn of nothing."""
    # Sorted, so that the order of the file does not reach the solver.
    examples = sorted(zip(labels, texts, strict=True))
    names = tuple(sorted({label for label, _ in examples}))
    if len(names) < _FEWEST_LABELS:
        message = f"training needs at least two intents, the data hold {len(names)}"
        raise TrainingDataError(message)
    right = np.array([names.index(label) for label, _ in examples], dtype=np.int64)
    mild = np.array([name in harmless for name in names])
    twins = [
        text_views.without_marks(text_views.normalise(text)) for _, text in examples
    ]
    corpus = Corpus.of_texts([text for _, text in examples], settings)
    folds = calibration.assign_folds(
        twins, [label for label, _ in examples], settings.folds, settings.seed
    )
    everything = np.arange(len(right))
    parts = [np.flatnonzero(folds != fold) for fold in np.unique(folds)]
    *by_fold, fitted = fitting.fit_each(corpus, right, mild, [*parts, everything])
    scores = _out_of_fold(corpus, folds, by_fold)
    two_step = TwoStep.fit(scores, np.concatenate([right, right]), mild)
    typed, bare = np.split(two_step.confidences(scores), 2)
    words = np.array([len(text_views.tokens(twin)) for twin in twins])
    held_out = HeldOut(names, right, words, typed, bare)
    return _model(corpus, names, fitted, two_step), held_out


def _out_of_fold(
    corpus: Corpus, folds: NDArray[np.int64], by_fold: Sequence[Fitted]
) -> NDArray[np.float64]:
    """Score each text and twin by a model that saw neither: (2 x texts, labels + 1)."""
    scores = np.zeros((2 * len(folds), by_fold[0][1].shape[1]))
    for fold, (idf, weights, intercepts) in zip(np.unique(folds), by_fold, strict=True):
        held_out = np.flatnonzero(folds == fold)
        rows = np.concatenate([held_out, corpus.twins_of(held_out)])
        scores[rows] = corpus.weighed(rows, idf) @ weights + intercepts
    return scores


def _model(
    corpus: Corpus, names: tuple[str, ...], fitted: Fitted, two_step: TwoStep
) -> LinearModel:
    """Keep the features that occur."""
    idf, weights, intercepts = fitted
    kept = np.flatnonzero(idf)
    return LinearModel(
        settings=corpus.settings,
        labels=names,
        vocabulary=corpus.vocabulary.only(kept),
        idf=idf[kept].astype(np.float32),
        weights=Weights.of(weights[kept]),
        intercepts=intercepts.astype(np.float32),
        two_step=two_step,
    )

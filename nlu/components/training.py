"""Training: texts and intents in, a LinearModel and its report out."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Final

import joblib
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.svm import LinearSVC

from components import calibration, text_views
from components.corpus import Corpus
from components.linear_model import LinearModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.settings import Settings

# idf, weights, intercepts.
Fitted = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]

# With fewer there is nothing to choose between.
_FEWEST_INTENTS: Final = 2


class TrainingDataError(ValueError):
    """The training data hold fewer than two intents."""


@dataclasses.dataclass(frozen=True)
class Report:
    """What training found out; saved with the model. All scores are out-of-fold."""

    examples: int
    examples_per_intent: dict[str, int]
    features: int
    temperature: float
    accuracy_typed: float
    macro_f1_typed: float
    accuracy_bare: float
    macro_f1_bare: float


def train(
    texts: Sequence[str], intents: Sequence[str], settings: Settings
) -> tuple[LinearModel, Report]:
    """Train on `texts`, each also as its bare twin; report out-of-fold scores."""
    # Sorted, so that the order of the file does not reach the solver.
    examples = sorted(zip(intents, texts, strict=True))
    names = tuple(sorted({intent for intent, _ in examples}))
    if len(names) < _FEWEST_INTENTS:
        message = f"training needs at least two intents, the data hold {len(names)}"
        raise TrainingDataError(message)
    labels = np.array([names.index(intent) for intent, _ in examples], dtype=np.int64)
    twins = [text_views.bare(text_views.normalise(text)) for _, text in examples]
    corpus = Corpus.of_texts([text for _, text in examples], twins, settings)
    folds = calibration.assign_folds(
        twins, [intent for intent, _ in examples], settings.folds, settings.seed
    )
    *by_fold, (idf, weights, intercepts) = _fit_each(
        corpus,
        labels,
        [
            *(np.flatnonzero(folds != fold) for fold in np.unique(folds)),
            np.arange(len(labels)),
        ],
    )
    scores = _out_of_fold(corpus, labels, folds, by_fold)
    both = np.concatenate([labels, labels])
    temperature = calibration.fit_temperature(scores, both)
    kept = np.flatnonzero(idf)
    model = LinearModel(
        settings=settings,
        intents=names,
        vocabulary=corpus.vocabulary.only(kept),
        idf=idf[kept].astype(np.float32),
        weights=np.ascontiguousarray(weights[kept], dtype=np.float32),
        intercepts=intercepts.astype(np.float32),
        temperature=temperature,
    )
    return model, _report(model, examples, labels, scores)


def _fit(
    corpus: Corpus,
    labels: NDArray[np.int64],
    texts: NDArray[np.int64],
) -> Fitted:
    """Fit on the given texts and their twins: idf, weights, intercepts.

    idf is 0 for a feature that is unknown or too rare. An intent without a text
    among `texts` keeps zero weights and the score of a sure 'no', -1.
    """
    rows = np.concatenate([texts, texts + len(labels)])
    idf = corpus.idf(texts)
    settings = corpus.settings
    svm = LinearSVC(
        C=settings.svm_c,
        class_weight=None if settings.class_weight == "none" else settings.class_weight,
        random_state=settings.seed,
    )
    svm.fit(corpus.weighed(rows, idf), np.concatenate([labels[texts], labels[texts]]))
    coefficients, constants = svm.coef_, svm.intercept_
    if len(svm.classes_) == _FEWEST_INTENTS:
        # For two classes scikit-learn keeps only the second one's hyperplane.
        coefficients = np.vstack([-coefficients, coefficients])
        constants = np.concatenate([-constants, constants])
    weights = np.zeros((len(idf), int(labels.max()) + 1))
    weights[:, svm.classes_] = coefficients.T
    intercepts = np.full(weights.shape[1], -1.0)
    intercepts[svm.classes_] = constants
    return idf, weights, intercepts


def _fit_each(
    corpus: Corpus, labels: NDArray[np.int64], subsets: Sequence[NDArray[np.int64]]
) -> list[Fitted]:
    """Fit on each subset of the texts, as many at a time as there are cores.

    In processes, not in threads: the solver's random numbers are global to a
    process, so threads would make two trainings differ.
    """
    fits = joblib.Parallel(n_jobs=-1)(
        joblib.delayed(_fit)(corpus, labels, texts) for texts in subsets
    )
    return list(fits)


def _out_of_fold(
    corpus: Corpus,
    labels: NDArray[np.int64],
    folds: NDArray[np.int64],
    by_fold: Sequence[Fitted],
) -> NDArray[np.float64]:
    """Score each text and twin by a model that saw neither: (2 x texts, intents)."""
    scores = np.zeros((2 * len(labels), by_fold[0][1].shape[1]))
    for fold, (idf, weights, intercepts) in zip(np.unique(folds), by_fold, strict=True):
        held_out = np.flatnonzero(folds == fold)
        rows = np.concatenate([held_out, held_out + len(labels)])
        scores[rows] = corpus.weighed(rows, idf) @ weights + intercepts
    return scores


def _report(
    model: LinearModel,
    examples: Sequence[tuple[str, str]],
    labels: NDArray[np.int64],
    scores: NDArray[np.float64],
) -> Report:
    typed, bare = np.split(scores.argmax(axis=1), 2)
    return Report(
        examples=len(examples),
        examples_per_intent=dict(sorted(Counter(name for name, _ in examples).items())),
        features=len(model.idf),
        temperature=model.temperature,
        accuracy_typed=float((typed == labels).mean()),
        macro_f1_typed=float(f1_score(labels, typed, average="macro")),
        accuracy_bare=float((bare == labels).mean()),
        macro_f1_bare=float(f1_score(labels, bare, average="macro")),
    )

"""Linear SVMs on the weighed counts: one for each label, and one for the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import joblib
import numpy as np
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.sparse import csr_matrix

    from components.corpus import Corpus
    from components.settings import Settings

# idf; weights, shape (features, labels + 1); intercepts, shape (labels + 1,).
Fitted = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]

_TWO: Final = 2


def fit_each(
    corpus: Corpus,
    labels: NDArray[np.int64],
    harmless: NDArray[np.bool_],
    subsets: Sequence[NDArray[np.int64]],
) -> list[Fitted]:
    """Fit on each subset of the texts, as many at a time as there are cores.

    In processes, not in threads: the solver's random numbers are global to a
    process, so threads would make two trainings differ.
    """
    fits = joblib.Parallel(n_jobs=-1)(
        joblib.delayed(fit)(corpus, labels, harmless, texts) for texts in subsets
    )
    return list(fits)


def fit(
    corpus: Corpus,
    labels: NDArray[np.int64],
    harmless: NDArray[np.bool_],
    texts: NDArray[np.int64],
) -> Fitted:
    """Fit on the given texts and their twins.

    idf is 0 for a feature that is unknown or too rare. A label without a text among
    `texts` keeps zero weights and the score of a sure 'no', -1; so does the gate
    where all texts stand on one side of it.
    """
    settings = corpus.settings
    rows = np.concatenate([texts, corpus.twins_of(texts)])
    right = np.concatenate([labels[texts], labels[texts]])
    if not settings.bare_twins:
        rows, right = rows[: len(texts)], right[: len(texts)]
    idf = corpus.idf(texts)
    matrix = corpus.weighed(rows, idf)
    weights = np.zeros((len(idf), len(harmless) + 1))
    intercepts = np.full(len(harmless) + 1, -1.0)
    _fill(weights, intercepts, matrix, right, settings)
    warn = ~harmless[right]
    if warn.any() and not warn.all():
        # Written as labels of their own: column 1 of two is the warning's.
        sides = np.zeros((len(idf), _TWO)), np.zeros(_TWO)
        _fill(*sides, matrix, warn.astype(np.int64), settings)
        weights[:, -1], intercepts[-1] = sides[0][:, 1], sides[1][1]
    return idf, weights, intercepts


def _fill(
    weights: NDArray[np.float64],
    intercepts: NDArray[np.float64],
    matrix: csr_matrix,
    right: NDArray[np.int64],
    settings: Settings,
) -> None:
    """Fit one hyperplane for each label that occurs, into its column."""
    found, counts = np.unique(right, return_counts=True)
    balance = (len(right) / len(found) / counts) ** settings.class_balance
    svm = LinearSVC(
        C=settings.svm_c,
        class_weight=dict(zip(found.tolist(), balance.tolist(), strict=True)),
        random_state=settings.seed,
        # Scores then differ in the second digit behind the point and no answer does,
        # for a third less time than with scikit-learn's own tolerance.
        tol=0.1,
    )
    svm.fit(matrix, right)
    coefficients, constants = svm.coef_, svm.intercept_
    if len(found) == _TWO:
        # For two classes scikit-learn keeps only the second one's hyperplane.
        coefficients = np.vstack([-coefficients, coefficients])
        constants = np.concatenate([-constants, constants])
    weights[:, found] = coefficients.T
    intercepts[found] = constants

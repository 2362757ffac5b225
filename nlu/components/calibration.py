"""Parts for out-of-fold scores, and the softmax with its temperature."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import minimize_scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# ln(temperature) is searched between these. Real data ask for 0.2 to 0.3; a handful of
# examples that are all told apart would ask for 0 and make every answer look certain.
_LOG_TEMPERATURE_BOUNDS: Final = (float(np.log(0.1)), float(np.log(10.0)))


def softmax(scores: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Turn scores into probabilities along the last axis."""
    # The largest score is taken off first, so that exp never overflows.
    shifted = (scores - scores.max(axis=-1, keepdims=True)) / temperature
    powers = np.exp(shifted)
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def fit_temperature(scores: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Find the temperature with the smallest log loss on out-of-fold scores.

    `scores` has shape (texts, intents), `labels` (texts,) the right columns.
    """
    rows = np.arange(len(labels))

    def log_loss(log_temperature: float) -> float:
        right = softmax(scores, float(np.exp(log_temperature)))[rows, labels]
        return float(-np.log(np.maximum(right, 1e-12)).mean())

    best = minimize_scalar(log_loss, bounds=_LOG_TEMPERATURE_BOUNDS, method="bounded")
    return float(np.exp(best.x))


def assign_folds(
    keys: Sequence[str], intents: Sequence[str], folds: int, seed: int
) -> NDArray[np.int64]:
    """Give each text the number of its fold; equal keys always share one.

    The key is the bare text: a text, its twin and its copies never stand on
    both sides of a split. Within an intent the keys are dealt out in turn, in
    an order that a hash decides and the order of the file does not.
    """

    def shuffled(item: tuple[str, str]) -> tuple[str, str]:
        intent, key = item
        return intent, hashlib.sha256(f"{seed} {key}".encode()).hexdigest()

    fold_of_key: dict[str, int] = {}
    for _, key in sorted(set(zip(intents, keys, strict=True)), key=shuffled):
        # One running number over all intents keeps the folds equally large.
        fold_of_key.setdefault(key, len(fold_of_key) % folds)
    return np.array([fold_of_key[key] for key in keys], dtype=np.int64)

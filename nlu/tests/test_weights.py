"""Weights of a byte each."""

from __future__ import annotations

import numpy as np
import pytest

from components.weights import Weights


def test_rows_of_any_size_keep_their_digits() -> None:
    exact = np.array([[1.0, -0.5], [0.001, -0.0005], [0.0, 0.0]])
    weights = Weights.of(exact)
    for row in range(3):
        one = weights.weigh(np.array([row]), np.array([1.0], dtype=np.float32))
        assert one == pytest.approx(exact[row], abs=exact[row].max() / 200)


def test_the_features_at_hand_are_added_up() -> None:
    weights = Weights.of(np.array([[1.0, 0.0], [0.5, 2.0], [9.0, 9.0]]))
    values = np.array([2.0, 1.0], dtype=np.float32)
    assert weights.weigh(np.array([0, 1]), values) == pytest.approx(
        [2.5, 2.0], abs=0.02
    )

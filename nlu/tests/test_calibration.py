"""Folds without leaks, and confidences that mean something."""

from __future__ import annotations

import numpy as np
import pytest

from components import calibration


def test_softmax_sums_to_one_even_for_huge_scores() -> None:
    confidences = calibration.softmax(np.array([[1e6, 0.0], [-3.0, 3.0]]), 0.2)
    assert confidences.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert confidences[0, 0] == pytest.approx(1.0)


def test_temperature_makes_confidence_match_accuracy() -> None:
    draws = np.random.default_rng(5)
    scores = draws.normal(size=(4000, 3))
    true_temperature = 0.4
    chances = calibration.softmax(scores, true_temperature)
    labels = np.array([draws.choice(3, p=chance) for chance in chances])
    fitted = calibration.fit_temperature(scores, labels)
    assert fitted == pytest.approx(true_temperature, rel=0.1)


def test_temperature_stays_in_bounds_when_all_is_right() -> None:
    scores = np.array([[1.0, -1.0], [-1.0, 1.0]])
    fitted = calibration.fit_temperature(scores, np.array([0, 1]))
    assert 0.1 <= fitted <= 0.2


def test_equal_keys_share_a_fold() -> None:
    keys = ["mat tien", "mat tien", "chao ban", "goi dien", "mat tien"]
    intents = ["a", "a", "b", "a", "b"]
    folds = calibration.assign_folds(keys, intents, 3, seed=1)
    assert folds[0] == folds[1] == folds[4]


def test_folds_are_even_and_independent_of_the_order() -> None:
    keys = [f"text {number}" for number in range(60)]
    intents = ["a", "b", "c"] * 20
    folds = calibration.assign_folds(keys, intents, 5, seed=1)
    assert np.bincount(folds).tolist() == [12] * 5
    for intent in "abc":
        mine = folds[[name == intent for name in intents]]
        assert np.bincount(mine).tolist() == [4] * 5
    turned = calibration.assign_folds(keys[::-1], intents[::-1], 5, seed=1)
    assert np.array_equal(turned[::-1], folds)

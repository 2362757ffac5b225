"""From scores to confidences: a gate between the sides, the softmax within."""

from __future__ import annotations

import numpy as np
import pytest

from components.two_step import TwoStep

HARMLESS = np.array([False, False, True])


def test_without_a_gate_it_is_the_softmax() -> None:
    plain = TwoStep(temperature=1.0, harmless=HARMLESS)
    confidences = plain.confidences(np.array([[0.0, 0.0, 0.0, 99.0]]))
    assert confidences[0] == pytest.approx([1 / 3] * 3)


def test_the_gate_moves_both_sides_and_keeps_the_order_within() -> None:
    gated = TwoStep(temperature=1.0, harmless=HARMLESS, gate=(0.0, 1.0, 0.0))
    scores = np.array([[1.0, 0.5, 3.0, 4.0], [1.0, 0.5, 3.0, -4.0]])
    warned, calmed = gated.confidences(scores)
    assert warned.sum() == pytest.approx(1.0)
    assert warned[:2].sum() == pytest.approx(1 / (1 + np.exp(-4.0)))
    assert calmed[2] == pytest.approx(1 / (1 + np.exp(-4.0)))
    assert warned[0] > warned[1]
    assert calmed[0] > calmed[1]


def test_fitted_it_says_how_often_there_is_something_to_warn_of() -> None:
    draws = np.random.default_rng(3)
    gate = draws.normal(size=6000)
    warn = draws.random(6000) < 1 / (1 + np.exp(-2 * gate))
    labels = np.where(warn, draws.integers(0, 2, 6000), 2)
    scores = np.column_stack([np.zeros((6000, 3)), gate])
    fitted = TwoStep.fit(scores, labels, HARMLESS)
    told = fitted.confidences(np.array([[0.0, 0.0, 0.0, 1.0]]))[0, :2].sum()
    assert told == pytest.approx(1 / (1 + np.exp(-2)), abs=0.05)


def test_with_one_side_only_there_is_no_gate() -> None:
    scores = np.array([[1.0, -1.0, -1.0, 0.0], [-1.0, 1.0, -1.0, 0.0]])
    assert TwoStep.fit(scores, np.array([0, 1]), HARMLESS).gate is None


def test_a_score_beyond_all_bounds_stays_finite() -> None:
    gated = TwoStep(temperature=0.1, harmless=HARMLESS, gate=(1.0, 3.0, 0.0))
    confidences = gated.confidences(np.array([[50.0, -50.0, -50.0, 40.0]]))
    assert np.isfinite(confidences).all()

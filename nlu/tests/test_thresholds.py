"""Thresholds set on texts that the model had not seen, within the bounds."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from components import thresholds
from components.training import HeldOut

LABELS = ("chao", "lua_a", "lua_b", "scam_unclear")
HARMLESS = np.array([True, False, False, False])


def held_out(rows: list[tuple[int, list[float]]], words: int = 20) -> HeldOut:
    """Make a report of texts: the right column, and the confidences."""
    right = np.array([column for column, _ in rows])
    confidences = np.array([confidences for _, confidences in rows])
    return HeldOut(LABELS, right, np.full(len(rows), words), confidences, confidences)


def told_apart(words: int = 20) -> HeldOut:
    """Make a model that is right and fairly sure of it."""
    rows = [
        (0, [0.9, 0.04, 0.04, 0.02]),
        (1, [0.02, 0.9, 0.06, 0.02]),
        (2, [0.02, 0.06, 0.9, 0.02]),
    ]
    return held_out(rows * 40, words)


def test_what_is_told_apart_is_named() -> None:
    limits = thresholds.fit(told_apart(), HARMLESS, "scam_unclear")
    assert limits is not None
    assert limits.name <= 0.9
    assert limits.warn > 0.1
    assert limits.name_warn <= 0.98


def test_a_model_that_cries_wolf_has_to_be_surer() -> None:
    # One in five harmless texts looks like a scam by 0.7, the real ones by 0.95.
    rows = [
        *[(0, [0.9, 0.06, 0.02, 0.02])] * 80,
        *[(0, [0.3, 0.6, 0.05, 0.05])] * 20,
        *[(1, [0.05, 0.9, 0.03, 0.02])] * 100,
    ]
    limits = thresholds.fit(held_out(rows), HARMLESS, "scam_unclear")
    assert limits is not None
    assert limits.name_warn > 0.7 or limits.name > 0.6


def test_hardly_a_scam_is_answered_with_none() -> None:
    # One in ten scams is only by 0.2 something to warn of.
    rows = [
        *[(0, [0.95, 0.03, 0.01, 0.01])] * 100,
        *[(1, [0.05, 0.9, 0.03, 0.02])] * 90,
        *[(1, [0.8, 0.16, 0.02, 0.02])] * 10,
    ]
    limits = thresholds.fit(held_out(rows), HARMLESS, "scam_unclear")
    assert limits is not None
    assert limits.warn <= 0.2


def test_few_words_that_are_often_wrong_must_be_very_sure() -> None:
    wrong = [(2, [0.02, 0.7, 0.26, 0.02])] * 30
    limits = thresholds.fit(
        held_out([(0, [0.9, 0.04, 0.04, 0.02]), *wrong], words=3),
        HARMLESS,
        "scam_unclear",
    )
    assert limits is not None
    assert limits.name_few == pytest.approx(0.9)
    sure = thresholds.fit(told_apart(words=3), HARMLESS, "scam_unclear")
    assert sure is not None
    assert sure.name_few < 0.9


@pytest.mark.parametrize(
    "harmless", [[False] * 4, [True] * 4, [True, True, True, False]]
)
def test_without_both_sides_there_are_none(harmless: list[bool]) -> None:
    mild = np.array(harmless)
    assert thresholds.fit(told_apart(), mild, "scam_unclear") is None


def test_the_rule_is_the_one_written_down() -> None:
    path = Path(__file__).parents[2] / "tests" / "contract" / "decisions.json"
    contract = json.loads(path.read_text("utf-8"))
    cases = contract["cases"]
    no_matter = np.zeros(len(cases), dtype=np.bool_)
    seen = thresholds.Evidence(
        first=np.array([case["playbooks"][0] for case in cases]),
        second=np.array([case["playbooks"][1] for case in cases]),
        unclear=np.array([case["unclear"] for case in cases]),
        warn=np.array([sum(case["playbooks"]) + case["unclear"] for case in cases]),
        few=np.array([case["few"] for case in cases]),
        harmless=no_matter,
        first_right=no_matter,
        second_right=no_matter,
        is_playbook=no_matter,
    )
    limits = thresholds.Thresholds(**contract["thresholds"])
    decided = thresholds.decisions(seen, limits)
    assert decided == [case["decision"] for case in cases]

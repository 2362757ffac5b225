from typing import Any

import pytest

from casework.learning.comparison import (
    Calibration,
    CalibrationBin,
    Comparison,
    FalseAlarms,
    Latency,
    PlaybookChange,
    Speed,
)
from trainer import gate
from trainer.gate import judge

GOOD = {"macro-F1": 0.92, "bỏ sót": 0.01, "báo nhầm": 0.03, "đúng": 0.92}
BARE = {**GOOD, "macro-F1": 0.91}


def calibration(error: float, messages: int = 200) -> Calibration:
    held = CalibrationBin(confidence=0.9, right=0.9 - error, messages=messages)
    return Calibration(bins=[held], error=error)


def playbook(**changed: Any) -> PlaybookChange:  # noqa: ANN401  # any field
    fields: dict[str, Any] = {"id": "shipper_gia", "name": "Giả shipper", "messages": 11}
    fields |= {"right_before": 11, "right_after": 11, "f1_before": 0.7, "f1_after": 0.7}
    return PlaybookChange(**{**fields, **changed})


NEW = playbook(right_before=0, f1_before=None, recall_after=0.6, examples_after=40)
SAME: dict[str, Any] = {
    "candidate": "canhgiac-new",
    "live": "canhgiac-old",
    "data": ["messages_1.jsonl"],
    "sets": [],
    "messages": 560,
    "scams": 350,
    "harmless": 210,
    "genuine": 98,
    "before": GOOD,
    "after": GOOD,
    "stripped_before": BARE,
    "stripped_after": BARE,
    "missed_before": 2,
    "missed_after": 2,
    "alarms_before": FalseAlarms(harmless=6, genuine=5),
    "alarms_after": FalseAlarms(harmless=6, genuine=5),
    "playbooks": [playbook()],
    "changes": [],
    "confusions_before": [],
    "confusions_after": [],
    "calibration_before": calibration(0.03),
    "calibration_after": calibration(0.03),
    "speed": Speed(before=Latency(p50=8, p95=16), after=Latency(p50=8, p95=16), ratio=1.0),
    "intents_missing": [],
    "intents_unknown": [],
    "sentences": [],
    "checks": [],
}
FIRST: dict[str, Any] = {
    "live": None,
    "before": {},
    "stripped_before": {},
    "missed_before": None,
    "alarms_before": None,
    "calibration_before": None,
    "playbooks": [playbook(right_before=None, f1_before=None)],
}


def refused(**changed: Any) -> dict[str, str]:  # noqa: ANN401  # any field
    """What the gate says against a candidate that differs in this from the live model."""
    checks = judge(Comparison.model_validate({**SAME, **changed}))
    return {check.key: check.says for check in checks if not check.passed}


def slow(ratio: float, p50: float = 8) -> Speed:
    return Speed(before=Latency(p50=8, p95=16), after=Latency(p50=p50, p95=16), ratio=ratio)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"playbooks": [playbook(f1_after=0.7 - gate.MOST_F1_LOST + 0.001)]},
        # Two of eleven may be chance; ten of a hundred are no fifth.
        {"playbooks": [playbook(right_after=9)]},
        {"playbooks": [playbook(messages=100, right_before=90, right_after=80)]},
        {"playbooks": [NEW]},
        {"playbooks": [playbook(messages=0, right_before=0, right_after=0, f1_after=None)]},
        {"alarms_after": FalseAlarms(harmless=5, genuine=5)},
        {"missed_after": 5},
        {"stripped_after": {**BARE, "macro-F1": 0.895}},
        {"calibration_after": calibration(0.055)},
        {"calibration_after": calibration(0.3, messages=12)},
        {"speed": slow(1.9)},
        {"speed": slow(9.0, p50=0.2)},
    ],
)
def test_what_may_be_chance_is_let_through(changed: dict[str, Any]) -> None:
    assert refused(**changed) == {}


@pytest.mark.parametrize(
    ("changed", "key", "told"),
    [
        ({"intents_missing": ["chieu_moi"]}, "schema", "chieu_moi"),
        ({"intents_unknown": ["la_lam"]}, "schema", "la_lam"),
        ({"playbooks": [playbook(f1_after=0.64)]}, "playbooks", "F1 chấm chéo 0,70 → 0,64"),
        ({"playbooks": [playbook(right_after=8)]}, "playbooks", "đúng 11/11 → 8/11 tin"),
        ({"playbooks": [playbook(right_after=0, f1_after=None)]}, "playbooks", "không còn"),
        ({"alarms_after": FalseAlarms(harmless=7, genuine=5)}, "false_alarms", "6 → 7 tin"),
        ({"alarms_after": FalseAlarms(harmless=6, genuine=6)}, "false_alarms_genuine", "5 → 6"),
        ({"missed_after": 6}, "missed", "2 → 6 trong 350"),
        (
            {"after": {**GOOD, "macro-F1": 0.89}, "stripped_after": {**BARE, "macro-F1": 0.89}},
            "quality",
            "macro-F1 0,920 → 0,890",
        ),
        ({"stripped_after": {**BARE, "macro-F1": 0.88}}, "stripped", "0,010 → 0,040"),
        ({"calibration_after": calibration(0.061)}, "calibration", "0,030 → 0,061"),
        ({"speed": slow(2.1)}, "speed", "chậm gấp 2,10 lần"),
        (
            {"playbooks": [NEW.model_copy(update={"recall_after": 0.2})]},
            "new_playbooks",
            "mới nhận ra 20 %",
        ),
        ({"playbooks": [NEW.model_copy(update={"taken": 3})]}, "new_playbooks", "lấy mất 3 tin"),
    ],
)
def test_each_harm_is_refused_with_its_figures_and_a_mend(
    changed: dict[str, Any], key: str, told: str
) -> None:
    said = refused(**changed)
    assert set(said) == {key}
    assert told in said[key]
    assert "Cách sửa: " in said[key]


def test_a_gap_beyond_the_limit_is_refused_though_it_hardly_grew() -> None:
    before = {**BARE, "macro-F1": 0.88}
    after = {**BARE, "macro-F1": 0.865}
    assert set(refused(stripped_before=before, stripped_after=after)) == {"stripped"}
    # A live model that was no better must not keep a candidate out.
    assert refused(stripped_before=after, stripped_after=after) == {}


def test_small_losses_do_not_add_up_to_below_the_floor() -> None:
    low = {**GOOD, "macro-F1": 0.79, "bỏ sót": 0.05, "báo nhầm": 0.12}
    said = refused(after=low, stripped_after=low)
    assert set(said) == {"quality"}
    assert "macro-F1 chỉ 0,790 (ít nhất 0,80)" in said["quality"]
    assert "bỏ sót 5 %" in said["quality"]
    assert "báo nhầm 12 %" in said["quality"]
    # Where the live model is below it too, being no worse is enough.
    assert refused(before=low, stripped_before=low, after=low, stripped_after=low) == {}


def test_of_a_first_model_schema_and_least_quality_are_asked() -> None:
    first = Comparison.model_validate({**SAME, **FIRST})
    assert [(check.key, check.passed) for check in judge(first)] == [
        ("schema", True),
        ("quality", True),
    ]
    low = {**GOOD, "macro-F1": 0.5}
    assert set(refused(**FIRST, after=low, intents_missing=["faq"])) == {"schema", "quality"}

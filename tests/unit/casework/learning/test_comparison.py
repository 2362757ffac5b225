import json
from typing import Any

import pytest
from pydantic import ValidationError

from casework.learning.comparison import (
    AnswerChange,
    Calibration,
    CalibrationBin,
    Comparison,
    FalseAlarms,
    GateCheck,
    Latency,
    MeasuringSet,
    PlaybookChange,
    Speed,
)


def playbook(**changed: Any) -> PlaybookChange:  # noqa: ANN401  # any field
    fields: dict[str, Any] = {"id": "shipper_gia", "name": "Giả shipper", "messages": 11}
    fields |= {"right_before": 10, "right_after": 9, "f1_before": 0.7, "f1_after": 0.8}
    return PlaybookChange(**{**fields, **changed})


def comparison(*checks: GateCheck) -> Comparison:
    return Comparison(
        candidate="canhgiac-bbb",
        live="canhgiac-aaa",
        data=["messages_1.jsonl"],
        sets=[MeasuringSet(name="messages_1.jsonl", messages=3, shown=True, worse=1)],
        messages=3,
        scams=2,
        harmless=1,
        genuine=1,
        before={"macro-F1": 0.9},
        after={"macro-F1": 0.8},
        stripped_before={"macro-F1": 0.9},
        stripped_after={"macro-F1": 0.8},
        missed_before=0,
        missed_after=1,
        alarms_before=FalseAlarms(harmless=1, genuine=0),
        alarms_after=FalseAlarms(harmless=1, genuine=1),
        playbooks=[playbook()],
        changes=[
            AnswerChange(
                source="messages_1.jsonl",
                id="1",
                text="shipper kêu ck",
                gold="Giả shipper",
                before="hỏi thêm cho rõ",
                after="không thấy giống trò nào",
                verdict="worse",
            )
        ],
        confusions_before=[("shipper_gia", "none", 1)],
        confusions_after=[],
        calibration_before=None,
        calibration_after=Calibration(
            bins=[CalibrationBin(confidence=0.9, right=1.0, messages=2)], error=0.1
        ),
        speed=Speed(before=None, after=Latency(p50=3.0, p95=9.5), ratio=None),
        intents_missing=[],
        intents_unknown=[],
        sentences=["Có 1 tin."],
        checks=list(checks),
    )


FINE = GateCheck(key="schema", passed=True, says="Khớp.")
WRONG = GateCheck(key="speed", passed=False, says="Chậm.")


def test_what_is_kept_as_json_is_read_back_the_same() -> None:
    kept = comparison(FINE, WRONG)
    assert Comparison.model_validate(json.loads(json.dumps(kept.as_json()))) == kept


@pytest.mark.parametrize(
    ("checks", "passed"), [((FINE,), True), ((FINE, WRONG), False), ((), False)]
)
def test_a_candidate_passes_only_if_every_demand_was_looked_at_and_met(
    checks: tuple[GateCheck, ...],
    passed: bool,  # noqa: FBT001  # a parameter of the table
) -> None:
    assert comparison(*checks).passed is passed


def test_a_comparison_of_another_shape_is_refused() -> None:
    with pytest.raises(ValidationError):
        Comparison.model_validate({**comparison().as_json(), "something": 1})


def test_a_playbook_is_new_or_gone_by_who_knows_it() -> None:
    new, gone = playbook(f1_before=None), playbook(f1_after=None)
    assert (new.is_new, new.is_gone) == (True, False)
    assert (gone.is_new, gone.is_gone) == (False, True)
    assert not playbook().is_new
    assert not playbook().is_gone

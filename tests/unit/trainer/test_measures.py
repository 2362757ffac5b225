import pytest

from trainer import measures
from trainer.evaluate import report
from trainer.measures import Judged


def judged(gold: str, playbook: str | None, **more: object) -> Judged:
    case = {"playbook": gold, "also_ok": more.get("also_ok", []), "kind": more.get("kind")}
    case |= {"stage": more.get("gold_stage", "unclear"), "style": "short"}
    answer = {
        "decision": more.get("decision", "name" if playbook else "none"),
        "playbook": playbook,
        "confidence": more.get("confidence", 0.9),
        "stage": more.get("stage", "unclear"),
        "alternatives": [{"playbook": p} for p in more.get("alternatives", [playbook or "x"])],  # type: ignore[attr-defined]
    }
    return Judged.of(case, answer)


def test_an_acceptable_playbook_counts_as_the_gold_one() -> None:
    assert judged("a", "b", also_ok=["b"]).right
    assert not judged("a", "b").right


def test_asking_counts_as_predicting_and_asking_for_more_as_none() -> None:
    assert judged("a", "a", decision="ask").predicted == "a"
    assert judged("a", None, decision="more").predicted == "none"


def test_macro_f1_by_hand() -> None:
    # a: precision 1/2, recall 1/1; b: 0; none: precision 1, recall 1.
    rows = [judged("a", "a"), judged("b", "a"), judged("none", None)]
    assert measures.macro_f1(rows) == pytest.approx((2 / 3 + 0 + 1) / 3)


def test_the_other_measures_by_hand() -> None:
    rows = [
        judged("a", "b", alternatives=["b", "a", "c"], gold_stage="paid", stage="paid"),
        judged("b", None, gold_stage="approach", stage="paid"),
        judged("none", "a", kind="legit_message"),
        judged("none", None, kind="advert"),
    ]
    found = measures.summary(rows)
    assert found["trong hai đầu"] == 0.5
    assert found["bỏ sót"] == 0.5
    assert found["báo nhầm"] == 0.5
    assert found["báo nhầm (tin thật)"] == 1.0
    assert found["đúng giai đoạn"] == 0.5


def test_calibration_error_by_hand() -> None:
    rows = [judged("a", "a", confidence=0.95), judged("a", "b", confidence=0.95)]
    assert measures.calibration_error(rows) == pytest.approx(0.45)


def test_the_report_names_playbooks_styles_and_confusions() -> None:
    text = report([judged("a", "a"), judged("b", "a"), judged("none", None)])
    assert "3 tin" in text
    assert "b → a" in text
    assert "short" in text

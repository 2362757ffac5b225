"""Invented model versions, comparisons and jobs for tests of the bench's pages."""

from datetime import UTC, datetime
from typing import Any

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
from casework.learning.models import ModelVersion, VersionState
from console.desk import Desk

LIVE, CANDIDATE, BEFORE = "canhgiac-aaaaaaaaaaaa", "canhgiac-bbbbbbbbbbbb", "canhgiac-cccccccccccc"
SCORES = {
    "report": {
        "examples": 300,
        "typed": {"macro_f1": 0.9134, "accuracy": 0.9},
        "bare": {"macro_f1": 0.8875, "accuracy": 0.88},
        "by_label": {
            "gia_danh_cong_an_toa_an": {
                "examples": 180,
                "precision": 0.95,
                "recall": 0.9,
                "f1": 0.924,
            },
            "advert": {"examples": 40, "precision": 0.7, "recall": 0.6, "f1": 0.646},
        },
        "confusions": [["advert", "gia_danh_cong_an_toa_an", 7]],
    },
    "thresholds": {},
}


def compared(*, passed: bool = True, live: str | None = LIVE, text: str = "Tin bịa") -> Comparison:
    says = "Kịch bản «Vay tiền» còn đúng 9/10 tin." if passed else "Kịch bản «Vay tiền» kém 3 tin."
    return Comparison(
        candidate=CANDIDATE,
        live=live,
        data=["messages_1.jsonl", "messages_2.jsonl"],
        sets=[
            MeasuringSet(name="messages_1.jsonl", messages=10, shown=True, better=1),
            MeasuringSet(name="messages_2.jsonl", messages=20, shown=False, better=4, worse=2),
        ],
        messages=30,
        scams=20,
        harmless=10,
        genuine=6,
        before={"đúng": 0.81},
        after={"đúng": 0.85},
        stripped_before={"đúng": 0.7},
        stripped_after={"đúng": 0.72},
        missed_before=3,
        missed_after=2,
        alarms_before=FalseAlarms(harmless=1, genuine=0),
        alarms_after=FalseAlarms(harmless=1, genuine=0),
        playbooks=[
            PlaybookChange(
                id="vay_tien",
                name="Vay tiền",
                messages=10,
                right_before=9,
                right_after=8,
                f1_before=0.91,
                f1_after=0.9,
            ),
            PlaybookChange(
                id="chieu_moi",
                name="Chiêu vừa thêm",
                messages=0,
                right_before=None,
                right_after=0,
                f1_before=None,
                f1_after=0.8,
            ),
        ],
        changes=[
            AnswerChange(
                source="messages_1.jsonl",
                id="1",
                text=text,
                gold="Vay tiền",
                before="hỏi lại",
                after="nói chắc: Vay tiền",
                verdict="better",
            )
        ],
        confusions_before=[("vay_tien", "chieu_moi", 1)],
        confusions_after=[("vay_tien", "none", 2)],
        calibration_before=Calibration(bins=[], error=0.04),
        calibration_after=Calibration(
            bins=[CalibrationBin(confidence=0.9, right=0.85, messages=12)], error=0.05
        ),
        speed=Speed(before=Latency(p50=9, p95=20), after=Latency(p50=10, p95=21), ratio=1.1),
        intents_missing=[],
        intents_unknown=[],
        sentences=["Có 3 tin trước đây máy phải hỏi lại, nay gọi đúng tên trò."],
        checks=[
            GateCheck(key="playbooks", passed=passed, says=says),
            GateCheck(key="schema", passed=True, says="Nhãn khớp với kịch bản."),
        ],
    )


async def add_version(
    desk: Desk,
    name: str = CANDIDATE,
    state: VersionState = VersionState.CANDIDATE,
    comparison: Comparison | dict[str, Any] | None = None,
    **changed: Any,  # noqa: ANN401  # any column
) -> ModelVersion:
    """Keep a version in the book; one that was live has been promoted a day before."""
    kept = comparison.as_json() if isinstance(comparison, Comparison) else comparison
    was_live = state is not VersionState.CANDIDATE
    columns: dict[str, Any] = {
        "name": name,
        "state": state,
        "data_hash": "d" * 64,
        "code_hash": "c" * 64,
        "archive_hash": "a" * 64,
        "commit": "0123456789abcdef" + "0" * 24,
        "scores": SCORES,
        "patterns": "playbooks: []\n",
        "trained_at": datetime(2026, 11, 29, 2, tzinfo=UTC),
        "trained_by": "demo.huanluyen",
        "comparison": kept,
        "compared_at": datetime(2026, 11, 29, 3, tzinfo=UTC) if kept is not None else None,
        "promoted_at": datetime(2026, 11, 29, 4, tzinfo=UTC) if was_live else None,
        "promoted_by": "demo.huanluyen" if was_live else None,
    }
    version = ModelVersion(**{**columns, **changed})
    async with desk.sessions.begin() as session:
        session.add(version)
    return version

"""The decision rule as the NLU project foresees it: the same table is tested on both sides."""

import json
from pathlib import Path
from typing import Any

import pytest

from casework.understanding.base import UNCLEAR, Interpretation, RankedIntent, Thresholds
from casework.understanding.decision import decide

CONTRACT = json.loads((Path(__file__).parent / "decisions.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CONTRACT["cases"], ids=lambda case: case["why"])
def test_decides_as_written_down(case: dict[str, Any]) -> None:
    playbooks = [RankedIntent(f"kich_ban_{i}", share) for i, share in enumerate(case["playbooks"])]
    others = [
        RankedIntent(UNCLEAR, case["unclear"]),
        RankedIntent("legit_message", case["harmless"]),
    ]
    ranking = sorted([*playbooks, *others], key=lambda r: -r.confidence)
    told = Interpretation(
        tuple(ranking), source="rasa", thresholds=Thresholds(**CONTRACT["thresholds"])
    )
    decision = decide(told, [p.name for p in playbooks], few_words=case["few"])
    assert decision.kind == case["decision"]

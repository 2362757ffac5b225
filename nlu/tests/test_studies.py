"""The studies, on tiny data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.held_out import HeldOut
from bench.training_data import Example
from components.settings import Settings
from studies import ablation, learning_curve, trial
from tests.examples import EXAMPLES, HARMLESS

if TYPE_CHECKING:
    from pathlib import Path

TINY = [Example(intent, text) for intent, texts in EXAMPLES.items() for text in texts]
PLAYBOOKS = [intent for intent in EXAMPLES if intent not in HARMLESS]
MESSAGES = HeldOut(
    typed=("công an gọi nói tôi dính vụ rửa tiền", "xin chào cả nhà"),
    bare=("cong an goi noi toi dinh vu rua tien", "xin chao ca nha"),
    right=(("gia_danh_cong_an",), ("none",)),
)


@pytest.fixture(scope="module")
def tried() -> trial.Trial:
    """Run one trial."""
    return trial.run(trial.Ground(TINY, HARMLESS, MESSAGES, PLAYBOOKS), Settings())


def test_a_trial_scores_folds_and_messages(tried: trial.Trial) -> None:
    assert tried.examples == len(TINY)
    assert tried.messages == tried.messages_bare == pytest.approx(1.0)
    assert 0.0 < tried.typed <= tried.first_two <= 1.0
    assert tried.warned > 0.5


def test_every_change_is_one_of_the_settings() -> None:
    known = set(Settings.__dataclass_fields__)
    assert all(set(changes) <= known for changes in ablation.CHANGES.values())


def test_tables_have_a_row_for_each_trial(tried: trial.Trial) -> None:
    table = ablation.as_table({ablation.AS_IT_IS: tried, "without": tried})
    assert table.splitlines()[2].startswith("| **as it is** | ")
    assert "| 100.0 | 100.0 |" in table.splitlines()[3]
    curve = learning_curve.as_table({0.5: tried, 1.0: tried})
    assert curve.splitlines()[2].startswith(f"| 50% | {len(TINY)} | ")


def test_the_same_figures_give_the_same_picture(
    tried: trial.Trial, tmp_path: Path
) -> None:
    for name in ("first.svg", "second.svg"):
        learning_curve.draw({0.5: tried, 1.0: tried}, tmp_path / name)
    first = (tmp_path / "first.svg").read_bytes()
    assert first.startswith(b"<?xml")
    assert first == (tmp_path / "second.svg").read_bytes()

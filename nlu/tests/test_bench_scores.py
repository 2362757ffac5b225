"""What counts as understood, and the messages that it is counted on."""

from __future__ import annotations

import pytest

from bench import held_out, scores
from bench.options import ROOT
from bench.scores import Scores

PLAYBOOKS = {"lua_a", "lua_b"}


@pytest.mark.parametrize(
    ("ranking", "accepted", "said"),
    [
        (["lua_a", "lua_b"], ["lua_a"], "lua_a"),
        (["lua_b", "lua_a"], ["lua_a"], "lua_b"),
        (["lua_b", "lua_a"], ["lua_a", "lua_b"], "lua_a"),
        (["advert", "lua_a"], ["none"], "none"),
        (["scam_unclear", "lua_a"], ["lua_a"], "none"),
        (["lua_a", "advert"], ["none"], "lua_a"),
        (["nlu_fallback", "lua_a"], ["lua_a"], "lua_a"),
    ],
)
def test_the_class_that_a_ranking_stands_for(
    ranking: list[str], accepted: list[str], said: str
) -> None:
    assert scores.answer(ranking, accepted, PLAYBOOKS) == said


def test_scores() -> None:
    rankings = [["lua_a"], ["nlu_fallback", "lua_a"], ["advert"], ["faq"]]
    right = [["lua_a"], ["lua_b"], ["none"], ["none"]]
    found = Scores.of(rankings, right, PLAYBOOKS)
    assert found.accuracy == pytest.approx(3 / 4)
    # lua_a: one of two said, all of those wanted; lua_b: never said; none: all.
    assert found.macro_f1 == pytest.approx((2 / 3 + 0 + 1) / 3)
    assert found.fallbacks == 1


def test_tones_are_stripped() -> None:
    assert (
        held_out.without_tones("Đừng chuyển tiền <PHONE>") == "Dung chuyen tien <PHONE>"
    )


def test_the_playbooks_are_those_of_the_data() -> None:
    playbooks = held_out.playbooks(ROOT)
    assert "gia_danh_cong_an_toa_an" in playbooks
    assert "greeting" not in playbooks

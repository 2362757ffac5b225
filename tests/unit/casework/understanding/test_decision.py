import pytest

from casework.understanding.base import UNCLEAR, Interpretation, RankedIntent
from casework.understanding.decision import DecisionKind, decide

PLAYBOOKS = ("shipper_gia", "mua_hang_online", "phat_nguoi_gia")


def interpreted(shares: dict[str, float], source: str = "rasa") -> Interpretation:
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    return Interpretation(tuple(RankedIntent(n, c) for n, c in ranked), source=source)


@pytest.mark.parametrize(
    ("shares", "kind"),
    [
        ({"shipper_gia": 0.9, "mua_hang_online": 0.05, "faq": 0.05}, DecisionKind.NAME),
        ({"shipper_gia": 0.4, "mua_hang_online": 0.35, "faq": 0.25}, DecisionKind.ASK),
        ({UNCLEAR: 0.9, "shipper_gia": 0.06, "faq": 0.04}, DecisionKind.MORE),
        ({"greeting": 0.95, "shipper_gia": 0.05}, DecisionKind.NONE),
        ({"legit_message": 0.7, "shipper_gia": 0.3}, DecisionKind.NONE),
        ({UNCLEAR: 1.0}, DecisionKind.MORE),
    ],
)
def test_the_shares_decide(shares: dict[str, float], kind: DecisionKind) -> None:
    assert decide(interpreted(shares), PLAYBOOKS).kind is kind


def test_a_phrase_of_the_first_playbook_is_a_detail() -> None:
    told = interpreted({UNCLEAR: 0.6, "phat_nguoi_gia": 0.3, "shipper_gia": 0.1})
    assert decide(told, PLAYBOOKS).kind is DecisionKind.MORE
    seen = decide(told, PLAYBOOKS, seen=("phat_nguoi_gia",))
    assert seen.kind is DecisionKind.NAME
    assert seen.candidates[0].confidence == pytest.approx(0.9)


def test_a_phrase_of_another_playbook_changes_nothing() -> None:
    told = interpreted({UNCLEAR: 0.6, "phat_nguoi_gia": 0.3, "shipper_gia": 0.1})
    assert decide(told, PLAYBOOKS, seen=("shipper_gia",)).kind is DecisionKind.MORE


def test_a_flat_ranking_says_nothing() -> None:
    shares = {f"intent_{i}": 0.02 for i in range(47)}
    assert decide(interpreted({**shares, "shipper_gia": 0.02}), PLAYBOOKS).kind is DecisionKind.NONE


def test_nothing_interpreted_is_no_scam_named() -> None:
    assert decide(Interpretation((), "rasa"), PLAYBOOKS).kind is DecisionKind.NONE


def test_phrases_alone_never_say_that_nothing_matches_a_story() -> None:
    weak = interpreted({"shipper_gia": 0.1}, "phrases")
    assert decide(weak, PLAYBOOKS).kind is DecisionKind.MORE


def test_two_candidates_only_when_asking() -> None:
    asked = decide(
        interpreted({"shipper_gia": 0.4, "mua_hang_online": 0.35, "faq": 0.25}), PLAYBOOKS
    )
    assert [c.name for c in asked.candidates] == ["shipper_gia", "mua_hang_online"]

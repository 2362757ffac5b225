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


NO_PLAYBOOKS = ("legit_message", "scam_unclear")


@pytest.mark.parametrize(
    ("shares", "kind"),
    [
        # What only the model knows is a scam, but which one cannot be told.
        ({"chieu_moi": 0.9, "shipper_gia": 0.06, "legit_message": 0.04}, DecisionKind.MORE),
        ({"shipper_gia": 0.48, "chieu_moi": 0.5, "legit_message": 0.02}, DecisionKind.MORE),
        ({"shipper_gia": 0.8, "chieu_moi": 0.1, "legit_message": 0.1}, DecisionKind.NAME),
        ({"legit_message": 0.9, "chieu_moi": 0.06, "shipper_gia": 0.04}, DecisionKind.NONE),
    ],
)
def test_an_intent_that_is_not_known_here_is_never_taken_for_harmless(
    shares: dict[str, float], kind: DecisionKind
) -> None:
    decision = decide(interpreted(shares), PLAYBOOKS, no_playbooks=NO_PLAYBOOKS)
    assert decision.kind is kind
    assert "chieu_moi" not in [ranked.name for ranked in decision.playbooks]


def test_a_phrase_gives_no_known_playbook_what_an_unknown_one_has() -> None:
    told = interpreted({"chieu_moi": 0.9, "shipper_gia": 0.06, "legit_message": 0.04})
    seen = decide(told, PLAYBOOKS, seen=("shipper_gia",), no_playbooks=NO_PLAYBOOKS)
    assert seen.kind is DecisionKind.MORE

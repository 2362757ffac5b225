"""What findings weigh: they name, they never acquit."""

import pytest

from casework.evidence.base import once
from casework.evidence.finding import DAMNING, Finding, Kind, Verdict
from casework.evidence.weight import FALSE_LINKS, weighed
from casework.understanding.base import RankedIntent
from casework.understanding.decision import Decision, DecisionKind

RANKED = (
    RankedIntent("dau_tu_tien_ao_chung_khoan", 0.30),
    RankedIntent("shipper_gia", 0.20),
    RankedIntent(FALSE_LINKS, 0.10),
    RankedIntent("vneid_dinh_danh_gia", 0.05),
)
PLAYBOOKS = frozenset(each.name for each in RANKED)


def found(
    verdict: Verdict, playbook: str | None = None, kind: Kind = Kind.LINK, shown: str = "a[.]top"
) -> Finding:
    return Finding(kind, verdict, shown, "Lý do.", playbook=playbook)


def named(decision: Decision) -> str | None:
    return decision.candidates[0].name if decision.kind is DecisionKind.NAME else None


@pytest.mark.parametrize("kind", [DecisionKind.MORE, DecisionKind.NONE])
def test_a_false_link_names_the_likelier_of_its_brands_playbook_and_false_links(
    kind: DecisionKind,
) -> None:
    lookalike = found(Verdict.LOOKALIKE, "shipper_gia")
    assert named(weighed(Decision(kind, RANKED), [lookalike], PLAYBOOKS)) == "shipper_gia"
    lookalike = found(Verdict.LOOKALIKE, "vneid_dinh_danh_gia")
    assert named(weighed(Decision(kind, RANKED), [lookalike], PLAYBOOKS)) == FALSE_LINKS


def test_where_words_rank_nothing_the_brands_playbook_or_false_links_is_named() -> None:
    lookalike = found(Verdict.LOOKALIKE, "shipper_gia")
    decision = weighed(Decision(DecisionKind.NONE, ()), [lookalike], PLAYBOOKS)
    assert named(decision) == "shipper_gia"
    assert decision.candidates[0].confidence == 0


def test_what_the_words_name_stands() -> None:
    before = Decision(DecisionKind.NAME, RANKED)
    assert weighed(before, [found(Verdict.LOOKALIKE, "shipper_gia")], PLAYBOOKS) == before


def test_of_two_that_are_open_the_one_that_is_spoken_for_is_named() -> None:
    asked = Decision(DecisionKind.ASK, RANKED)
    assert named(weighed(asked, [found(Verdict.LISTED, "shipper_gia")], PLAYBOOKS)) == "shipper_gia"
    unrelated = found(Verdict.LISTED, "vneid_dinh_danh_gia")
    assert weighed(asked, [unrelated], PLAYBOOKS) == asked


def test_a_watched_number_without_a_playbook_lifts_none_to_more() -> None:
    listed = found(Verdict.LISTED, kind=Kind.PHONE)
    for kind in (DecisionKind.NONE, DecisionKind.MORE):
        assert weighed(Decision(kind, RANKED), [listed], PLAYBOOKS).kind is DecisionKind.MORE


@pytest.mark.parametrize("verdict", sorted(set(Verdict) - DAMNING))
def test_nothing_else_changes_a_decision_and_an_official_link_acquits_nobody(
    verdict: Verdict,
) -> None:
    for kind in DecisionKind:
        before = Decision(kind, RANKED)
        assert weighed(before, [found(verdict, "shipper_gia")], PLAYBOOKS) == before


def test_a_playbook_that_is_no_more_is_not_named() -> None:
    gone = found(Verdict.LISTED, "chieu_da_bo")
    assert named(weighed(Decision(DecisionKind.NONE, RANKED), [gone], PLAYBOOKS)) is None


def test_the_same_thing_is_found_once_and_the_graver_opinion_stands() -> None:
    mild, grave = found(Verdict.UNKNOWN), found(Verdict.LISTED)
    assert once([mild, grave, mild]) == (grave,)
    assert once([grave, mild]) == (grave,)
    other = found(Verdict.UNKNOWN, shown="b[.]top")
    assert once([mild, other]) == (mild, other)


def test_in_a_warning_a_false_link_is_the_example_and_names_nothing() -> None:
    lookalike = found(Verdict.LOOKALIKE, "shipper_gia")
    for kind in (DecisionKind.NONE, DecisionKind.MORE):
        decision = weighed(Decision(kind, RANKED), [lookalike], PLAYBOOKS, warns=True)
        assert decision.kind is DecisionKind.MORE
    named_already = Decision(DecisionKind.NAME, RANKED)
    assert weighed(named_already, [lookalike], PLAYBOOKS, warns=True) == named_already

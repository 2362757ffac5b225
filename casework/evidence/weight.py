"""What findings weigh in the decision: a link that poses as a bank names the trick by itself."""

from collections.abc import Collection, Sequence

from casework.evidence.finding import Finding, Kind, Verdict
from casework.understanding.base import RankedIntent
from casework.understanding.decision import Decision, DecisionKind

FALSE_LINKS = "link_qr_gia_mao"
"""The playbook of links and codes that pose as somebody's, whoever that is."""


def weighed(
    decision: Decision,
    findings: Sequence[Finding],
    playbooks: Collection[str],
    *,
    warns: bool = False,
) -> Decision:
    """The decision after the findings; nothing ever makes a message less suspicious.

    A playbook that the words have named stands. Of two that they leave open, the one that the
    findings speak for is named; where the words tell nothing sure, the likelier of those that the
    findings speak for. A watched number without a playbook only lifts 'none' to 'more', and so
    does all in a text that itself `warns` of a fraud: there a false link is the example.
    """
    damning = [finding for finding in findings if finding.is_damning]
    if not damning or decision.kind is DecisionKind.NAME:
        return decision
    spoken_for = [name for name in _spoken_for(damning) if name in playbooks]
    asked = [ranked for ranked in decision.candidates if ranked.name in spoken_for]
    if decision.kind is DecisionKind.ASK:
        return _naming(asked[0].name, decision) if asked else decision
    if not spoken_for or warns:
        return Decision(DecisionKind.MORE, decision.playbooks)
    ranked = [each.name for each in decision.playbooks if each.name in spoken_for]
    return _naming((ranked or spoken_for)[0], decision)


def _spoken_for(damning: Sequence[Finding]) -> list[str]:
    """The playbooks that findings name: a false link of a brand is that brand's, or any link's."""
    spoken_for = [finding.playbook for finding in damning if finding.playbook is not None]
    false_link = any(f.kind is Kind.LINK and f.verdict is Verdict.LOOKALIKE for f in damning)
    return [*spoken_for, *([FALSE_LINKS] if false_link else [])]


def _naming(playbook: str, decision: Decision) -> Decision:
    others = [ranked for ranked in decision.playbooks if ranked.name != playbook]
    confidence = next((r.confidence for r in decision.playbooks if r.name == playbook), 0.0)
    return Decision(DecisionKind.NAME, (RankedIntent(playbook, confidence), *others))

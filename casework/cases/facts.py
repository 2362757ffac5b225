"""The facts of a report: what is counted, consent or not. No text of the resident."""

from dataclasses import dataclass
from datetime import date

from casework.cases.models import ConsentState, Delay, LossBucket
from casework.stage import Stage

UNCLEAR = "unclear"
"""Stands for a stage that nobody has told."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """An intent that the interpreter held for possible too; confidence from 0 to 1."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is kept of a finding: no number, no address; `domain` of a false or watched site only.

    Kind and verdict are those of casework/evidence/finding.py, `brand` is an id of
    data/official_domains.yml.
    """

    kind: str
    verdict: str
    brand: str | None
    domain: str | None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the bot has understood of a report."""

    channel: str
    decision: str
    playbook_id: str | None
    confidence: float
    stage: Stage | None
    interpreter: str
    model: str | None
    loss: LossBucket = LossBucket.UNKNOWN
    alternatives: tuple[Alternative, ...] = ()
    told_after: Delay = Delay.UNKNOWN
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """The count that a report stands in: it names a day and what was alike, and nobody."""

    told_on: date
    channel: str
    decision: str
    playbook_id: str
    stage: str
    loss: LossBucket
    consent: ConsentState
    told_after: Delay = Delay.UNKNOWN

    @classmethod
    def of(cls, facts: CaseFacts, told_on: date, consent: ConsentState) -> "Counted":
        """Reduce the facts to what is counted: neither confidence nor model."""
        return cls(
            told_on=told_on,
            channel=facts.channel,
            decision=facts.decision,
            playbook_id=facts.playbook_id or "",
            stage=facts.stage.value if facts.stage else UNCLEAR,
            loss=facts.loss,
            consent=consent,
            told_after=facts.told_after,
        )

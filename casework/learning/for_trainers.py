"""A case as trainers may read it: the words, what was said of them, the stage and the day.

No officer, act or note, no place, channel or hour, no other case: what a page does not get it
cannot show. The words are redacted once more whenever they are shown; where today's redactor finds
something that the one of that day has left, an officer has to look first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casework.cases.models import Case, CaseStatus
from casework.cases.review import DISMISSED
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.stage import Stage


@dataclass(frozen=True, slots=True)
class TrainersCase:
    """What a trainer is told of a case.

    `narrative` is None where it is gone, and where it is kept back because the redactor finds
    something in it. `officers_say` is a playbook's id or DISMISSED; None: no officer has decided.
    """

    id: UUID
    told_on: date
    stage: Stage | None
    model_said: str | None
    confidence: float
    alternatives: Sequence[dict[str, Any]]
    officers_say: str | None
    new_script: bool
    narrative: RedactedText | None
    is_kept_back: bool

    @property
    def label(self) -> str | None:
        """By which it goes: the officers' word, before it the model's."""
        return self.officers_say or self.model_said


def for_trainers(cases: Iterable[Case]) -> list[TrainersCase]:
    """The cases in their order. A millisecond each: many of them not on the event loop."""
    return [_for_trainers(case) for case in cases]


def _for_trainers(case: Case) -> TrainersCase:
    narrative = case.narrative
    is_kept_back = narrative is not None and bool(redact(RawText(narrative)).found)
    return TrainersCase(
        id=case.id,
        told_on=case.told_on,
        stage=case.stage,
        model_said=case.playbook_id,
        confidence=case.confidence,
        alternatives=case.alternatives,
        officers_say=_officers_say(case),
        new_script=case.new_script,
        narrative=None if is_kept_back else narrative,
        is_kept_back=is_kept_back,
    )


def _officers_say(case: Case) -> str | None:
    if case.status is CaseStatus.PENDING:
        return None
    return DISMISSED if case.status is CaseStatus.DISMISSED else case.label

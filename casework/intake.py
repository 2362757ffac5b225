"""One report's way: redact, interpret, decide, match, record."""

import asyncio
import unicodedata
from dataclasses import dataclass

from casework.cases.delay import read_delay
from casework.cases.facts import Alternative, CaseFacts
from casework.cases.loss import bucket, read_amount
from casework.cases.models import Delay, LossBucket
from casework.playbooks.library import Library, Match
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.stage import Stage
from casework.understanding.base import Interpretation, Interpreter
from casework.understanding.decision import Decision, DecisionKind, decide, says_nothing
from casework.understanding.likely_stage import likely_stage, sure_stage
from casework.understanding.stage_reader import read_stage

FEW_WORDS = 6
"""Below this many words a playbook needs more than a likely intent to be named."""

ALTERNATIVES_KEPT = 4
"""Of the ranking, with the case, for the officer who doubts the first."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A story understood; `text` is all that is left of what was typed.

    `stage` is the likeliest one, `sure_stage` the one that may be told to the resident. `seen`
    holds the playbooks of which a phrase stands in the text.
    """

    text: RedactedText
    interpretation: Interpretation
    decision: Decision
    stage: Stage | None
    sure_stage: Stage | None
    matches: tuple[Match, ...]
    seen: frozenset[str]
    redacted_kinds: frozenset[str]

    @property
    def intent(self) -> str | None:
        """The best intent; None where the ranking is flat, as for an emoji."""
        return None if says_nothing(self.interpretation) else self.interpretation.intent


async def understand(raw: RawText, *, interpreter: Interpreter, library: Library) -> Understanding:
    """Redact, interpret, decide, match. Keeps nothing."""
    # In a thread: thousands of characters take long enough to hold up other residents.
    redaction = await asyncio.to_thread(redact, RawText(unicodedata.normalize("NFC", raw)))
    interpretation = await interpreter.interpret(redaction.text)
    seen = library.score_by_phrases(redaction.text)
    few = len(redaction.text.split()) < FEW_WORDS
    decision = decide(interpretation, library.ids, seen, few_words=few)
    said = read_stage(redaction.text)
    # Of a text that tells of no scam the model's stages mean nothing.
    stages = {} if decision.kind is DecisionKind.NONE else interpretation.stages
    return Understanding(
        text=redaction.text,
        interpretation=interpretation,
        decision=decision,
        stage=likely_stage(stages, said),
        sure_stage=sure_stage(stages, said),
        matches=tuple(library.match(c.name, redaction.text) for c in decision.candidates),
        seen=frozenset(seen),
        redacted_kinds=frozenset(found.kind for found in redaction.found),
    )


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in what residents tell, through whichever door."""

    interpreter: Interpreter
    library: Library

    async def understand(self, raw: RawText) -> Understanding:
        """Understand a story and keep nothing of it."""
        return await understand(raw, interpreter=self.interpreter, library=self.library)


def facts_of(told: Understanding, channel: str) -> CaseFacts:
    """What is counted of a story: nothing of its words."""
    named = told.decision.kind is DecisionKind.NAME
    paid = told.stage is Stage.PAID
    return CaseFacts(
        channel=channel,
        decision=told.decision.kind.value,
        playbook_id=told.decision.candidates[0].name if named else None,
        confidence=told.interpretation.confidence,
        stage=told.stage,
        interpreter=told.interpretation.source,
        model=told.interpretation.model,
        loss=bucket(read_amount(told.text)) if paid else LossBucket.UNKNOWN,
        told_after=read_delay(told.text) if paid else Delay.UNKNOWN,
        alternatives=tuple(
            Alternative(ranked.name, round(ranked.confidence, 4))
            for ranked in told.interpretation.ranking[:ALTERNATIVES_KEPT]
        ),
    )

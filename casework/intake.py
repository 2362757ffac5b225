"""One report's way: examine, redact, interpret, decide, match, record."""

import asyncio
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from casework.cases.delay import read_delay
from casework.cases.facts import Alternative, CaseFacts, Evidence
from casework.cases.loss import bucket, read_amount
from casework.cases.models import Delay, LossBucket
from casework.evidence.base import Examines, ExaminesNothing, once
from casework.evidence.finding import Finding
from casework.evidence.warnings import warns
from casework.evidence.weight import weighed
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.playbooks.library import Library, Match
from casework.privacy.redactor import Redaction, redact
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
    holds the playbooks of which a phrase stands in the text. `findings` are of what was pasted.
    """

    text: RedactedText
    interpretation: Interpretation
    decision: Decision
    stage: Stage | None
    sure_stage: Stage | None
    matches: tuple[Match, ...]
    seen: frozenset[str]
    redacted_kinds: frozenset[str]
    findings: tuple[Finding, ...] = ()

    @property
    def intent(self) -> str | None:
        """The best intent; None where the ranking is flat, as for an emoji."""
        return None if says_nothing(self.interpretation) else self.interpretation.intent


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in what residents tell, through whichever door."""

    interpreter: Interpreter
    library: Library
    examiner: Examines = field(default_factory=ExaminesNothing)

    async def understand(
        self,
        raw: RawText,
        *,
        codes: Sequence[str] = (),
        found_before: Sequence[Finding] = (),
    ) -> Understanding:
        """Examine, redact, interpret, decide, match. Keeps nothing.

        `codes` is what stands in the codes of pictures; `found_before` are findings of the same
        story, of which only the redacted words are left.
        """
        # In a thread: thousands of characters take long enough to hold up other residents.
        found, redaction = await asyncio.to_thread(self._look_through, raw, codes)
        findings = once([*found_before, *found])
        interpretation = await self.interpreter.interpret(redaction.text)
        library = self.library
        seen = library.score_by_phrases(redaction.text)
        few = len(redaction.text.split()) < FEW_WORDS
        by_words = decide(
            interpretation, library.ids, seen, few_words=few, no_playbooks=NOT_PLAYBOOKS
        )
        warning = bool(findings) and warns(redaction.text)
        decision = weighed(by_words, findings, library.ids, warns=warning)
        said = read_stage(redaction.text)
        # Of a text that tells of no scam the model's stages mean nothing.
        stages = {} if by_words.kind is DecisionKind.NONE else interpretation.stages
        return Understanding(
            text=redaction.text,
            interpretation=interpretation,
            decision=decision,
            stage=likely_stage(stages, said),
            sure_stage=sure_stage(stages, said),
            matches=tuple(library.match(c.name, redaction.text) for c in decision.candidates),
            seen=frozenset(seen),
            redacted_kinds=frozenset(each.kind for each in redaction.found),
            findings=findings,
        )

    def _look_through(
        self, raw: RawText, codes: Sequence[str]
    ) -> tuple[tuple[Finding, ...], Redaction]:
        """Findings are of the raw text: redaction takes numbers and addresses away."""
        return (
            self.examiner.examine(raw, codes),
            redact(RawText(unicodedata.normalize("NFC", raw))),
        )


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
        evidence=tuple(
            Evidence(found.kind.value, found.verdict.value, found.brand, found.domain)
            for found in told.findings
        ),
    )

"""Writes what gathering has found: rows that came, changed and went.

What a trainer has decided meanwhile is left as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case
from casework.learning.models import Suggestion, SuggestionState
from casework.learning.reasons import HeldReason
from casework.learning.stories import Story

_AT_ONCE = 500
"""Ids in one statement."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A story to be suggested, how many say nearly the same, and why it is held, if it is."""

    story: Story
    alike: int
    reason: HeldReason | None

    @property
    def state(self) -> SuggestionState:
        """Held for a reason, or waiting for a trainer."""
        return SuggestionState.HELD if self.reason else SuggestionState.WAITING


async def put(
    session: AsyncSession,
    rows: Mapping[UUID, Suggestion],
    verdicts: Sequence[Verdict],
    settled: Iterable[Story],
    now: datetime,
) -> tuple[int, int]:
    """Let the quarantine hold these verdicts, and of the rest only what is decided and settled.

    How many came, and how many went.
    """
    stays = {verdict.story.case_id for verdict in verdicts} | {s.case_id for s in settled}
    gone = await _let_go(session, [row for row in rows.values() if row.case_id not in stays])
    for verdict in verdicts:
        if (row := rows.get(verdict.story.case_id)) is not None:
            await _change(session, row, verdict)
    new = [verdict for verdict in verdicts if verdict.story.case_id not in rows]
    there = await _still_there(session, [verdict.story.case_id for verdict in new])
    session.add_all(_row(verdict, now) for verdict in new if verdict.story.case_id in there)
    await session.flush()
    return len(there), gone


async def _let_go(session: AsyncSession, rows: Sequence[Suggestion]) -> int:
    gone = [row.case_id for row in rows if row.state is not SuggestionState.ACCEPTED]
    for case_id in gone:
        await session.execute(
            delete(Suggestion).where(
                Suggestion.case_id == case_id, Suggestion.state != SuggestionState.ACCEPTED
            )
        )
    return len(gone)


async def _change(session: AsyncSession, row: Suggestion, verdict: Verdict) -> None:
    story = verdict.story
    changes = {
        "intent": story.intent,
        "model_said": story.model_said,
        "stage": story.stage,
        "told_on": story.told_on,
        "alike": verdict.alike,
        "state": verdict.state,
        "reason": verdict.reason and verdict.reason.value,
    }
    if row.state is SuggestionState.REFUSED:
        # It was refused under another label: it is a new question.
        changes |= {"decided_by": None, "decided_at": None}
    if any(getattr(row, name) != value for name, value in changes.items()):
        await session.execute(
            update(Suggestion)
            .where(Suggestion.case_id == row.case_id, Suggestion.state == row.state)
            .values(changes)
        )


async def _still_there(session: AsyncSession, ids: Sequence[UUID]) -> set[UUID]:
    """A resident may have deleted a case since it was read."""
    there: set[UUID] = set()
    for first in range(0, len(ids), _AT_ONCE):
        some = Case.id.in_(ids[first : first + _AT_ONCE])
        there |= set(
            await session.scalars(select(Case.id).where(some, Case.narrative.is_not(None)))
        )
    return there


def _row(verdict: Verdict, now: datetime) -> Suggestion:
    story = verdict.story
    return Suggestion(
        case_id=story.case_id,
        intent=story.intent,
        model_said=story.model_said,
        stage=story.stage,
        told_on=story.told_on,
        gathered_at=now,
        alike=verdict.alike,
        state=verdict.state,
        reason=verdict.reason and verdict.reason.value,
    )

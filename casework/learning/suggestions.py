"""What trainers see of the quarantine: the words, what the model said, what the officers say.

Neither officer, nor channel, nor commune, nor the hour. A suggestion whose narrative has gone is
not shown, whether it was gathered anew since or not; nor is one whose case was opened again or is
called otherwise now, nor one in which today's redactor finds something, even if that of the last
gathering did not: that takes time, so `readable` is asked after the session.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from casework.cases.models import Case
from casework.learning.models import Suggestion, SuggestionState
from casework.learning.reasons import HeldReason
from casework.learning.stories import called, can_be_learned_from, only_invented
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.stage import Stage

PAGE_SIZE = 20


class SuggestionGone(Exception):
    """Gợi ý này không còn: lời kể đã được xoá hoặc hết hạn giữ, hoặc vụ đã được sửa nhãn."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion as a trainer sees it."""

    case_id: UUID
    intent: str
    model_said: str | None
    stage: Stage | None
    told_on: date
    alike: int
    state: SuggestionState
    narrative: RedactedText

    @property
    def is_relabelled(self) -> bool:
        """Whether the officers say otherwise than the model."""
        return self.intent != self.model_said


@dataclass(frozen=True, slots=True)
class Page:
    """A page of suggestions, and whether there is another one."""

    shown: Sequence[Shown]
    goes_on: bool


async def waiting(session: AsyncSession, intent: str | None = None, page: int = 1) -> Page:
    """What waits for a trainer, the newest day first; `page` counts from 1."""
    query = await _with_words(session, SuggestionState.WAITING)
    if intent is not None:
        query = query.where(Suggestion.intent == intent)
    return await _page(session, query, page)


async def flooded(session: AsyncSession, page: int = 1) -> Page:
    """What is held because of a flood: the only ones that a trainer may look at and let go."""
    query = await _with_words(session, SuggestionState.HELD)
    query = query.where(Suggestion.reason == HeldReason.FLOOD.value)
    return await _page(session, query, page)


async def one(session: AsyncSession, case_id: UUID) -> Shown:
    """One that waits, or is held because of a flood. Raises SuggestionGone."""
    for state in (SuggestionState.WAITING, SuggestionState.HELD):
        query = (await _with_words(session, state)).where(Suggestion.case_id == case_id)
        if state is SuggestionState.HELD:
            query = query.where(Suggestion.reason == HeldReason.FLOOD.value)
        if shown := (await _page(session, query, 1)).shown:
            return shown[0]
    raise SuggestionGone


async def waiting_counts(session: AsyncSession) -> dict[str, int]:
    """How many wait, by intent."""
    query = (
        select(Suggestion.intent, func.count())
        .join(Case, Case.id == Suggestion.case_id)
        .where(Suggestion.state == SuggestionState.WAITING, *await _still_so(session))
        .group_by(Suggestion.intent)
    )
    return dict((await session.execute(query)).all())


async def held_counts(session: AsyncSession) -> Counter[HeldReason]:
    """How many are held, by reason."""
    query = (
        select(Suggestion.reason, func.count())
        .join(Case, Case.id == Suggestion.case_id)
        .where(Suggestion.state == SuggestionState.HELD, *await _still_so(session))
        .group_by(Suggestion.reason)
    )
    found = (await session.execute(query)).all()
    return Counter({HeldReason(reason): count for reason, count in found if reason})


def readable(shown: Sequence[Shown]) -> list[Shown]:
    """Those in which the redactor finds nothing; it takes milliseconds for each."""
    return [one for one in shown if not redact(RawText(one.narrative)).found]


async def _with_words(
    session: AsyncSession, state: SuggestionState
) -> Select[Suggestion, RedactedText | None]:
    return (
        select(Suggestion, Case.narrative)
        .join(Case, Case.id == Suggestion.case_id)
        .where(Suggestion.state == state, *await _still_so(session))
        .order_by(Suggestion.told_on.desc(), Suggestion.case_id)
    )


async def _still_so(session: AsyncSession) -> tuple[ColumnElement[bool], ...]:
    """That the case may be learned from as it is at this moment, and is called as it was."""
    invented = await only_invented(session)
    return can_be_learned_from(invented=invented), called(Suggestion.intent)


async def _page(
    session: AsyncSession, query: Select[Suggestion, RedactedText | None], page: int
) -> Page:
    asked = query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE + 1)
    rows = (await session.execute(asked)).all()
    shown = [
        Shown(
            case_id=row.case_id,
            intent=row.intent,
            model_said=row.model_said,
            stage=row.stage,
            told_on=row.told_on,
            alike=row.alike,
            state=row.state,
            narrative=narrative,
        )
        for row, narrative in rows[:PAGE_SIZE]
        if narrative
    ]
    return Page(shown, goes_on=len(rows) > PAGE_SIZE)

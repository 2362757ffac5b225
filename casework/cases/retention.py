"""How long what is kept is kept. docs/retention.md tells residents and officers the same.

Source: Law 91/2025 art. 14 (delete when the purpose is reached or the period ends, so that it
can't be brought back); the length of the period is this project's choice, for the operator to
shorten.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from casework.cases.models import Case, Review, SecondReading
from casework.clock import VIET_NAM
from casework.db import Sessions, compact

NARRATIVES_KEPT = timedelta(days=180)
"""From consent on. Long enough for a review and for two quarterly reports."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge has taken out, or would take out.

    `written_anew`: whether the files were written anew after it, too.
    """

    narratives: int
    written_anew: bool = True


async def due(sessions: Sessions, now: datetime) -> Purged:
    """Count what a purge at this moment would take out; nothing is changed."""
    async with sessions() as session:
        found = await session.scalar(select(func.count()).select_from(Case).where(_is_due(now)))
    return Purged(narratives=found or 0)


async def purge(sessions: Sessions, now: datetime) -> Purged:
    """Take out all narratives whose period has ended, from the file too. The facts stay.

    With the narrative go the consent and the receipt, what was found in it, and the officers'
    notes, which may retell it: nothing personal is left to delete. The hour goes too, of the day
    only its beginning stays: with a small commune beside it the hour could still remind a
    neighbour of somebody.
    """
    async with sessions.begin() as session:
        await _forget_hours(session, now)
        await session.execute(
            update(Review)
            .where(Review.case_id.in_(select(Case.id).where(_is_due(now))))
            .values(note=None)
        )
        waiting = Case.second_reading == SecondReading.WAITING
        await session.execute(
            update(Case).where(_is_due(now), waiting).values(second_reading=SecondReading.NONE)
        )
        done = await session.execute(
            update(Case)
            .where(_is_due(now))
            .values(
                narrative=None,
                narrative_bare=None,
                evidence=None,
                consent_wording=None,
                consented_at=None,
                receipt_hash=None,
            )
        )
    narratives = done.rowcount if isinstance(done, CursorResult) else 0
    return Purged(narratives, written_anew=not narratives or await _write_anew(sessions))


async def _write_anew(sessions: Sessions) -> bool:
    """Whether the files hold no page of before: somebody who reads meanwhile can be in the way."""
    try:
        for table in (Case, Review):
            await compact(sessions, table.__tablename__)
    except SQLAlchemyError:
        return False
    return True


async def _forget_hours(session: AsyncSession, now: datetime) -> None:
    days = await session.scalars(select(Case.told_on).where(_is_due(now)).distinct())
    for told_on in days.all():
        midnight = datetime.combine(told_on, time(), VIET_NAM).astimezone(UTC)
        await session.execute(
            update(Case).where(_is_due(now), Case.told_on == told_on).values(told_at=midnight)
        )


def _is_due(now: datetime) -> ColumnElement[bool]:
    return Case.consented_at <= now - NARRATIVES_KEPT

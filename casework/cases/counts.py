"""Keeps the counts of reports without consent: one more here, one fewer where it stood before."""

from dataclasses import asdict

from sqlalchemy import delete, insert, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from casework.cases.facts import Counted
from casework.cases.models import CaseCount


async def move(session: AsyncSession, before: Counted | None, after: Counted | None) -> None:
    """Move one report from a count to another. None: it was in no count, or leaves them."""
    if before == after:
        return
    if before is not None:
        await _add(session, before, -1)
        # A count of nothing would still say that somebody had been here.
        await session.execute(delete(CaseCount).where(*_is(before), CaseCount.reports <= 0))
    if after is not None and not await _add(session, after, 1):
        await _begin(session, after)


async def _begin(session: AsyncSession, counted: Counted) -> None:
    try:
        async with session.begin_nested():
            await session.execute(insert(CaseCount).values(**asdict(counted), reports=1))
    except IntegrityError:
        # Another process began the same count in this moment.
        await _add(session, counted, 1)


async def _add(session: AsyncSession, counted: Counted, reports: int) -> bool:
    """Whether the count was there to be changed."""
    changed = await session.execute(
        update(CaseCount)
        .where(*_is(counted), CaseCount.reports + reports >= 0)
        .values(reports=CaseCount.reports + reports)
    )
    return isinstance(changed, CursorResult) and changed.rowcount > 0


def _is(counted: Counted) -> list[ColumnElement[bool]]:
    columns = CaseCount.__table__.c
    return [columns[name] == value for name, value in asdict(counted).items()]

"""Keeps the hour counts: at which hour of the day residents tell, month by month.

An hour count is marginal: it names no day, channel or playbook, so it can't be joined to a report.
Its total is all reports that were told, also those later dismissed, merged or deleted: one is added
when a report is first counted, and none is ever taken away.
"""

from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import HourCount
from casework.clock import hour_in_viet_nam, month_in_viet_nam

TOLD = "told"
"""The source of what residents have told; console/demo_data has a mark of its own."""


async def add(session: AsyncSession, now: datetime, source: str = TOLD) -> None:
    """One report more in the hour of this moment."""
    if await _one_more(session, now, source):
        return
    month, hour = month_in_viet_nam(now), hour_in_viet_nam(now)
    try:
        async with session.begin_nested():
            await session.execute(
                insert(HourCount).values(month=month, hour=hour, source=source, reports=1)
            )
    except IntegrityError:
        # Another process began the same count in this moment.
        await _one_more(session, now, source)


async def _one_more(session: AsyncSession, now: datetime, source: str) -> bool:
    """Whether the count was there to be changed."""
    changed = await session.execute(
        update(HourCount)
        .where(
            HourCount.month == month_in_viet_nam(now),
            HourCount.hour == hour_in_viet_nam(now),
            HourCount.source == source,
        )
        .values(reports=HourCount.reports + 1)
    )
    return isinstance(changed, CursorResult) and changed.rowcount > 0

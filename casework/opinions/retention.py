"""How long opinions are kept. docs/retention.md tells residents and officers the same."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql import ColumnElement

from casework.db import Sessions, compact
from casework.opinions.models import Opinion

logger = logging.getLogger(__name__)

OPINIONS_KEPT = timedelta(days=180)
"""From the sending on: as long as narratives, so that residents hear of one period only."""


async def due(sessions: Sessions, now: datetime) -> int:
    """Count the opinions that a purge at this moment would delete; nothing is changed."""
    async with sessions() as session:
        found = await session.scalar(select(func.count()).select_from(Opinion).where(_is_due(now)))
    return found or 0


async def purge(sessions: Sessions, now: datetime) -> int:
    """Delete the opinions whose period has ended, from the file too; how many there were.

    Whole rows, dealt with or not: of an opinion there is nothing else that could stay.
    """
    async with sessions.begin() as session:
        done = await session.execute(delete(Opinion).where(_is_due(now)))
    purged = done.rowcount if isinstance(done, CursorResult) else 0
    if purged:
        try:
            await compact(sessions, Opinion.__tablename__)
        except SQLAlchemyError as error:
            # Gone from the table all the same; the next purge writes it anew.
            logger.warning("opinions not written anew: %s", type(error).__name__)
    return purged


def _is_due(now: datetime) -> ColumnElement[bool]:
    return Opinion.told_at <= now - OPINIONS_KEPT

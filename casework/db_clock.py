"""Whether this machine's clock agrees with the database's: before anything is deleted by age.

One machine whose clock has jumped ahead would otherwise delete what all others still keep. SQLite
has no clock of its own: there the machine's is the only one.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from casework.db import Sessions

logger = logging.getLogger(__name__)

FURTHEST_APART = timedelta(minutes=5)


async def clock_agrees(
    sessions: Sessions, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> bool:
    """Whether what is due may go. Not if the clocks differ, or the database does not tell."""
    if sessions.kw["bind"].dialect.name != "postgresql":
        return True
    try:
        async with sessions() as session:
            told: datetime = (await session.execute(text("SELECT clock_timestamp()"))).scalar_one()
    except (SQLAlchemyError, OSError) as error:
        logger.warning("database's clock not seen: %s", type(error).__name__)
        return False
    seconds_apart = (now() - told).total_seconds()
    if abs(seconds_apart) <= FURTHEST_APART.total_seconds():
        return True
    logger.error("nothing is purged: this clock and the database's differ by %d s", seconds_apart)
    return False

"""What workers put in order every minute: what has been kept long enough goes.

By the database's clock, not by this machine's: one machine whose clock has jumped must not erase
what all others are still working on.
"""

from datetime import datetime

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.clock import full_hour
from casework.db import Sessions
from casework.deliveries.delivery_book import DELIVERIES_KEPT
from casework.deliveries.models import Delivery
from casework.running_chats import store as chats
from casework.sender_limits.models import SenderMinute

_MINUTE = 60
_MINUTES_KEPT = 2

# Rows of workers that ended long ago; their jobs have gone to others.
_FORGET_WORKERS = text(
    "DELETE FROM procrastinate_workers WHERE last_heartbeat < now() - interval '1 hour'"
)


async def put_in_order(sessions: Sessions) -> None:
    """Erase and delete what is due. Raises what the database raises."""
    async with sessions.begin() as session:
        now = await _now(session)
        await session.execute(
            update(Delivery).where(Delivery.erase_at < now).values(replies=None, erase_at=None)
        )
        oldest = full_hour(now) - DELIVERIES_KEPT
        await session.execute(delete(Delivery).where(Delivery.received_at < oldest))
        await chats.purge(session, now)
        over = int(now.timestamp() // _MINUTE) - _MINUTES_KEPT
        await session.execute(delete(SenderMinute).where(SenderMinute.minute < over))
        await session.execute(_FORGET_WORKERS)


async def _now(session: AsyncSession) -> datetime:
    now: datetime | None = await session.scalar(select(func.now()))
    if now is None:
        raise OSError("the database has no clock")  # never: it always tells
    return now

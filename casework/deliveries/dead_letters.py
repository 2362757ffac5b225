"""Dead letters: what was tried several times and never answered as it should have been.

The resident has got the emergency advice. The words stay sealed, for whoever mends the cause and
has them tried again, until they are purged like all deliveries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.deliveries.jobs import defer
from casework.deliveries.models import Delivery


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What may be known of one: no words, no chat. `received_at` and `dead_at` are full hours."""

    id: int
    channel: str
    received_at: datetime
    attempts: int
    reason: str
    dead_at: datetime


async def dead_letters(session: AsyncSession, limit: int = 200) -> Sequence[DeadLetter]:
    """The dead letters, the newest first."""
    asked = select(Delivery).where(Delivery.dead_at.is_not(None)).order_by(Delivery.id.desc())
    return [
        DeadLetter(
            id=row.id,
            channel=row.channel,
            received_at=row.received_at,
            attempts=row.attempts,
            reason=row.dead_reason or "",
            dead_at=row.dead_at,
        )
        for row in await session.scalars(asked.limit(limit))
        if row.dead_at is not None
    ]


async def try_again(session: AsyncSession, id_: int) -> bool:
    """Put a dead letter back into the queue, as if it had just come; False if it is none."""
    back = (
        update(Delivery)
        .where(
            Delivery.id == id_,
            Delivery.dead_at.is_not(None),
            Delivery.conversation.is_not(None),
        )
        .values(dead_at=None, dead_reason=None, attempts=0, claim=None)
        .returning(Delivery.conversation)
    )
    conversation = await session.scalar(back)
    if conversation is None:
        return False
    await defer(session, [conversation])
    return True


async def drop(session: AsyncSession, id_: int) -> bool:
    """Erase a dead letter's words; False if it is none."""
    gone = (
        update(Delivery)
        .where(Delivery.id == id_, Delivery.dead_at.is_not(None))
        .values(dead_at=None, dead_reason=None, message=None, replies=None, claim=None)
        .returning(Delivery.id)
    )
    return await session.scalar(gone) is not None

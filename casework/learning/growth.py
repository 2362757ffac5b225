"""What has been taken since the live version was trained: how much room is left, what it moves."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.learning import versions
from casework.learning.models import TakenExample
from casework.learning.room import allowance


async def learned_until(session: AsyncSession) -> datetime | None:
    """Until when the live version's data go; None if none is live.

    When it was trained, not when it was promoted: what was taken between the two is not in it, and
    after a rollback what was taken since the older one counts again.
    """
    live = await versions.live(session)
    return None if live is None else live.trained_at


async def taken_since_live(session: AsyncSession) -> Sequence[TakenExample]:
    """The examples that were taken and that the live version does not know yet."""
    since = await learned_until(session)
    query = select(TakenExample).order_by(TakenExample.id)
    if since is not None:
        query = query.where(TakenExample.taken_at > since)
    return (await session.scalars(query)).all()


async def room_left(session: AsyncSession, present: Counter[str]) -> dict[str, int]:
    """How many examples each intent may still take, by how many it has now; never below zero."""
    taken = Counter(each.intent for each in await taken_since_live(session))
    return {
        intent: max(0, allowance(count - taken[intent]) - taken[intent])
        for intent, count in present.items()
    }

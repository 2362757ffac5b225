"""Jobs whose worker is gone go back into the queue."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from casework.deliveries.jobs import defer
from casework.deliveries.models import Delivery
from casework.deliveries.queue_state import ALIVE, WAITS

LONGEST_PUT_OFF = 600.0
"""Seconds. A platform that asks for more is asked again before."""


async def in_hand(session: AsyncSession, worker: int) -> set[int]:
    """The jobs that the queue holds for a worker."""
    return {row[0] for row in await session.execute(_IN_HAND, {"worker": worker})}


async def take_over(session: AsyncSession, dropped: Collection[int]) -> int:
    """Put back what nobody works on; how many jobs.

    Those of a worker that was not heard of for a while or is no longer known, and the `dropped`.
    """
    values = {"alive": ALIVE, "dropped": list(dropped)}
    return len((await session.execute(_TAKE_OVER, values)).all())


async def put_forgotten_back(session: AsyncSession, channels: Sequence[str]) -> None:
    """Have answered what waits on these channels and has no job any more.

    A job that ends by a fault of the queue must not leave a resident without an answer.
    """
    waits = (
        select(Delivery.conversation)
        .distinct()
        .where(
            WAITS, Delivery.conversation.is_not(None), Delivery.channel.in_(channels), _HAS_NO_JOB
        )
    )
    forgotten = [name for name in await session.scalars(waits) if name]
    if forgotten:
        await defer(session, forgotten)


async def seconds_ahead(session: AsyncSession, now: datetime) -> float:
    """How far a clock that says `now` is ahead of the database's."""
    told: datetime | None = await session.scalar(text("SELECT clock_timestamp()"))
    return (now - told).total_seconds() if told is not None else 0.0


async def call_back(session: AsyncSession) -> None:
    """Jobs that were put off for longer than anything is: by a machine whose clock had jumped."""
    await session.execute(_CALL_BACK, {"longest": LONGEST_PUT_OFF})


_HAS_NO_JOB = text(
    "NOT EXISTS (SELECT 1 FROM procrastinate_jobs AS jobs "
    "WHERE jobs.lock = deliveries.conversation AND jobs.status IN ('todo', 'doing'))"
)
_CALL_BACK = text(
    "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' "
    "AND scheduled_at > now() + make_interval(secs => 2 * :longest)"
)
_IN_HAND = text("SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND worker_id = :worker")
_TAKE_OVER = text(
    "SELECT procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL) FROM ("
    "SELECT jobs.id FROM procrastinate_jobs AS jobs "
    "LEFT JOIN procrastinate_workers AS workers ON workers.id = jobs.worker_id "
    "WHERE jobs.status = 'doing' AND (workers.id IS NULL "
    "OR workers.last_heartbeat < now() - make_interval(secs => :alive) "
    "OR jobs.id = ANY(CAST(:dropped AS bigint[]))) "
    "FOR UPDATE OF jobs SKIP LOCKED) AS left_alone"
)

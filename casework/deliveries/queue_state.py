"""How the queue stands, for probes, metrics and the console: numbers only."""

from dataclasses import dataclass, field

from sqlalchemy import func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from casework.deliveries.models import Delivery

ALIVE = 4
"""Seconds since its last sign of life (one a second) after which a worker counts as gone."""

SOME_HANG = 8
"""Conversations whose turns may take long, for reasons of their own, before all count as late."""

WAITS = (
    or_(Delivery.message.is_not(None), Delivery.replies.is_not(None))
    & Delivery.dead_at.is_(None)
    & Delivery.erase_at.is_(None)
)
"""Neither answered, nor given up, nor lying ready for the page."""


@dataclass(frozen=True, slots=True)
class QueueState:
    """What waits and who works. `oldest_seconds`: how long the next job has been due; None if none.

    Where many conversations have been at their turn for longer, it is how long: they hang. On
    SQLite there is one process and no queue: `oldest_seconds` None, `workers` 0.
    """

    waiting: dict[str, int] = field(default_factory=dict)
    oldest_seconds: float | None = None
    dead: int = 0
    workers: int = 0


async def queue_state(session: AsyncSession) -> QueueState:
    """Ask the database. Raises what it raises."""
    by_channel = select(Delivery.channel, func.count()).where(WAITS).group_by(Delivery.channel)
    waiting = {row[0]: row[1] for row in await session.execute(by_channel)}
    dead = select(func.count()).where(Delivery.dead_at.is_not(None))
    given_up = await session.scalar(dead) or 0
    if session.get_bind().dialect.name != "postgresql":
        return QueueState(waiting, dead=given_up)
    late = [await session.scalar(_OLDEST), await session.scalar(_HANGING, {"some": SOME_HANG})]
    workers = await session.scalar(_WORKERS, {"alive": ALIVE}) or 0
    oldest = max((float(seconds) for seconds in late if seconds is not None), default=None)
    return QueueState(waiting, oldest, given_up, workers)


# A job that waits for its retry is not late yet, nor is one behind another of its conversation: one
# chat that is slow or floods would make the whole bot count as late.
_OLDEST = text(
    "SELECT extract(epoch FROM now() - min(greatest(events.at, jobs.scheduled_at))) "
    "FROM procrastinate_jobs AS jobs JOIN procrastinate_events AS events "
    "ON events.job_id = jobs.id AND events.type = 'deferred' "
    "WHERE jobs.status = 'todo' AND coalesce(jobs.scheduled_at, now()) <= now() "
    "AND NOT EXISTS (SELECT FROM procrastinate_jobs AS before WHERE before.lock = jobs.lock "
    "AND before.id < jobs.id AND before.status IN ('todo', 'doing'))"
)
# What is being answered is in nobody's way, unless many are at it for long: a table that is locked,
# a platform that does not answer.
_HANGING = text(
    "SELECT extract(epoch FROM now() - max(events.at)) AS since "
    "FROM procrastinate_jobs AS jobs JOIN procrastinate_events AS events "
    "ON events.job_id = jobs.id AND events.type = 'started' "
    "WHERE jobs.status = 'doing' GROUP BY jobs.id ORDER BY since DESC OFFSET :some LIMIT 1"
)
_WORKERS = text(
    "SELECT count(*) FROM procrastinate_workers "
    "WHERE last_heartbeat > now() - make_interval(secs => :alive)"
)

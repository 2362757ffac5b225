"""What the database knows of the queue, asked when the figures are asked for.

Every process that asks tells the same: a rule takes the highest, never the sum.
"""

import math
import time
from collections.abc import Awaitable, Callable

from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions
from casework.deliveries.queue_state import QueueState, queue_state
from casework.metering.labels import CHANNELS, OTHER, channel_label

UNKNOWN = math.nan
"""Shown while the database is away: the last known figure would look like today's."""


class DatabaseFigures:
    """The queue, the workers, and the database itself. `refresh` asks for all of it."""

    def __init__(self, registry: CollectorRegistry, sessions: Sessions) -> None:
        """`sessions` should be apart (casework/db.py): a full pool is no database that is away."""
        self._sessions = sessions
        self._up = Gauge(
            "canhgiac_database_up", "Whether the database answered just now.", registry=registry
        )
        self._skew = Gauge(
            "canhgiac_database_clock_skew_seconds",
            "The database's clock minus this process's. PostgreSQL only.",
            registry=registry,
        )
        self._waiting = Gauge(
            "canhgiac_queue_waiting",
            "Deliveries that are not answered yet.",
            ["channel"],
            registry=registry,
        )
        self._oldest = Gauge(
            "canhgiac_queue_oldest_seconds",
            "How long the next job of the queue has been due.",
            registry=registry,
        )
        self._dead = Gauge(
            "canhgiac_dead_letters", "Deliveries that were given up.", registry=registry
        )
        self._workers = Gauge(
            "canhgiac_workers_alive",
            "Workers that have shown a sign of life in the last seconds.",
            registry=registry,
        )

    async def refresh(self) -> None:
        """Ask the database. Raises what it raises; then the figures say that they are not known."""
        try:
            async with self._sessions() as session:
                skew = await _clock_skew(session)
                state = await queue_state(session)
        except BaseException:
            # Given up by whoever waits, too.
            self._show(QueueState(oldest_seconds=UNKNOWN), up=False, skew=UNKNOWN)
            raise
        self._show(state, up=True, skew=skew)

    def _show(self, state: QueueState, *, up: bool, skew: float) -> None:
        self._up.set(up)
        self._skew.set(skew)
        self._oldest.set(state.oldest_seconds or 0.0)
        self._dead.set(state.dead if up else UNKNOWN)
        self._workers.set(state.workers if up else UNKNOWN)
        self._waiting.clear()
        if not up:
            return
        for channel in (*CHANNELS, OTHER):
            self._waiting.labels(channel).set(0)
        for channel, waiting in state.waiting.items():
            self._waiting.labels(channel_label(channel)).inc(waiting)


def database_answers(sessions: Sessions) -> Callable[[], Awaitable[None]]:
    """A check for /readyz: raises what the database raises."""

    async def check() -> None:
        async with sessions() as session:
            await session.execute(text("SELECT 1"))

    return check


async def _clock_skew(session: AsyncSession) -> float:
    """Seconds by which the database's clock is ahead of ours; the way there is taken off."""
    if session.get_bind().dialect.name != "postgresql":
        return 0.0
    # The first statement of a session opens the connection: that must not count.
    await session.execute(text("SELECT 1"))
    before = time.time()
    theirs = await session.scalar(text("SELECT extract(epoch FROM clock_timestamp())"))
    return float(theirs or 0.0) - (before + time.time()) / 2

"""The queue as a worker sees it: procrastinate, and what it leaves to us.

procrastinate hands out jobs, one of a conversation at a time, and keeps the workers' signs of life.
Ours is to take over from those that are gone, and to try again what failed.
"""

import asyncio
import contextlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import procrastinate
import psycopg
import psycopg_pool
from procrastinate.jobs import Job
from procrastinate.worker import Worker
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.workers.beside import beside
from bot.workers.own_jobs import OwnJobs
from bot.workers.sending import PutOff
from casework.db import Sessions
from casework.deliveries.jobs import QUEUE, TASK
from casework.deliveries.rescue import (
    LONGEST_PUT_OFF,
    call_back,
    in_hand,
    put_forgotten_back,
    seconds_ahead,
    take_over,
)
from casework.deliveries.shared_book import ClaimLost
from casework.deliveries.upkeep import put_in_order

logger = logging.getLogger(__name__)

SIGN_OF_LIFE = 1.0
"""Seconds between two signs of life of a worker."""

LOOK_EVERY = 1.0
"""Seconds between two looks for jobs that nobody works on."""

POLL_EVERY = 0.5
"""Seconds after which a job is found whose time has come, or that was taken over: of new ones
PostgreSQL tells at once."""

SELDOM = 3600.0
"""Seconds, for what procrastinate does by itself and we do more often, or elsewhere."""

UPKEEP_EVERY = 60.0
FAREWELL = 20.0
"""Seconds that running turns have when the worker is stopped. Others end the rest."""

LONGEST_RETRY = 60

_ALIVE = "UPDATE procrastinate_workers SET last_heartbeat = now() WHERE id = %s"


class Answer(Protocol):
    """Answers what waits in a conversation; `gather`: after a moment, in which more may come."""

    async def __call__(self, conversation: str, *, gather: bool) -> None:
        """Raises PutOff, ClaimLost, or whatever fails."""
        ...


class _TryAgain(procrastinate.BaseRetryStrategy):
    """As long as something waits it is tried again. turns.py knows after how often it is dead."""

    def __init__(self) -> None:
        # Seconds that this machine's clock is ahead of the one by which jobs come due.
        self.ahead = 0.0

    def get_retry_decision(
        self, *, exception: BaseException, job: Job
    ) -> procrastinate.RetryDecision | None:
        if isinstance(exception, ClaimLost):
            return None  # whoever has it goes on
        if isinstance(exception, PutOff):
            seconds = exception.seconds
        elif isinstance(exception, asyncio.CancelledError):
            seconds = 0.0  # this worker ends; others are there
        else:
            seconds = min(2.0 ** min(job.attempts, 6), LONGEST_RETRY)
        at = datetime.now(UTC) + timedelta(seconds=min(seconds, LONGEST_PUT_OFF) - self.ahead)
        return procrastinate.RetryDecision(retry_at=at)


@dataclass(slots=True)
class Queue:
    """Works on the queue at `url` with `at_once` conversations in hand."""

    url: str
    sessions: Sessions
    answer: Answer
    at_once: int
    channels: Sequence[str]
    _again: _TryAgain = field(default_factory=_TryAgain)
    _running: set[int] = field(default_factory=set)
    _not_run: set[int] = field(default_factory=set)

    async def work(self) -> None:
        """Work until cancelled; then running turns are brought to their end."""
        pause = 1.0
        while True:
            try:
                await self._work_while_open()
                pause = 1.0
            except (procrastinate.exceptions.ProcrastinateException, OSError) as error:
                logger.warning("queue away: %s", type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 4.0)

    async def _work_while_open(self) -> None:
        connector = procrastinate.PsycopgConnector(
            conninfo=self.url, min_size=1, max_size=4, timeout=5.0, pool_factory=_unchecked
        )
        app = procrastinate.App(connector=connector)
        app.job_manager = OwnJobs(connector)
        app.task(name=TASK, queue=QUEUE, retry=self._again, pass_context=True)(self._run)
        async with app.open_async():
            worker = Worker(
                app,
                queues=[QUEUE],
                concurrency=self.at_once,
                fetch_job_polling_interval=POLL_EVERY,
                shutdown_graceful_timeout=FAREWELL,
                delete_jobs="always",
                install_signal_handlers=False,
                update_heartbeat_interval=SELDOM,
                stalled_worker_timeout=SELDOM,
            )
            works = (self._show_life(worker), self._take_over(worker), self._keep_in_order())
            async with beside(*works):
                await worker.run()  # type: ignore[no-untyped-call]

    async def _run(
        self, context: procrastinate.JobContext, conversation: str, *, gather: bool
    ) -> None:
        id_ = context.job.id or 0
        self._running.add(id_)
        try:
            await self.answer(conversation, gather=gather and not context.job.attempts)
        finally:
            self._running.discard(id_)

    async def _show_life(self, worker: Worker) -> None:
        """On a connection of its own: behind the jobs' it would come late when there are many."""
        while True:
            with _told_if_away():
                connection = await psycopg.AsyncConnection.connect(
                    self.url, autocommit=True, connect_timeout=5
                )
                async with connection:
                    while True:
                        if worker.worker_id is not None:
                            await connection.execute(_ALIVE, (worker.worker_id,))
                        await asyncio.sleep(SIGN_OF_LIFE)
            await asyncio.sleep(SIGN_OF_LIFE)

    async def _take_over(self, worker: Worker) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            with _told_if_away():
                async with self.sessions.begin() as session:
                    dropped = await self._dropped(session, worker.worker_id)
                    taken = await take_over(session, dropped)
                    await call_back(session)
                    await put_forgotten_back(session, self.channels)
                    self._again.ahead = await seconds_ahead(session, datetime.now(UTC))
                if taken:
                    logger.warning("taken over: %s", taken)

    async def _dropped(self, session: AsyncSession, worker: int | None) -> set[int]:
        """Jobs that the queue holds for this worker and that it has not run for two looks.

        Their end could not be written down, because the database was away.
        """
        held = await in_hand(session, worker) if worker is not None else set()
        before, self._not_run = self._not_run, held - self._running
        return before & self._not_run

    async def _keep_in_order(self) -> None:
        while True:
            with _told_if_away():
                await put_in_order(self.sessions)
            await asyncio.sleep(UPKEEP_EVERY)


def _unchecked(**settings: Any) -> psycopg_pool.AsyncConnectionPool:  # noqa: ANN401
    """Asking each connection first whether it lives costs as much as the job's own statements."""
    return psycopg_pool.AsyncConnectionPool(**{**settings, "check": None})


@contextlib.contextmanager
def _told_if_away() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, psycopg.Error, OSError) as error:
        logger.warning("queue not looked after: %s", type(error).__name__)

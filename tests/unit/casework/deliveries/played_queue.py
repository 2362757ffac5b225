"""procrastinate's own functions, as its workers call them."""

from itertools import count

from sqlalchemy import text

from casework.db import Sessions
from casework.deliveries.envelope import Envelope
from casework.deliveries.rescue import take_over
from casework.deliveries.shared_book import SharedBook
from casework.keys import Keys
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText

KEYS = Keys("k" * 32, "bot")


class PlayedQueue:
    """Takes in, hands out and ends jobs without a running worker."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.book = SharedBook(sessions, KEYS)
        self._numbers = count(1)

    async def _one(self, statement: str, **values: object) -> object:
        async with self.sessions.begin() as session:
            return await session.scalar(text(statement), values)

    async def put(self, chat: str = "7", update_id: str | None = None) -> int:
        words = redact(RawText("alo")).text
        update_id = update_id or f"{chat} {next(self._numbers)}"
        id_, _ = await self.book.take("telegram", update_id, Envelope(chat=chat, words=words))
        return id_

    async def worker(self) -> int:
        id_ = await self._one("SELECT worker_id FROM procrastinate_register_worker_v1()")
        assert isinstance(id_, int)
        return id_

    async def fetch(self, worker: int) -> int | None:
        """The job that a worker gets; None if there is none for it now."""
        job = await self._one(
            "SELECT id FROM procrastinate_fetch_job_v2(CAST(ARRAY['answers'] AS varchar[]), :w)",
            w=worker,
        )
        assert job is None or isinstance(job, int)
        return job

    async def finish(self, job: int) -> None:
        await self._one("SELECT procrastinate_finish_job_v1(:job, 'succeeded', true)", job=job)

    async def silent(self, worker: int, seconds: float) -> None:
        await self._one(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - make_interval(secs => :s) "
            "WHERE id = :w RETURNING id",
            s=seconds,
            w=worker,
        )

    async def started_ago(self, seconds: float) -> None:
        """All that is in hand was begun so long ago."""
        async with self.sessions.begin() as session:
            await session.execute(
                text(
                    "UPDATE procrastinate_events SET at = now() - make_interval(secs => :s) "
                    "WHERE type = 'started'"
                ),
                {"s": seconds},
            )

    async def taken_over(self, *dropped: int) -> int:
        async with self.sessions.begin() as session:
            return await take_over(session, dropped)

    async def jobs(self) -> list[tuple[str, float]]:
        """Status and seconds until each is due."""
        async with self.sessions() as session:
            rows = await session.execute(
                text(
                    "SELECT status::text, coalesce(extract(epoch FROM scheduled_at - now()), 0) "
                    "FROM procrastinate_jobs ORDER BY id"
                )
            )
            return [(status, round(float(seconds))) for status, seconds in rows]

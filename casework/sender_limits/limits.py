"""Counts what each sender sends in a minute, for all processes that receive.

Who a sender is nobody can tell from it: a keyed hash that changes every day. The counts of a minute
are of no use after the next one, and go.
"""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import delete, text
from sqlalchemy.exc import SQLAlchemyError

from casework.clock import day_in_viet_nam
from casework.db import Sessions
from casework.keys import Keys
from casework.sender_limits.models import SenderMinute

_MINUTE = 60
KEPT_MINUTES = 2

# As text: for each number of senders SQLAlchemy would put the statement together anew.
# What is counted in a stretch that has begun goes into its row, which is known by its last minute.
# One that ends later was begun by an intake whose clock is ahead: it must silence nobody here.
# `+ 0`: to be found by the sender, whatever old statistics say of the index on minute.
_COUNT = text(
    "INSERT INTO sender_minutes (sender, minute, times) "
    "SELECT asked.sender, coalesce((SELECT max(begun.minute) FROM sender_minutes begun "
    "WHERE begun.sender = asked.sender AND begun.minute + 0 BETWEEN :now AND asked.minute), "
    "asked.minute), asked.times "
    "FROM unnest(CAST(:senders AS varchar[]), CAST(:minutes AS integer[]), "
    "CAST(:times AS integer[])) AS asked (sender, minute, times) "
    "ON CONFLICT (sender, minute) DO UPDATE SET times = sender_minutes.times + excluded.times "
    "RETURNING sender, times"
)

Count = tuple[str, int]
"""A sender's hash, and how many minutes count as one stretch."""


class _Purpose(StrEnum):
    SENDER = "sender of a day"


class SenderLimits:
    """How often a sender was heard from this minute, across all processes.

    What many ask in the same moment goes to the database in one statement, in a fixed order: so
    two processes never wait for one another.
    """

    def __init__(
        self,
        sessions: Sessions,
        keys: Keys,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._sessions = sessions
        self._keys = keys
        self._now = now
        self._asked: list[tuple[Count, asyncio.Future[int | None]]] = []
        self._asking: asyncio.Task[None] | None = None

    async def count(self, sender: str, minutes: int = 1) -> int | None:
        """How many times this minute, with this one; None while the database does not tell.

        With `minutes`: how many times in a stretch of so many, which begins with the first of them;
        what is counted so needs a name of its own.
        """
        counted = self._stand_in(sender), minutes
        told: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
        self._asked.append((counted, told))
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask_all())
        return await told

    async def forget(self, sender: str, minutes: int = 1) -> None:
        """Take back all that was counted of it in the stretch in which we are.

        While the database does not tell, nothing is taken back.
        """
        # Counted once more: by the answer is written what was asked for before, even if nobody
        # waits for it any more. Otherwise it could come after the deletion, and stay.
        if await self.count(sender, minutes) is None:
            return
        this = SenderMinute.sender == self._stand_in(sender)
        not_over = SenderMinute.minute >= self._minute()
        with contextlib.suppress(SQLAlchemyError, OSError):
            async with self._sessions.begin() as session:
                await session.execute(delete(SenderMinute).where(this, not_over))

    async def purge(self) -> None:
        """Delete the counts of the minutes that are over. Raises what the database raises."""
        over = self._minute() - KEPT_MINUTES
        async with self._sessions.begin() as session:
            await session.execute(delete(SenderMinute).where(SenderMinute.minute < over))

    def _minute(self) -> int:
        """That in which we are, since 1970."""
        return int(self._now() // _MINUTE)

    def _stand_in(self, sender: str) -> str:
        day = day_in_viet_nam(datetime.fromtimestamp(self._now(), UTC))
        return self._keys.sign(_Purpose.SENDER, f"{day} {sender}")

    async def _ask_all(self) -> None:
        try:
            while self._asked:
                asked, self._asked = self._asked, []
                told = await self._ask(Counter(count for count, _ in asked))
                # The last of those who asked together has the full count, the first the lowest.
                behind = Counter(count for count, _ in asked)
                for count, waits in asked:
                    behind[count] -= 1
                    if not waits.done():
                        waits.set_result(told[count] - behind[count] if told else None)
        finally:
            self._asking = None

    async def _ask(self, asked: Counter[Count]) -> dict[Count, int] | None:
        ordered, now = sorted(asked.items()), self._minute()
        values = {
            "now": now,
            "senders": [sender for (sender, _), _ in ordered],
            "minutes": [now + minutes - 1 for (_, minutes), _ in ordered],
            "times": [times for _, times in ordered],
        }
        try:
            async with self._sessions.begin() as session:
                found = (await session.execute(_COUNT, values)).all()
        except (SQLAlchemyError, OSError):
            return None  # whoever takes the message in will see it too
        of_each = {sender: int(times) for sender, times in found}
        return {count: of_each[count[0]] for count in asked}

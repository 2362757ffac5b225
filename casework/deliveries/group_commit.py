"""What many ask for in the same moment is written in one transaction.

On a slow disk a commit takes 10 ms and more, whatever it holds. Two hundred chats at once would
wait for one another; together they wait for two or three commits.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions

Done = TypeVar("Done")

CLOSED = (OperationalError, PoolTimeout, OSError)
"""A locked file, a server that is gone, a pool in which nothing comes free, too many that wait."""

MOST_WAITING = 2_000
"""Acts, of some KB each: so many come together only behind a server that hangs, which is given up
after some seconds (casework/db.py)."""


class TooManyWait(OSError):
    """Sổ tin đang đến đang chờ ghi quá nhiều."""


_DEADLOCK = "40P01"


def _is_deadlock(error: Exception) -> bool:
    """Whether two processes had the same rows in another order: alone, each act goes through."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) == _DEADLOCK


@dataclass(slots=True)
class _Asked(Generic[Done]):
    act: Callable[[AsyncSession], Awaitable[Done]]
    done: "asyncio.Future[Done]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class GroupCommit:
    """Writes to the database in the order in which it was asked to."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._waiting: list[_Asked[object]] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, act: Callable[[AsyncSession], Awaitable[Done]]) -> Done:
        """Do the act; returns once it is on disk. Raises what the database raises, or TooManyWait.

        Whoever is cancelled meanwhile gives up only the waiting: the act is done with the others
        that were asked for, whose commit is neither broken off nor held up by it. What may be
        asked for twice because of that has to know itself again.
        """
        if len(self._waiting) >= MOST_WAITING:
            raise TooManyWait
        asked = _Asked(act)
        self._waiting.append(asked)  # type: ignore[arg-type]  # each future fits its own act
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await asked.done

    async def settled(self) -> None:
        """Wait until all that has been asked for is written."""
        if self._writing is not None:
            await self._writing

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._write_batch(batch)
        finally:
            self._writing = None

    async def _write_batch(self, batch: list[_Asked[object]]) -> None:
        """Write a batch. If one act fails it must not take the others with it."""
        error = await self._write_together(batch)
        if error is None:
            return
        if len(batch) == 1 or (isinstance(error, CLOSED) and not _is_deadlock(error)):
            # A database that is away is away for all: alone each would wait as long again.
            for asked in batch:
                # It is done already where somebody was cancelled who waited for it.
                if not asked.done.done():
                    asked.done.set_exception(error)
            return
        for asked in batch:
            await self._write_batch([asked])

    async def _write_together(self, batch: list[_Asked[object]]) -> Exception | None:
        try:
            async with self._sessions.begin() as session:
                results = [await asked.act(session) for asked in batch]
        except Exception as error:  # noqa: BLE001  # it belongs to whoever asked
            return error
        for asked, result in zip(batch, results, strict=True):
            if not asked.done.done():
                asked.done.set_result(result)
        return None

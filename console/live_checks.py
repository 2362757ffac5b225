"""Checks while somebody types: they may not take all threads of the desk.

A browser gives up a check when more is typed, but the desk does not notice. So of each person one
check runs and only the newest waits; of all together a few run.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

AT_ONCE = 2
"""Checks of all trainers together."""


class Overtaken(Exception):
    """Đã có lần kiểm tra mới hơn, nên lần này thôi."""


class LiveChecks:
    """Turns to check: one a person, a few in all."""

    def __init__(self) -> None:
        self._in_all = asyncio.Semaphore(AT_ONCE)
        self._of_each: dict[UUID, asyncio.Lock] = {}
        self._newest: dict[UUID, int] = {}

    @asynccontextmanager
    async def newest_of(self, who: UUID) -> AsyncIterator[None]:
        """A turn for what is being typed. Raises Overtaken if more was typed while it waited."""
        mine = self._newest[who] = self._newest.get(who, 0) + 1
        async with self._of_each.setdefault(who, asyncio.Lock()), self._in_all:
            if self._newest[who] != mine:
                raise Overtaken
            yield

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """A turn for a page that was asked for: it waits, and is never overtaken."""
        async with self._in_all:
            yield

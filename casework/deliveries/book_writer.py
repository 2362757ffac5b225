"""Writes to the book of deliveries, and says in one way that it cannot be written."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions
from casework.deliveries.group_commit import CLOSED, GroupCommit

logger = logging.getLogger(__name__)

CLOSED_FOR = 1.0
"""Seconds for which a database that was away is not asked again."""

Done = TypeVar("Done")


class DeliveryBookClosed(Exception):
    """Sổ tin đang đến không mở được; xin thử lại sau."""


class DeliveryRefused(DeliveryBookClosed):
    """Sổ tin đang đến không nhận nội dung này, thử lại cũng vậy."""


_REFUSED = (DataError, IntegrityError, ProgrammingError)
"""What comes again whenever it is tried."""


class BookWriter:
    """Writes in groups. After a failure nobody waits for the database for a moment."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._commit = GroupCommit(sessions)
        self._closed_until = 0.0

    async def alone(self, act: Callable[[AsyncSession], Awaitable[Done]]) -> Done:
        """The same in a transaction of its own: for what touches rows that others change too.

        Together such acts would wait for those of another process, in any order.
        """
        if time.monotonic() < self._closed_until:
            raise DeliveryBookClosed
        try:
            async with self._sessions.begin() as session:
                return await act(session)
        except (SQLAlchemyError, OSError) as error:
            raise closed(error) from None

    async def write(self, act: Callable[[AsyncSession], Awaitable[Done]]) -> Done:
        """Do the act; returns once it is on disk. Raises DeliveryBookClosed or DeliveryRefused."""
        if time.monotonic() < self._closed_until:
            raise DeliveryBookClosed
        try:
            return await self._commit.write(act)
        except CLOSED as error:
            # Residents do not wait one after another for a database that is away.
            self._closed_until = time.monotonic() + CLOSED_FOR
            raise closed(error) from None
        except SQLAlchemyError as error:
            raise closed(error) from None


def closed(error: Exception) -> DeliveryBookClosed:
    """What is raised instead of a database's error, which quotes the row that it failed on."""
    logger.error("delivery book unavailable: %s", type(error).__name__)
    return DeliveryRefused() if isinstance(error, _REFUSED) else DeliveryBookClosed()

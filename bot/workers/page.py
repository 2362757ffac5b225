"""The web page's answers by way of the queue: this process waits for what a worker writes.

Any intake can give an answer again, to a page that posts a message twice or is opened anew.
"""

import asyncio
import contextlib
import logging
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Coroutine, Sequence
from time import monotonic
from typing import Any, TypeVar

import psycopg
from sqlalchemy import exists, select
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.base import NotTakenNow
from bot.conversation.conversation import Conversation
from bot.messages import InboundMessage, Reply
from bot.reception.packing import as_pieces
from bot.workers.taking import DATABASE_WAITS, Taking
from bot.workers.watching import Watching
from casework.db import Sessions
from casework.deliveries.envelope import Letters
from casework.deliveries.figures import Figure, Figures
from casework.deliveries.models import Delivery
from casework.deliveries.queue_state import WAITS
from casework.deliveries.shared_book import ANSWERED, SharedBook
from casework.keys import Keys, SealBroken
from casework.running_chats.store import last_replies

logger = logging.getLogger(__name__)

Told = TypeVar("Told")

NAME = "web"

LONGEST_WAIT = 12.0
"""Seconds for taking and answering together; then the page shows the emergency advice, and the
answer when it is asked for again."""

WAIT_FOR_NOBODY = 1.0
"""Seconds, where no worker is known to be there."""

LOOK_AGAIN = 1.0
"""Seconds after which the database is asked, should it not have told."""


class SharedPage:
    """Implements `bot.channels.web.turns.PageAnswers` over the queue."""

    def __init__(
        self,
        taking: Taking,
        conversation: Conversation,
        *,
        book: SharedBook,
        watching: Watching,
        sessions: Sessions,
        keys: Keys,
        figures: Figures,
    ) -> None:
        self._taking = taking
        self._conversation = conversation
        self._book = book
        self._watching = watching
        self._sessions = sessions
        self._keys = keys
        self._figures = figures
        self._told: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self._asked: set[asyncio.Task[Any]] = set()

    async def answer(self, message: InboundMessage, message_id: str | None) -> Sequence[Reply]:
        """Put it into the queue and wait; the emergency advice where that takes too long."""
        update_id = f"{message.chat} {message_id or secrets.token_hex()}"
        seen = await self._conversation.look_at(message)
        until = monotonic() + LONGEST_WAIT
        try:
            id_, new = await self._taking.put(update_id, seen)
        except NotTakenNow:
            return self._at_once(message)
        self._figures.count(NAME, Figure.TAKEN if new else Figure.REPEATED)
        wait = until - monotonic() if self._watching.is_answered else WAIT_FOR_NOBODY
        try:
            return await self._in_time(self._answer_to(id_, message, new=new), wait)
        except TimeoutError:
            return self._at_once(message)

    async def _answer_to(self, id_: int, message: InboundMessage, *, new: bool) -> Sequence[Reply]:
        try:
            replies = await self._replies_to(id_)
        finally:
            self._told.pop(id_, None)
        if not replies and not new:
            # Answered long ago, or by a later message: as it stands on the page by now.
            return await self.last(message.chat) or ()
        return self._at_once(message) if replies is None else replies

    async def last(self, chat: str) -> Sequence[Reply] | None:
        """The replies of the last turn, once nothing is being answered."""
        names = self._book.conversation_keys(NAME, chat)
        with contextlib.suppress(TimeoutError):
            await self._in_time(self._nothing_waits(names), LONGEST_WAIT)
        try:
            found = await self._in_time(self._last_of(names), DATABASE_WAITS)
        except (SQLAlchemyError, OSError):  # TimeoutError is one
            return None
        sealed = next(filter(None, found), None)
        return self._opened(sealed) if sealed else None

    async def listen(self, url: str) -> None:
        """Hear which replies are there, until cancelled; while that fails they are asked for."""
        while True:
            try:
                async for id_ in _told_by(url):
                    if id_ in self._told:
                        self._told[id_].set()
            except (psycopg.Error, OSError) as error:
                logger.warning("answers are not heard of: %s", type(error).__name__)
            await asyncio.sleep(LOOK_AGAIN)

    def _at_once(self, message: InboundMessage) -> Sequence[Reply]:
        return self._conversation.emergency_for(message) or self._conversation.emergency()

    async def _replies_to(self, id_: int) -> Sequence[Reply] | None:
        """The replies; none if a later message answers; None if nobody will answer it."""
        told = self._told[id_]
        while True:
            told.clear()
            with contextlib.suppress(SQLAlchemyError, OSError):
                async with self._sessions() as session:
                    row = await session.get(Delivery, id_)
                if row is None or row.dead_at is not None:
                    return None
                if row.replies is not None:
                    return self._opened(row.replies)
                if row.message is None:
                    return ()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(told.wait(), LOOK_AGAIN)

    async def aclose(self) -> None:
        """Let what was given up come to its end: its connections are closed then."""
        if self._asked:
            await asyncio.wait(self._asked, timeout=DATABASE_WAITS)

    async def _nothing_waits(self, names: Sequence[str]) -> None:
        while await self._is_waiting(names):  # noqa: ASYNC110  # asks the database
            await asyncio.sleep(LOOK_AGAIN / 4)

    async def _last_of(self, names: Sequence[str]) -> Sequence[str | None]:
        async with self._sessions() as session:
            return [await last_replies(session, name) for name in names]

    async def _in_time(self, asked: Coroutine[None, None, Told], seconds: float) -> Told:
        """What it gives; raises TimeoutError when the time is over, and not later.

        A connection to a server that is silent takes ten seconds more until it is given up, which
        is done beside.
        """
        task = asyncio.create_task(asked)
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)
        try:
            done, _ = await asyncio.wait({task}, timeout=max(seconds, 0))
        finally:
            task.cancel()
        if not done:
            raise TimeoutError
        return task.result()

    async def _is_waiting(self, names: Sequence[str]) -> bool:
        waits = select(exists().where(Delivery.conversation.in_(names), WAITS))
        try:
            async with self._sessions() as session:
                return bool(await session.scalar(waits))
        except (SQLAlchemyError, OSError):
            return False

    def _opened(self, sealed: str) -> Sequence[Reply] | None:
        try:
            return as_pieces(Letters.opened(sealed, self._keys))
        except (SealBroken, ValueError):
            return None


async def _told_by(url: str) -> AsyncIterator[int]:
    """The numbers of deliveries whose replies are there, as PostgreSQL tells of them."""
    connection = await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=5)
    async with connection:
        await connection.execute(f"LISTEN {ANSWERED}")
        async for notice in connection.notifies():
            if notice.payload.isdecimal():
                yield int(notice.payload)

"""What waits in a conversation, claimed: at once, or after a moment in which more may come."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from weakref import WeakValueDictionary

from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.shared_book import Claimed, SharedBook

MOST_WINDOWS = 5
"""Windows after which an answer is given although messages keep coming."""

LATELY = 10.0
"""Seconds after a turn for which its jobs may still come: each message has one, and the turn has
answered what came meanwhile too."""


@dataclass(slots=True)
class Gathering:
    """Claims conversations; `window` in seconds, to wait for more of the same story."""

    book: SharedBook
    window: float
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    # When a conversation's turn ended here, the longest ago first.
    _ended: OrderedDict[str, float] = field(default_factory=OrderedDict)

    @asynccontextmanager
    async def alone(self, conversation: str) -> AsyncIterator[None]:
        """One turn of a conversation at a time, also where the queue hands its job out again.

        It does so when all workers were held still: then the first to wake takes over its own.
        """
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        async with lock:
            yield
            self._note_end(conversation)

    async def claimed(self, conversation: str, claim: str, *, gather: bool) -> Claimed:
        """What waits; where more of a story has come meanwhile, with what still comes then."""
        if gather and self.window:
            if conversation in self._ended and not await self.book.waits(conversation):
                return Claimed([], None)
            await asyncio.sleep(self.window)
        claimed = await self.book.claim(conversation, claim)
        if not (gather and self.window):
            return claimed
        interrupted = {each.id for each in claimed.deliveries if each.interrupted}
        known = 1
        for _ in range(MOST_WINDOWS - 1):
            if len(claimed.deliveries) <= known:
                break
            known = len(claimed.deliveries)
            await asyncio.sleep(self.window)
            try:
                claimed = await self.book.claim(conversation, claim, renews=True)
            except DeliveryBookClosed:
                break  # answering will find it closed too, and give back what is claimed
        # A claim that is renewed no longer tells what the first one found.
        deliveries = [replace(w, interrupted=w.id in interrupted) for w in claimed.deliveries]
        return replace(claimed, deliveries=deliveries)

    def _note_end(self, conversation: str) -> None:
        now = time.monotonic()
        self._ended[conversation] = now
        self._ended.move_to_end(conversation)
        while now - next(iter(self._ended.values())) > LATELY:
            self._ended.popitem(last=False)

"""What runs out by itself: conversations that rest; narratives and opinions kept long enough."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Protocol

from bot.conversation.conversation import Conversation

LOOK_EVERY = 60.0
"""Seconds between two looks at the running conversations."""

LOOKS_BETWEEN_PURGES = 60
"""Once an hour the books are looked through, and once at the start."""


class Book(Protocol):
    """What is looked after every hour: the schema, the case book, the box of opinions."""

    async def purge(self) -> None:
        """Take out what is due; never raises."""


async def let_expire(
    conversation: Conversation, books: Sequence[Book], goes_on: Callable[[], Awaitable[bool]]
) -> None:
    """Forget and purge on time, whether or not anybody writes.

    `goes_on` waits for the next look; False ends it. A purge that has begun is brought to its end.
    """
    looks = 0
    while await goes_on():
        conversation.forget_rested()
        looks += 1
        if looks % LOOKS_BETWEEN_PURGES == 0:
            await _purge(books)


@contextlib.asynccontextmanager
async def expiring(conversation: Conversation, books: Sequence[Book]) -> AsyncIterator[None]:
    """Let things expire as long as the block runs; what is due already goes before it begins."""
    await _purge(books)
    stopped = asyncio.Event()

    async def goes_on() -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), LOOK_EVERY)
        return not stopped.is_set()

    running = asyncio.create_task(let_expire(conversation, books, goes_on))
    try:
        yield
    finally:
        stopped.set()
        await running


async def _purge(books: Sequence[Book]) -> None:
    for book in books:
        await book.purge()

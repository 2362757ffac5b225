"""What runs out by itself: conversations that rest, and narratives whose period has ended."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from bot.conversation.conversation import Conversation
from casework.cases.case_book import CaseBook

LOOK_EVERY = 60.0
"""Seconds between two looks at the running conversations."""

LOOKS_BETWEEN_PURGES = 60
"""Once an hour the case book is looked through, and once at the start."""


async def let_expire(
    conversation: Conversation, case_book: CaseBook, goes_on: Callable[[], Awaitable[bool]]
) -> None:
    """Forget and purge on time, whether or not anybody writes.

    `goes_on` waits for the next look; False ends it. A purge that has begun is brought to its end.
    """
    looks = 0
    while await goes_on():
        conversation.forget_rested()
        looks += 1
        if looks % LOOKS_BETWEEN_PURGES == 0:
            await case_book.purge()


@contextlib.asynccontextmanager
async def expiring(conversation: Conversation, case_book: CaseBook) -> AsyncIterator[None]:
    """Let things expire as long as the block runs; what is due already goes before it begins."""
    await case_book.purge()
    stopped = asyncio.Event()

    async def goes_on() -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), LOOK_EVERY)
        return not stopped.is_set()

    running = asyncio.create_task(let_expire(conversation, case_book, goes_on))
    try:
        yield
    finally:
        stopped.set()
        await running

"""What runs out by itself: conversations that rest; narratives and opinions kept long enough."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from bot.conversation.conversation import Conversation

LOOK_EVERY = 60.0
"""Seconds between two looks at the running conversations."""

LOOKS_BETWEEN_PURGES = 60
"""Once an hour the books are looked through, and once at the start."""


Chore = Callable[[], Awaitable[None]]
"""Something to be done every hour: to purge the case book and the box of opinions, to migrate a
database that was away at the start. It never raises."""


async def let_expire(
    conversation: Conversation, chores: Sequence[Chore], goes_on: Callable[[], Awaitable[bool]]
) -> None:
    """Forget and purge on time, whether or not anybody writes.

    `goes_on` waits for the next look; False ends it. A purge that has begun is brought to its end.
    """
    looks = 0
    while await goes_on():
        conversation.forget_rested()
        looks += 1
        if looks % LOOKS_BETWEEN_PURGES == 0:
            await _do(chores)


@contextlib.asynccontextmanager
async def expiring(conversation: Conversation, chores: Sequence[Chore]) -> AsyncIterator[None]:
    """Let things expire as long as the block runs; what is due already goes before it begins."""
    await _do(chores)
    stopped = asyncio.Event()

    async def goes_on() -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), LOOK_EVERY)
        return not stopped.is_set()

    running = asyncio.create_task(let_expire(conversation, chores, goes_on))
    try:
        yield
    finally:
        stopped.set()
        await running


async def _do(chores: Sequence[Chore]) -> None:
    for chore in chores:
        await chore()

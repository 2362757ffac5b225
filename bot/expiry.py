"""What runs out by itself: conversations that rest, and narratives whose period has ended."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.conversation.conversation import Conversation
from casework.cases.case_book import CaseBook

LOOK_EVERY = 60.0
"""Seconds between two looks at the running conversations."""

LOOKS_BETWEEN_PURGES = 60
"""Once an hour the case book is looked through, and once at the start."""


async def let_expire(
    conversation: Conversation,
    case_book: CaseBook,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Forget and purge on time until cancelled, whether or not anybody writes."""
    look = 0
    while True:
        conversation.forget_rested()
        if look % LOOKS_BETWEEN_PURGES == 0:
            await case_book.purge()
        look += 1
        await sleep(LOOK_EVERY)

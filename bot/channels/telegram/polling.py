"""Updates by long polling: the next question to Telegram confirms what has been taken."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial

from pydantic import ValidationError

from bot.channels.telegram import asking
from bot.channels.telegram.connection import TelegramBot
from bot.channels.telegram.updates import Update

Take = Callable[[Update], Awaitable[None]]


async def poll(bot: TelegramBot, take: Take, refuse: Callable[[], None]) -> None:
    """Fetch and take updates until cancelled. Raises ChannelCannotRun, and whatever `take` does.

    What has been fetched and not taken is not confirmed: Telegram hands it out again.
    """
    after: int | None = None
    while True:
        fetched = await asking.until_answered(partial(bot.raw_updates, after))
        updates = list(_readable(fetched, refuse))
        await _take_all(updates, take)
        # Once an empty answer has come, all is confirmed, and nothing needs to be named: after a
        # quiet week Telegram begins to count anew, perhaps below the last number.
        after = max(_numbers(fetched), default=None)
        if fetched and after is None:
            await asyncio.sleep(asking.SHORTEST_PAUSE)  # nothing that could be confirmed


def _readable(fetched: Sequence[object], refuse: Callable[[], None]) -> Iterable[Update]:
    for raw in fetched:
        try:
            yield Update.model_validate(raw)
        except ValidationError:
            refuse()


def _numbers(fetched: Sequence[object]) -> Iterable[int]:
    """The numbers of all updates, also of those that nobody can read: they are not wanted again."""
    for raw in fetched:
        number = raw.get("update_id") if isinstance(raw, dict) else None
        if isinstance(number, int):
            yield number


async def _take_all(updates: Sequence[Update], take: Take) -> None:
    """Take the chats side by side, and what came in one chat in its order."""
    chats: dict[int | None, list[Update]] = {}
    for update in updates:
        chats.setdefault(update.chat.id if update.chat else None, []).append(update)
    # All are heard to their end before the first failure is told: none is left half taken.
    outcomes = await asyncio.gather(
        *(_take_in_order(chat, take) for chat in chats.values()), return_exceptions=True
    )
    for outcome in outcomes:
        if outcome is not None:
            raise outcome


async def _take_in_order(updates: Sequence[Update], take: Take) -> None:
    for update in updates:
        await take(update)

"""Fetching updates one by one. What was handed out is gone there, so it must not be lost here."""

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine

from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.outgoing import TryLater, Unsure
from bot.channels.zalo_bot import wording
from bot.channels.zalo_bot.api import IDLE, Refused, ZaloBotApi

logger = logging.getLogger(__name__)

Take = Callable[[bytes], Coroutine[None, None, None]]

# An idle poll lasts half a minute. Should it ever be answered at once, this keeps it from spinning.
_BREATH = 0.1
_LONGEST_PAUSE = 60.0
_UNAUTHORIZED = 401


class Pauses:
    """Waits longer and longer, until something works again."""

    def __init__(self, first: float) -> None:
        self._first = first
        self._next = first

    async def wait(self) -> None:
        """Wait; twice as long as the last time."""
        await asyncio.sleep(self._next)
        self._next = min(2 * self._next, _LONGEST_PAUSE)

    def reset(self) -> None:
        """Begin with the shortest again."""
        self._next = self._first


class Polling:
    """Polls for one channel, until cancelled."""

    def __init__(self, name: str, api: ZaloBotApi, first_pause: float) -> None:
        self.name = name
        self._api = api
        self._first_pause = first_pause

    async def run(self, take: Take) -> None:
        """Hand each update to `take`. Raises ChannelCannotRun."""
        pauses = Pauses(self._first_pause)
        while True:
            try:
                found = await self._api.get_updates()
            except (Refused, TryLater, Unsure) as trouble:
                if isinstance(trouble, Refused) and trouble.code == IDLE:
                    pauses.reset()
                    await asyncio.sleep(_BREATH)
                    continue
                logger.warning("%s: polling failed: %s", self.name, type(trouble).__name__)
                await self._look_for_a_cause(trouble)
                await pauses.wait()
            else:
                pauses.reset()
                for update in found:
                    await self._take_surely(take, json.dumps(update).encode())
                if not found:
                    await asyncio.sleep(_BREATH)

    async def _look_for_a_cause(self, trouble: Exception) -> None:
        """Raises ChannelCannotRun for what will not pass by itself."""
        if not isinstance(trouble, Refused):
            return
        if trouble.code == _UNAUTHORIZED:
            raise ChannelCannotRun(wording.NOT_ACCEPTED)
        # With which code a poll is refused while a webhook is set, no source tells.
        try:
            webhook = await self._api.webhook()
        except (Refused, TryLater, Unsure):
            return
        if webhook:
            raise ChannelCannotRun(wording.WEBHOOK_IS_SET)

    async def _take_surely(self, take: Take, update: bytes) -> None:
        pauses = Pauses(self._first_pause)
        while True:
            try:
                await _undisturbed(take(update))
            except Exception as error:  # noqa: BLE001  # there is no second copy of it anywhere
                logger.error("%s: an update waits: %s", self.name, type(error).__name__)  # noqa: TRY400
                await pauses.wait()
            else:
                return


async def _undisturbed(taking: Coroutine[None, None, None]) -> None:
    """Finish taking an update also when this process is being ended."""
    task = asyncio.create_task(taking)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise

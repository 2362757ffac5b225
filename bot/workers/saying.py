"""What an intake says at once: the emergency advice, and other words that cannot wait.

Beside the taking, which is never held up by it. Tried a few times where the platform is in trouble.
"""

import asyncio
import contextlib
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic

from bot.channels.base import Messenger
from bot.channels.outgoing import MovedTo, TryLater, Unreachable, Unsure
from bot.channels.rendering import fitted
from bot.conversation.conversation import Conversation
from bot.messages import InboundMessage, Reply
from bot.workers.lately import Lately
from bot.workers.limits import ADVICE_MINUTES, SharedLimits

TRIES = 5
"""For the emergency advice, and other words that cannot wait."""

TRIED_FOR = 30.0
"""Seconds in which these tries begin; later a worker, or the next message, is nearer."""

CLOSING = 4.0
"""Seconds for what is being said when the process ends; one more to take back what was not."""


@dataclass(slots=True)
class Saying:
    """Says things in the chats of these messengers."""

    messengers: Mapping[str, Messenger]
    conversation: Conversation
    limits: SharedLimits
    # The chats that got the emergency advice.
    _told: Lately = field(default_factory=lambda: Lately(ADVICE_MINUTES * 60))
    _beside: set[asyncio.Task[object]] = field(default_factory=set)

    def help(self, message: InboundMessage) -> None:
        """The steps that help whatever happened, beside the taking; once for all intakes."""
        if message.gone or message.in_group or not self._told.is_first(message.conversation):
            return
        self._do_beside(self._advise(message))

    async def _advise(self, message: InboundMessage) -> None:
        """Instead of the steps, what these words call for. If it fails, the next message gets it.

        Which may be heard by an intake that has left it to another: it asks again each time.
        """
        conversation = " ".join(message.conversation)
        if not await self.limits.is_first_advice(conversation):
            self._told.forget(message.conversation)
            return
        urgent = self.conversation.emergency_for(message)
        said = False
        try:
            said = await self._said(message, urgent or self.conversation.emergency())
        finally:
            if not said:
                self._told.forget(message.conversation)
                await self.limits.advice_did_not_go_out(conversation)

    async def _said(self, message: InboundMessage, replies: Sequence[Reply]) -> bool:
        messenger = self.messengers[message.channel]
        return await _said(messenger, message.chat, fitted(replies, messenger.screen))

    def say(self, message: InboundMessage, replies: Sequence[Reply]) -> None:
        """Say it beside the taking: the platform's call is not held up by it."""
        self._do_beside(self._said(message, replies))

    def _do_beside(self, work: Coroutine[None, None, object]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def aclose(self) -> None:
        """Let what is being said at once go out; another intake may say what does not."""
        if not self._beside:
            return
        _, late = await asyncio.wait(self._beside, timeout=CLOSING)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=5 - CLOSING)


async def _said(messenger: Messenger, chat: str, pieces: Sequence[Reply]) -> bool:
    """Whether all of it went out, as far as one can know: tried a few times, as they are due."""
    left, until = list(pieces), monotonic() + TRIED_FOR
    for _ in range(TRIES):
        try:
            while left:
                with contextlib.suppress(Unsure):
                    await messenger.send(chat, left[0], _nothing_to_note)
                left.pop(0)
        except MovedTo as moved:
            chat = moved.chat
        except TryLater as later:
            if monotonic() + later.seconds > until:
                return False
            await asyncio.sleep(later.seconds)
        except Unreachable:
            return False
        if not left:
            return True
    return False


async def _nothing_to_note() -> None:
    pass

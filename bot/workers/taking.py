"""Takes updates in for the workers: judged, examined, redacted, sealed, put in the queue.

Nothing is answered here but what cannot wait: where nobody works on the queue, or it cannot be
written, the resident gets the emergency advice at once, and the platform brings the update again.
A database that hangs is no better than one that is away: after a few seconds it counts as that.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.channels.base import Messenger, NotTakenNow, Refusal
from bot.conversation.conversation import Conversation
from bot.conversation.long_turns import shortened
from bot.conversation.merging import answered_at_once
from bot.messages import InboundMessage, Reply
from bot.reception.limits import Urgency, Verdict
from bot.reception.packing import packed
from bot.workers.lately import Lately
from bot.workers.limits import SharedLimits
from bot.workers.saying import Saying
from bot.workers.watching import Watching
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.figures import Figure, Figures
from casework.deliveries.shared_book import SharedBook

logger = logging.getLogger(__name__)

JUDGED_AGAIN = 600.0
"""Seconds after which an update that is brought once more counts as a message once more."""

DATABASE_WAITS = 5.0
"""Seconds for which a database that does not answer is waited for."""

Told = TypeVar("Told")


class Taking:
    """Implements `bot.channels.base.Reception` over the queue."""

    def __init__(
        self,
        messengers: Sequence[Messenger],
        conversation: Conversation,
        *,
        book: SharedBook,
        limits: SharedLimits,
        watching: Watching,
        figures: Figures,
        redacted: Callable[[frozenset[str]], None] = lambda _kinds: None,
    ) -> None:
        self._conversation = conversation
        self._book = book
        self._limits = limits
        self._watching = watching
        self._saying = Saying({m.name: m for m in messengers}, conversation, limits)
        self._figures = figures
        self._redacted = redacted
        # What a platform brings again because it was not taken counts once in a sender's limit.
        self._judged = Lately(JUDGED_AGAIN)

    async def take(self, update_id: str, message: InboundMessage) -> bool:
        """Take an update; whether it is new. Raises NotTakenNow: it is to be brought again."""
        channel = message.channel
        try:
            verdict = await self._verdict(update_id, message)
            if verdict is not Verdict.ANSWER:
                await self._over_the_limit(message, verdict)
                return True
            _, new = await self.put(update_id, message)
        except NotTakenNow:
            self._saying.help(message)
            raise
        self._figures.count(channel, Figure.TAKEN if new else Figure.REPEATED)
        if new and not self._watching.is_answered:
            self._saying.help(message)
        return new

    async def put(self, update_id: str, message: InboundMessage) -> tuple[int, bool]:
        """Put a message into the queue: its number there, and whether it is new.

        Raises NotTakenNow.
        """
        if self._watching.is_full:
            raise NotTakenNow
        message = replace(message, text=shortened(message.text), quoted=shortened(message.quoted))
        envelope = await packed(await self._conversation.examined(message), whole=True)
        try:
            gather = not answered_at_once(message)
            # Given up, it may be written all the same, a moment or an hour later: then it is
            # answered, and when the platform brings it again it is known. The others that are
            # written with it do not notice (casework/deliveries/group_commit.py).
            take = self._book.take(message.channel, update_id, envelope, gather=gather)
            taken = await _in_time(take)
        except DeliveryBookClosed:
            raise NotTakenNow from None
        if taken[1]:
            self._redacted(frozenset(envelope.redacted))
        return taken

    def refuse(self, channel: str, why: Refusal) -> None:
        """Count what was turned away at a channel's door."""
        self._figures.count(channel, Figure(why.value))

    async def aclose(self) -> None:
        """Let what is being said at once go out; another intake may say what does not."""
        await self._saying.aclose()

    async def _verdict(self, update_id: str, message: InboundMessage) -> Verdict:
        """What was counted, or is being counted by a slow database, is not counted again."""
        update = message.channel, update_id
        if message.gone or not self._judged.is_first(update):
            return Verdict.ANSWER
        verdict = await _in_time(self._limits.judge(_sender_of(message)))
        if verdict is not Verdict.ANSWER:
            self._judged.forget(update)
        return verdict

    async def _over_the_limit(self, message: InboundMessage, verdict: Verdict) -> None:
        """Silence, after one notice; but words of distress are answered, once a minute."""
        self._figures.count(message.channel, Figure.LIMITED)
        if urgent := await self._urgent_words(message):
            self._saying.say(message, urgent)
        elif verdict is Verdict.NOTICE and not message.in_group:
            self._saying.say(message, self._conversation.too_many())

    async def _urgent_words(self, message: InboundMessage) -> Sequence[Reply]:
        despair = self._conversation.hears_despair(message)
        replies = self._conversation.emergency_for(message)
        if not replies:
            return ()
        urgency = Urgency.DESPAIR if despair else Urgency.OTHER
        first = await self._limits.is_first_urgent(_sender_of(message), urgency)
        return replies if first else ()


async def _in_time(asked: Awaitable[Told]) -> Told:
    try:
        async with asyncio.timeout(DATABASE_WAITS):
            return await asked
    except TimeoutError:
        logger.warning("the database does not answer")
        raise NotTakenNow from None


def _sender_of(message: InboundMessage) -> str:
    return f"{message.channel} {message.sender or message.chat}"

"""Takes updates in for the workers: judged, examined, redacted, sealed, put in the queue.

Nothing is answered here but what cannot wait: where nobody works on the queue, or it cannot be
written, the resident gets the emergency advice at once, and the platform brings the update again.
A database that hangs is no better than one that is away: after a few seconds it counts as that.

What one chat sends to one intake is put in the queue in the order in which it came, however long
its packing takes. Two intakes know nothing of each other's order, nor does what was given up keep
its place.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TypeVar

from bot.channels.base import Messenger, NotTakenNow, Refusal
from bot.conversation.conversation import Conversation
from bot.conversation.long_turns import shortened
from bot.conversation.merging import answered_at_once
from bot.messages import InboundMessage, Reply
from bot.reception.arrivals import Arrivals
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
"""Seconds for which a database that does not answer is waited for; and as long, at the most, for
those of the same chat that came before."""

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
        self._arrivals = Arrivals()

    async def take(self, update_id: str, message: InboundMessage) -> bool:
        """Take an update; whether it is new. Raises NotTakenNow: it is to be brought again."""
        channel = message.channel
        try:
            async with self._in_its_turn(message) as patience:
                verdict = await self._verdict(update_id, message, patience)
                if verdict is Verdict.ANSWER:
                    _, new = await self._put(update_id, message, patience)
            if verdict is not Verdict.ANSWER:
                await self._over_the_limit(message, verdict)
                return True
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
        async with self._in_its_turn(message) as patience:
            return await self._put(update_id, message, patience)

    @asynccontextmanager
    async def _in_its_turn(self, message: InboundMessage) -> AsyncIterator["_Patience"]:
        """Behind those of the same chat that came before. Raises NotTakenNow if that takes long."""
        async with AsyncExitStack() as turn:
            before = self._arrivals.in_order(message.conversation)
            await _Patience().wait_for(turn.enter_async_context(before))
            yield _Patience()

    async def _put(
        self, update_id: str, message: InboundMessage, patience: "_Patience"
    ) -> tuple[int, bool]:
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
            taken = await patience.wait_for(take)
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

    async def _verdict(
        self, update_id: str, message: InboundMessage, patience: "_Patience"
    ) -> Verdict:
        """What was counted, or is being counted by a slow database, is not counted again."""
        update = message.channel, update_id
        if message.gone or not self._judged.is_first(update):
            return Verdict.ANSWER
        verdict = await patience.wait_for(self._limits.judge(_sender_of(message)))
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


@dataclass(slots=True)
class _Patience:
    """The seconds that one take may wait in all, while the next of its chat waits for it.

    Packing is not waiting: it comes to its end.
    """

    left: float = field(default_factory=lambda: DATABASE_WAITS)

    async def wait_for(self, asked: Awaitable[Told]) -> Told:
        """What it gives. Raises NotTakenNow once the patience is at its end."""
        began = monotonic()
        try:
            async with asyncio.timeout(self.left):
                return await asked
        except TimeoutError:
            logger.warning("not taken in time")
            raise NotTakenNow from None
        finally:
            self.left -= monotonic() - began


def _sender_of(message: InboundMessage) -> str:
    return f"{message.channel} {message.sender or message.chat}"

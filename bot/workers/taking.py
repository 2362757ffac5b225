"""Takes updates in for the workers: judged, examined, redacted, sealed, put in the queue.

Nothing is answered here but what cannot wait: where nobody works on the queue, or it cannot be
written, the resident gets the emergency advice at once, and the platform brings the update again.
A database that hangs is no better than one that is away: after a few seconds it counts as that.
"""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TypeVar

from bot.channels.base import Messenger, NotTakenNow, Refusal
from bot.channels.outgoing import MovedTo, TryLater, Unreachable, Unsure
from bot.channels.rendering import fitted
from bot.conversation.conversation import Conversation
from bot.conversation.long_turns import shortened
from bot.conversation.merging import answered_at_once
from bot.messages import InboundMessage, Reply
from bot.reception.limits import Urgency, Verdict
from bot.reception.packing import packed
from bot.workers.limits import ADVICE_MINUTES, SharedLimits
from bot.workers.watching import Watching
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.figures import Figure, Figures
from casework.deliveries.shared_book import SharedBook

logger = logging.getLogger(__name__)

JUDGED_AGAIN = 600.0
"""Seconds after which an update that is brought once more counts as a message once more."""

DATABASE_WAITS = 5.0
"""Seconds for which a database that does not answer is waited for."""

TRIES = 5
"""For the emergency advice, and other words that cannot wait."""

TRIED_FOR = 30.0
"""Seconds in which these tries begin; later a worker, or the next message, is nearer."""

CLOSING = 4.0
"""Seconds for what is being said when the process ends; one more to take back what was not."""

MOST_REMEMBERED = 20_000
"""Chats that got the advice, and updates that were judged."""

Told = TypeVar("Told")


@dataclass(slots=True)
class _Lately:
    """What has happened within so many seconds, in memory, the oldest first."""

    seconds: float
    at: OrderedDict[tuple[str, str], float] = field(default_factory=OrderedDict)

    def is_first(self, thing: tuple[str, str]) -> bool:
        now = monotonic()
        last = self.at.pop(thing, None)
        first = last is None or now - last >= self.seconds
        self.at[thing] = now if last is None or first else last
        while len(self.at) > MOST_REMEMBERED or now - next(iter(self.at.values())) >= self.seconds:
            self.at.popitem(last=False)
        return first

    def forget(self, thing: tuple[str, str]) -> None:
        self.at.pop(thing, None)


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
        self._messengers: Mapping[str, Messenger] = {m.name: m for m in messengers}
        self._conversation = conversation
        self._book = book
        self._limits = limits
        self._watching = watching
        self._figures = figures
        self._redacted = redacted
        self._told = _Lately(ADVICE_MINUTES * 60)
        # What a platform brings again because it was not taken counts once in a sender's limit.
        self._judged = _Lately(JUDGED_AGAIN)
        self._beside: set[asyncio.Task[object]] = set()

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
            self._help_at_once(message)
            raise
        self._figures.count(channel, Figure.TAKEN if new else Figure.REPEATED)
        if new and not self._watching.is_answered:
            self._help_at_once(message)
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
        if not self._beside:
            return
        _, late = await asyncio.wait(self._beside, timeout=CLOSING)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=5 - CLOSING)

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
            self._say(message, urgent)
        elif verdict is Verdict.NOTICE and not message.in_group:
            self._say(message, self._conversation.too_many())

    async def _urgent_words(self, message: InboundMessage) -> Sequence[Reply]:
        despair = self._conversation.hears_despair(message)
        replies = self._conversation.emergency_for(message)
        if not replies:
            return ()
        urgency = Urgency.DESPAIR if despair else Urgency.OTHER
        first = await self._limits.is_first_urgent(_sender_of(message), urgency)
        return replies if first else ()

    def _help_at_once(self, message: InboundMessage) -> None:
        """The steps that help whatever happened, beside the taking; once for all intakes."""
        if message.gone or message.in_group or not self._told.is_first(message.conversation):
            return
        self._do_beside(self._advise(message))

    async def _advise(self, message: InboundMessage) -> None:
        """Instead of the steps, what these words call for. If it fails, the next message gets it.

        Which may be heard by an intake that has left it to another: it asks again each time.
        """
        conversation = " ".join(message.conversation)
        if not await self._limits.is_first_advice(conversation):
            self._told.forget(message.conversation)
            return
        urgent = self._conversation.emergency_for(message)
        said = False
        try:
            said = await self._said(message, urgent or self._conversation.emergency())
        finally:
            if not said:
                self._told.forget(message.conversation)
                await self._limits.advice_did_not_go_out(conversation)

    async def _said(self, message: InboundMessage, replies: Sequence[Reply]) -> bool:
        messenger = self._messengers[message.channel]
        return await _said(messenger, message.chat, fitted(replies, messenger.screen))

    def _say(self, message: InboundMessage, replies: Sequence[Reply]) -> None:
        """Say it beside the taking: the platform's call is not held up by it."""
        self._do_beside(self._said(message, replies))

    def _do_beside(self, work: Coroutine[None, None, object]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


async def _in_time(asked: Awaitable[Told]) -> Told:
    try:
        async with asyncio.timeout(DATABASE_WAITS):
            return await asked
    except TimeoutError:
        logger.warning("the database does not answer")
        raise NotTakenNow from None


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


def _sender_of(message: InboundMessage) -> str:
    return f"{message.channel} {message.sender or message.chat}"

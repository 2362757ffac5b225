"""Takes in each update once, answers each conversation in its order, many side by side."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from dataclasses import replace

from bot.channels.base import Messenger, OnMessage, Refusal
from bot.channels.rendering import fitted
from bot.conversation.conversation import Conversation
from bot.conversation.gathering import Gatherer, Part
from bot.conversation.long_turns import shortened
from bot.messages import InboundMessage, Reply
from bot.reception.arrivals import Arrivals
from bot.reception.departures import Departures
from bot.reception.limits import Limits, Urgency, Verdict
from bot.reception.packing import as_letters, as_pieces, packed, unpacked
from bot.reception.recovery import Recovery
from bot.reception.sending import Outgoing, Sender
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.delivery_book import DeliveryBook, Unfinished
from casework.deliveries.figures import Figure

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 16
"""Turns that are worked out at the same time. More would only wait for the same two cores, and in
front of the database some would wait too long; what waits is safe meanwhile."""

MOST_LOOKED_AT = 8
"""Messages whose pictures are fetched and read at the same time: each holds some megabytes."""

UPDATES_REMEMBERED = 20_000
"""Updates that are known again without asking the database."""

PATIENCE_AT_THE_END = 5.0
"""Seconds that running turns get when the bot is stopped; the next start ends the others."""

FIGURES_EVERY = 30.0
"""Seconds between two writings of the channels' figures."""


class Reception:
    """Implements `bot.channels.base.Reception` over a book of deliveries.

    `answer` never raises; `conversation` has the words for when it is not asked.
    """

    def __init__(
        self,
        messengers: Sequence[Messenger],
        conversation: Conversation,
        gatherer: Gatherer,
        answer: OnMessage,
        *,
        book: DeliveryBook,
        departures: Departures,
        limits: Limits,
    ) -> None:
        self._messengers: Mapping[str, Messenger] = {m.name: m for m in messengers}
        self._conversation = conversation
        self._gatherer = gatherer
        self._answer = answer
        self._book = book
        self._limits = limits
        self._departures = departures
        self._recovery = Recovery(book, departures, self._take_up)
        self._sender = Sender(book, departures, conversation.cut_off, self._start)
        self._arrivals = Arrivals()
        self._working = asyncio.Semaphore(MOST_AT_ONCE)
        self._looking = asyncio.Semaphore(MOST_LOOKED_AT)
        self._taken: OrderedDict[str, asyncio.Future[bool]] = OrderedDict()
        # Which delivery a message is: of this very message, for two may be equal.
        self._deliveries: dict[int, int] = {}
        self._running: set[asyncio.Task[None]] = set()

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Take up what was interrupted, and be there for the block's time.

        Raises AnotherBotRuns.
        """
        self._departures.hold()
        if not await self._recovery.at_the_start():
            self._start(self._recovery.later())
        figures = asyncio.create_task(self._write_figures())
        try:
            yield
        finally:
            figures.cancel()
            await self._end()

    async def take(self, update_id: str, message: InboundMessage) -> bool:
        """Take an update; whether it is new. Once this returns the platform may be told so."""
        key = self._book.key_of(message.channel, update_id)
        taken = self._taken.get(key)
        if taken is not None:
            # Perhaps still on its way to the disk: the second call must not be told before.
            await asyncio.shield(taken)
            self._book.figures.count(message.channel, Figure.REPEATED)
            return False
        taken = self._taken[key] = asyncio.ensure_future(self._take(key, update_id, message))
        while len(self._taken) > UPDATES_REMEMBERED:
            self._taken.popitem(last=False)
        try:
            return await asyncio.shield(taken)
        except Exception:
            # The platform will bring it again.
            self._taken.pop(key, None)
            raise

    def refuse(self, channel: str, why: Refusal) -> None:
        """Count what was turned away at a channel's door."""
        self._book.figures.count(channel, Figure(why.value))

    async def _take(self, key: str, update_id: str, message: InboundMessage) -> bool:
        if message.gone:
            self._enter(None, message)
            return True
        if (verdict := self._limits.judge(_sender_of(message))) is not Verdict.ANSWER:
            self._over_the_limit(message, verdict)
            return True
        message = replace(message, text=shortened(message.text), quoted=shortened(message.quoted))
        async with self._arrivals.in_order(message.conversation):
            try:
                earlier = self._book.earlier_keys_of(message.channel, update_id)
                envelope = await packed(message)
                delivery = await self._book.take(message.channel, key, envelope, earlier)
            except DeliveryBookClosed:
                # Help comes first: answered from memory, at the risk of losing it in a crash.
                self._enter(None, message)
                return True
            if delivery is None:
                self._book.figures.count(message.channel, Figure.REPEATED)
                return False
            self._recovery.is_new(delivery)
            self._enter(delivery, message)
        self._book.figures.count(message.channel, Figure.TAKEN)
        return True

    def _over_the_limit(self, message: InboundMessage, verdict: Verdict) -> None:
        """Silence, after one notice; but words of distress are answered, once a minute."""
        self._book.figures.count(message.channel, Figure.LIMITED)
        if urgent := self._urgent_words(message):
            self._start(self._send(message, urgent))
        elif verdict is Verdict.NOTICE and not message.in_group:
            self._start(self._send(message, self._conversation.too_many()))

    def _urgent_words(self, message: InboundMessage) -> Sequence[Reply]:
        """The answer to words of distress, if they had none in the last minute.

        The limit is asked first: reading takes milliseconds, which a flood would multiply.
        """
        sender = _sender_of(message)
        for urgency in Urgency:
            if not self._limits.may_be_urgent(sender, urgency):
                continue
            if urgency is Urgency.DESPAIR and not self._conversation.hears_despair(message):
                continue
            if replies := self._conversation.emergency_for(message):
                self._limits.was_urgent(sender, urgency)
                return replies
        return ()

    def _enter(self, delivery: int | None, message: InboundMessage) -> None:
        if delivery is not None:
            self._deliveries[id(message)] = delivery
        self._start(self._turn(message))

    async def _turn(self, message: InboundMessage) -> None:
        async with self._gatherer.turn(message) as parts:
            for part in parts:
                await self._answer_part(part)

    async def _answer_part(self, part: Part) -> None:
        found = (self._deliveries.pop(id(message), None) for message in part.covers)
        deliveries = [delivery for delivery in found if delivery is not None]
        message = part.message
        if message.pictures:
            # Beside the turns: a platform that is slow with pictures holds up nobody's words.
            async with self._looking:
                message = await self._conversation.look_at(message)
        async with self._working:
            replies = await self._answer(message)
        await self._send(message, replies, deliveries)

    async def _send(
        self, message: InboundMessage, replies: Sequence[Reply], deliveries: Sequence[int] = ()
    ) -> None:
        messenger = self._messengers[message.channel]
        pieces = fitted(replies, messenger.screen)
        waiting = deliveries
        if deliveries:
            with contextlib.suppress(DeliveryBookClosed):
                await self._book.answered(deliveries, as_letters(message.chat, pieces))
                waiting = deliveries[-1:]
        await self._deliver(Outgoing(messenger, message.chat, pieces, waiting))

    async def _deliver(self, outgoing: Outgoing) -> None:
        if not await self._sender.send(outgoing):
            name, chat = outgoing.messenger.name, outgoing.chat
            await self._answer(InboundMessage(name, chat, gone=True))

    def _take_up(self, delivery: Unfinished, gone_out: int) -> None:
        if delivery.channel not in self._messengers:
            return  # of a channel that is switched off now: kept until it is purged
        if delivery.letters is not None:
            letters = delivery.letters
            self._start(self._go_on(delivery, letters.chat, as_pieces(letters), gone_out))
        elif delivery.envelope is not None:
            chat = delivery.envelope.chat
            message = unpacked(delivery.channel, delivery.envelope)
            if gone_out:
                # Answered while the book was closed: what was said is not known any more.
                self._start(self._go_on(delivery, chat, (), gone_out))
            elif message is None:
                emergency = self._conversation.emergency()
                self._start(
                    self._send(InboundMessage(delivery.channel, chat), emergency, [delivery.id])
                )
            else:
                self._enter(delivery.id, message)

    async def _go_on(
        self, delivery: Unfinished, chat: str, pieces: Sequence[Reply], gone_out: int
    ) -> None:
        messenger = self._messengers[delivery.channel]
        outgoing = Outgoing(
            messenger, chat, pieces, [delivery.id], gone_out=gone_out, unsure=gone_out > 0
        )
        async with self._gatherer.in_turn((delivery.channel, chat)):
            await self._deliver(outgoing)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(_logging_failure(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _write_figures(self) -> None:
        while True:
            await asyncio.sleep(FIGURES_EVERY)
            for messenger in self._messengers.values():
                if messenger.quota_left is not None:
                    self._book.figures.set_quota_left(messenger.name, messenger.quota_left)
            with contextlib.suppress(DeliveryBookClosed):
                await self._book.write_figures()

    async def _end(self) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=PATIENCE_AT_THE_END)
        for task in self._running:
            task.cancel()
        self._departures.close()
        with contextlib.suppress(DeliveryBookClosed):
            await self._book.write_figures()


async def _logging_failure(work: Coroutine[None, None, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001  # one turn must not end the others
        # What was interrupted stands in the book, and is taken up at the next start.
        logger.error("a turn failed: %s", type(error).__name__)  # noqa: TRY400


def _sender_of(message: InboundMessage) -> str:
    return f"{message.channel} {message.sender or message.chat}"

"""What a worker does with a conversation whose turn has come: answers all that waits in it.

The order is kept by the queue: one job of a conversation at a time. What was interrupted goes on
where it stopped: replies that are sealed are sent, a message that is not answered is answered.
"""

import asyncio
import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.channels.base import Messenger, OnMessage
from bot.channels.rendering import fitted
from bot.conversation.conversation import Conversation
from bot.conversation.merging import Part, merged
from bot.messages import InboundMessage, Reply
from bot.reception.packing import as_letters, as_pieces, unpacked
from bot.workers.clock import DatabaseClock
from bot.workers.gathering import Gathering
from bot.workers.hold import Hold
from bot.workers.sending import Note, Outgoing, PutOff, Sending
from casework.deliveries.book_writer import DeliveryBookClosed, DeliveryRefused
from casework.deliveries.shared_book import Claimed, SharedBook, Waiting
from casework.turn_acts import Act, TurnActs

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
"""Times that a message may end the process that answers it; then it is a dead letter."""

MOST_AT_ONCE = 16
"""Turns that are worked out at the same time: more would only wait for the same cores."""

MOST_LOOKED_AT = 8
"""Messages whose pictures are fetched and read at the same time: each holds some megabytes."""

GIVE_BACK_TRIES, GIVE_BACK_AGAIN = 5, 1.0
"""Times, and seconds between them: a book that was closed is not opened for a second."""

MOST_TELLINGS = 20
"""Times that the emergency advice is tried where the platform does not take it; a minute apart."""

TELL_AGAIN = 60.0

GIVE_UP_AFTER = timedelta(hours=24)
"""After that a reply that the platform does not take is no help any more."""

WEB = "web"


@dataclass(slots=True)
class Turns:
    """Answers conversations. `answer` never raises; `window` in seconds, to wait for more."""

    messengers: Mapping[str, Messenger]
    conversation: Conversation
    answer: OnMessage
    book: SharedBook
    sending: Sending
    window: float
    clock: DatabaseClock = field(default_factory=DatabaseClock)
    acts: TurnActs = field(default_factory=TurnActs)
    _working: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))
    _looking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_LOOKED_AT))

    _gathering: Gathering = field(init=False)
    _erasing: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Gather over the same book."""
        self._gathering = Gathering(self.book, self.window)

    async def take(self, conversation: str, *, gather: bool = False) -> None:
        """Answer all that waits in a conversation; `gather`: after a moment.

        Raises PutOff, ClaimLost or DeliveryBookClosed; what was not answered then still waits.
        """
        async with self._gathering.alone(conversation):
            claim = secrets.token_hex(16)
            claimed = await self._gathering.claimed(conversation, claim, gather=gather)
            if claimed.deliveries:
                self.clock.told(claimed.deliveries[0].asked_at)
            hold = Hold.of(claimed, claim)
            try:
                for waiting in claimed.deliveries:
                    if waiting.letters is not None:
                        await self._go_on(waiting, hold)
                await self._answer_all(claimed, hold)
            except DeliveryRefused:
                # It would be refused for ever: it counts as tried, and is given up in the end.
                raise
            except (PutOff, DeliveryBookClosed):
                await self._give_back(hold)
                raise

    async def _answer_all(self, claimed: Claimed, hold: Hold) -> None:
        told: list[tuple[Waiting, InboundMessage]] = []
        for waiting in claimed.deliveries:
            if waiting.letters is not None:
                continue
            if not self._has(waiting):
                continue  # of a channel that is switched off now: kept until it is purged
            message = self._message_of(waiting)
            if message is None or waiting.attempts > MOST_ATTEMPTS:
                reason = "unreadable" if waiting.envelope is None else "crashed"
                await self._give_up(waiting, hold, reason if message else "unreadable")
                # It stood in front of the others: they had no part in it.
                if waiting.attempts > MOST_ATTEMPTS:
                    raise PutOff(0)
                continue
            told.append((waiting, message))
        tried_before = any(waiting.attempts > 1 for waiting, _ in told)
        if off := [each.id for each in claimed.deliveries if not self._has(each)]:
            await self.book.release(hold.only(off), hold.claim)
        kept = claimed.chat
        for part in _one_by_one(told) if tried_before else merged([m for _, m in told]):
            ids = [w.id for w, message in told if any(message is c for c in part.covers)]
            kept = await self._answer_part(part, ids, hold, kept)

    def _has(self, waiting: Waiting) -> bool:
        return waiting.channel == WEB or waiting.channel in self.messengers

    def _message_of(self, waiting: Waiting) -> InboundMessage | None:
        if waiting.envelope is None:
            return None
        messenger = self.messengers.get(waiting.channel)
        picture_at = messenger.picture_at if messenger is not None else None
        message = unpacked(waiting.channel, waiting.envelope, picture_at)
        if message is not None and messenger is not None and not message.gone:
            messenger.heard(message)
        return message

    async def _answer_part(
        self, part: Part, ids: Sequence[int], hold: Hold, kept: str | None
    ) -> str | None:
        """Answer a message; how far the conversation is then."""
        message = part.message
        if message.pictures:
            # Beside the turns: a platform that is slow with pictures holds up nobody's words.
            async with self._looking:
                message = await self.conversation.look_at(message)
            message = await self.conversation.examined(message)
        async with self._working:
            self.conversation.carry_on(message.conversation, kept)
            with self.acts.turn() as also:
                try:
                    replies = await self.answer(message)
                finally:
                    kept = self.conversation.put_away(message.conversation)
        await self._send(message, replies, ids, hold, _Turned(kept, also))
        return kept

    async def _send(
        self,
        message: InboundMessage,
        replies: Sequence[Reply],
        ids: Sequence[int],
        hold: Hold,
        turned: "_Turned",
    ) -> None:
        also = list(turned.also)
        if message.gone or any(reply.forgets for reply in replies):
            also.append(self.book.forgetting(message.channel, message.chat))
        if message.channel == WEB:
            letters = as_letters(message.chat, replies)
            await self.book.answered(ids, hold.claim, letters, turned.chat, on_page=True, also=also)
            return
        messenger = self.messengers[message.channel]
        pieces = fitted(replies, messenger.screen)
        letters = as_letters(message.chat, pieces)
        await self.book.answered(ids, hold.claim, letters, turned.chat, also=also)
        if not pieces:
            await self.book.finish(ids, hold.claim)
            return
        await self._deliver(Outgoing(ids[-1], messenger, message.chat, pieces, hold.claim), hold)

    async def _go_on(self, waiting: Waiting, hold: Hold) -> None:
        """Send what is left of replies that were sealed before."""
        messenger, letters = self.messengers.get(waiting.channel), waiting.letters
        if messenger is None or letters is None:
            return
        # Once more where an officer asks for it.
        late = waiting.asked_at - waiting.received_at > GIVE_UP_AFTER
        if late and waiting.attempts > 1:
            await self.book.bury(waiting.id, hold.claim, "undeliverable")
            return
        wrote_at = int(waiting.received_at.timestamp() * 1000)
        messenger.heard(InboundMessage(waiting.channel, letters.chat, order=wrote_at))
        outgoing = Outgoing(
            waiting.id,
            messenger,
            letters.chat,
            as_pieces(letters),
            hold.claim,
            gone_out=waiting.gone_out,
            attempts=waiting.attempts,
            unsure=waiting.interrupted and waiting.gone_out > 0,
        )
        await self._deliver(outgoing, hold)

    async def _deliver(self, outgoing: Outgoing, hold: Hold) -> None:
        try:
            reached = await self.sending.send(outgoing)
        finally:
            hold.note(outgoing)
        await self._finish(outgoing, reached=reached)

    async def _finish(self, outgoing: Outgoing, *, reached: bool) -> None:
        """Erase it: all has left. Also while the book is closed, and while this worker ends."""
        erasing = asyncio.create_task(self._erase(outgoing, reached=reached))
        self._erasing.add(erasing)
        erasing.add_done_callback(self._erasing.discard)
        await asyncio.shield(erasing)

    async def _erase(self, outgoing: Outgoing, *, reached: bool) -> None:
        id_, claim, channel = outgoing.id, outgoing.claim, outgoing.messenger.name
        while True:
            try:
                if reached:
                    await self.book.finish([id_], claim)
                else:
                    await self.book.finish_and_forget(id_, claim, channel, outgoing.chat)
            except DeliveryBookClosed:
                await asyncio.sleep(0.5)
            else:
                return

    async def _give_up(self, waiting: Waiting, hold: Hold, reason: str) -> None:
        """A dead letter; whoever wrote it first gets the steps that help whatever happened."""
        messenger = self.messengers.get(waiting.channel)
        # The page says it by itself.
        if messenger is not None and waiting.envelope is not None:
            steps = self.conversation.emergency()
            note = Note(self.book, waiting.id, hold.claim, waiting.gone_out)
            told = await self.sending.tell(messenger, waiting.envelope.chat, steps, note)
            if not told and waiting.attempts < MOST_ATTEMPTS + MOST_TELLINGS:
                hold.keep(waiting.id)
                raise PutOff(TELL_AGAIN)
        logger.error("a delivery is given up: %s", reason)
        await self.book.bury(waiting.id, hold.claim, reason)

    async def _give_back(self, hold: Hold) -> None:
        """What was not tried is not counted as tried, and what is put off was not interrupted."""
        for _ in range(GIVE_BACK_TRIES if hold.gone_out else 0):
            try:
                await self.book.release(hold.gone_out, hold.claim)
            except DeliveryBookClosed:
                await asyncio.sleep(GIVE_BACK_AGAIN)
            else:
                return


@dataclass(frozen=True, slots=True)
class _Turned:
    """How far the conversation is after a turn, and what the turn has to write."""

    chat: str | None
    also: Sequence[Act]


def _one_by_one(told: Sequence[tuple[Waiting, InboundMessage]]) -> list[Part]:
    """After a crash nothing is joined: so it shows which message it was."""
    return [part for _, message in told for part in merged([message])]

"""Sends the replies of a turn one by one, so that also a crash leaves none out and none doubled.

A moment before a reply's bytes leave, that is noted (departures.py). After a crash the replies not
yet noted are sent; the one noted last may or may not have arrived, so it is not sent again: the
resident gets one line instead that says so, and what to do.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field

from bot.channels.base import Messenger
from bot.channels.outgoing import MovedTo, TryLater, Unreachable, Unsure
from bot.channels.rendering import fitted
from bot.messages import Reply
from bot.reception.departures import Departures
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.delivery_book import DeliveryBook
from casework.deliveries.figures import Figure

logger = logging.getLogger(__name__)

GIVE_UP_AFTER = 24 * 3600
"""Seconds after which a reply that the platform does not take is no help any more."""

GIVE_UP_ON_A_CHAT_AFTER = 600
"""The same where only this chat's message is refused: what is written there next waits for it."""

FINISH_AGAIN = 2.0
"""Seconds between two tries to erase what could not be erased because the book was closed."""

TROUBLED_CHATS = 3
"""So many chats in a row that have to wait, and the platform itself is in trouble."""

LONGEST_QUIET = 30.0
"""Seconds for which a platform in trouble is left alone by all; then somebody tries again."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between two tries where the platform does not say how long: doubled each time."""


@dataclass(slots=True)
class Outgoing:
    """The replies of a turn on their way, which answer these `deliveries`.

    None of them if the book was closed when they came; several if it was closed since.

    `unsure`: whether of the reply that left last nobody knows whether it arrived.
    """

    messenger: Messenger
    chat: str
    pieces: Sequence[Reply]
    deliveries: Sequence[int]
    gone_out: int = 0
    unsure: bool = False


@dataclass(slots=True)
class Sender:
    """Sends. `notice` makes the line for a reply of which nobody knows whether it arrived."""

    book: DeliveryBook
    departures: Departures
    notice: Callable[[], Sequence[Reply]]
    beside: Callable[[Coroutine[None, None, None]], None]
    """Starts something that is done beside the turns."""
    # Until when a platform in trouble is left alone, on the monotonic clock.
    _quiet_until: dict[str, float] = field(default_factory=dict)
    # The chats of each channel that have to wait, since something last went through.
    _troubled: dict[str, set[str]] = field(default_factory=dict)

    async def send(self, outgoing: Outgoing) -> bool:
        """Send what has not left, then erase; False if the chat takes no messages any more."""
        name = outgoing.messenger.name
        try:
            if outgoing.unsure:
                await self._notify(outgoing)
            while outgoing.gone_out < len(outgoing.pieces):
                await self._send_next(outgoing)
        except Unreachable:
            reached = False
            self.book.figures.count(name, Figure.UNREACHABLE)
        else:
            reached = True
            self.book.figures.count(name, Figure.ANSWERED)
        if outgoing.deliveries and not await self._finished(outgoing):
            self.beside(self._finish_later(outgoing))
        return reached

    async def _finished(self, outgoing: Outgoing) -> bool:
        try:
            await self.book.finish(outgoing.deliveries)
        except DeliveryBookClosed:
            return False
        for delivery in outgoing.deliveries:
            self.departures.finished(delivery)
        return True

    async def _finish_later(self, outgoing: Outgoing) -> None:
        """Erase once the book is open again: until then the journal knows that it was answered."""
        while not await self._finished(outgoing):  # noqa: ASYNC110  # asks the database
            await asyncio.sleep(FINISH_AGAIN)

    async def _send_next(self, outgoing: Outgoing) -> None:
        """Send the next reply, again as long as the platform surely has not taken it."""
        try:
            await self._until_taken(outgoing, self._try)
        except Unsure:
            outgoing.gone_out += 1
            self.book.figures.count(outgoing.messenger.name, Figure.UNSURE)
            await self._notify(outgoing)
        else:
            outgoing.gone_out += 1
            self._troubled.pop(outgoing.messenger.name, None)

    async def _until_taken(
        self, outgoing: Outgoing, attempt: Callable[[Outgoing], Awaitable[None]]
    ) -> None:
        """Try until the platform takes it. Raises Unsure or Unreachable."""
        began, pause, channel = time.monotonic(), FIRST_PAUSE, outgoing.messenger.name
        while True:
            await self._keep_quiet(channel)
            try:
                await attempt(outgoing)
            except TryLater as later:
                longest = GIVE_UP_ON_A_CHAT_AFTER if later.only_here else GIVE_UP_AFTER
                if time.monotonic() - began > longest:
                    raise Unreachable from None
                seconds = max(later.seconds, pause)
                self.book.figures.count(channel, Figure.PUT_OFF)
                if not later.only_here:
                    self._note_trouble(outgoing, seconds)
                pause = min(pause * 2, LONGEST_PAUSE)
                await asyncio.sleep(seconds)
            except MovedTo as moved:
                outgoing.chat = moved.chat
            else:
                return

    async def _try(self, outgoing: Outgoing) -> None:
        noted = False

        async def leaving() -> None:
            nonlocal noted
            noted = True
            self._note(outgoing, outgoing.gone_out + 1)

        try:
            await outgoing.messenger.send(
                outgoing.chat, outgoing.pieces[outgoing.gone_out], leaving
            )
        except (TryLater, MovedTo):
            if noted:
                self._note(outgoing, outgoing.gone_out)
            raise
        except (Unreachable, Unsure):
            raise
        except Exception as error:  # noqa: BLE001  # the turn's other replies must go on
            # A fault of ours or of a library: whether it left is not known.
            logger.error("sending failed: %s", type(error).__name__)  # noqa: TRY400
            raise Unsure from None

    def _note(self, outgoing: Outgoing, gone_out: int) -> None:
        for delivery in outgoing.deliveries:
            self.departures.note(delivery, gone_out)

    async def _notify(self, outgoing: Outgoing) -> None:
        """Say that an answer may not have arrived: a platform that was cut off is often still away.

        Raises Unreachable.
        """
        for piece in fitted(self.notice(), outgoing.messenger.screen):

            async def attempt(to: Outgoing, piece: Reply = piece) -> None:
                await to.messenger.send(to.chat, piece, _nothing_to_note)

            # Of what is no answer once is enough.
            with contextlib.suppress(Unsure):
                await self._until_taken(outgoing, attempt)

    async def _keep_quiet(self, channel: str) -> None:
        # Again after the wait: meanwhile somebody else may have been told to wait longer.
        while (wait := self._quiet_until.get(channel, 0) - time.monotonic()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(wait)

    def _note_trouble(self, outgoing: Outgoing, seconds: float) -> None:
        """One chat that has to wait holds up nobody; after several all leave the platform alone."""
        channel = outgoing.messenger.name
        troubled = self._troubled.setdefault(channel, set())
        troubled.add(outgoing.chat)
        if len(troubled) >= TROUBLED_CHATS:
            until = time.monotonic() + min(seconds, LONGEST_QUIET)
            self._quiet_until[channel] = max(until, self._quiet_until.get(channel, 0))


async def _nothing_to_note() -> None:
    pass

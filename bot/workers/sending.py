"""Sends the replies of a turn, so that whichever worker goes on after a crash doubles none.

As bot/reception/sending.py, with two differences: that a reply leaves is noted in the database, for
another machine may have to know it; and a platform that wants to be left alone is not waited for:
the job goes back into the queue.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.channels.base import Messenger
from bot.channels.outgoing import MovedTo, TryLater, Unreachable, Unsure
from bot.channels.rendering import fitted
from bot.conversation.conversation import Conversation
from bot.messages import Reply
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.figures import Figure, Figures
from casework.deliveries.shared_book import ClaimLost, SharedBook

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
"""Seconds between two tries, where the platform does not say how long."""

LONGEST_QUIET = 30.0
"""Seconds for which a platform in trouble is left alone by this worker."""


TROUBLED_CHATS = 3
"""So many chats in a row that have to wait, and the platform itself is in trouble."""

REFUSED_FOR = 600.0
"""Seconds after which a chat whose message alone is refused takes none any more, as it seems. What
is written there next waits for it."""

_REFUSALS_REMEMBERED = 1_000

TELLING_TRIES, FIRST_TELLING_PAUSE, LONGEST_TELLING_PAUSE = 6, 0.5, 2.0
"""For what is said beside the answers."""

NOTIFY_AGAIN = 30.0
"""Seconds until it is tried again to say that an answer may not have arrived."""


class PutOff(Exception):
    """Nền tảng chưa nhận; sẽ gửi lại sau."""

    def __init__(self, seconds: float) -> None:
        super().__init__(self.__doc__)
        self.seconds = seconds


@dataclass(slots=True)
class Outgoing:
    """The replies of the delivery `id`, of which `gone_out` have left; `attempts` so far.

    `unsure`: whether of the one that left last nobody knows whether it arrived.
    """

    id: int
    messenger: Messenger
    chat: str
    pieces: Sequence[Reply]
    claim: str
    gone_out: int = 0
    attempts: int = 1
    unsure: bool = False


@dataclass(slots=True)
class Sending:
    """Sends in the name of a claim."""

    book: SharedBook
    conversation: Conversation
    figures: Figures
    # Until when a platform in trouble is left alone, on the monotonic clock.
    _quiet_until: dict[str, float] = field(default_factory=dict)
    # The chats of each channel that have to wait, since something last went through.
    _troubled: dict[str, set[str]] = field(default_factory=dict)
    # Since when only this delivery has been refused, on the monotonic clock, the oldest first.
    _refused: dict[int, float] = field(default_factory=dict)

    async def send(self, outgoing: Outgoing) -> bool:
        """Send what has not left; False if the chat takes no messages any more.

        Raises PutOff, and ClaimLost: another worker goes on, and this one may not.
        """
        name = outgoing.messenger.name
        if (quiet := self._quiet_until.get(name, 0) - time.monotonic()) > 0:
            raise PutOff(quiet)
        try:
            if outgoing.unsure:
                await self._notify(outgoing)
            while outgoing.gone_out < len(outgoing.pieces):
                await self._send_next(outgoing)
        except Unreachable:
            self.figures.count(name, Figure.UNREACHABLE)
            return False
        self.figures.count(name, Figure.ANSWERED)
        return True

    async def _send_next(self, outgoing: Outgoing) -> None:
        name = outgoing.messenger.name
        note = Note(self.book, outgoing.id, outgoing.claim, outgoing.gone_out + 1)
        try:
            await outgoing.messenger.send(outgoing.chat, outgoing.pieces[outgoing.gone_out], note)
        except TryLater as later:
            note.raise_if_refused()
            # The note stands ahead now; what has really left is written when it is given back.
            self.figures.count(name, Figure.PUT_OFF)
            if later.only_here and self._refused_for(outgoing) >= REFUSED_FOR:
                raise Unreachable from None
            seconds = max(later.seconds, min(2.0 ** min(outgoing.attempts, 7), LONGEST_PAUSE) / 2)
            if not later.only_here:
                self._note_trouble(outgoing, seconds)
            raise PutOff(seconds) from None
        except MovedTo as moved:
            outgoing.chat = moved.chat
        except Unreachable:
            raise
        except Unsure:
            note.raise_if_refused()
            await self._not_known(outgoing)
        except Exception as error:  # noqa: BLE001  # the turn's other replies must go on
            note.raise_if_refused()
            # A fault of ours or of a library: whether it left is not known.
            logger.error("sending failed: %s", type(error).__name__)  # noqa: TRY400
            await self._not_known(outgoing)
        else:
            outgoing.gone_out += 1
            self._troubled.pop(name, None)
            self._refused.pop(outgoing.id, None)

    def _refused_for(self, outgoing: Outgoing) -> float:
        """Seconds for which it alone has been refused here; an outage before does not count."""
        now = time.monotonic()
        since = self._refused.setdefault(outgoing.id, now)
        if len(self._refused) > _REFUSALS_REMEMBERED:
            del self._refused[next(iter(self._refused))]
        return now - since

    def _note_trouble(self, outgoing: Outgoing, seconds: float) -> None:
        """One chat that has to wait holds up nobody; after several all leave the platform alone."""
        name = outgoing.messenger.name
        troubled = self._troubled.setdefault(name, set())
        troubled.add(outgoing.chat)
        if len(troubled) >= TROUBLED_CHATS:
            until = time.monotonic() + min(seconds, LONGEST_QUIET)
            self._quiet_until[name] = max(until, self._quiet_until.get(name, 0))

    async def _not_known(self, outgoing: Outgoing) -> None:
        outgoing.gone_out += 1
        outgoing.unsure = True
        self.figures.count(outgoing.messenger.name, Figure.UNSURE)
        await self._notify(outgoing)

    async def _notify(self, outgoing: Outgoing) -> None:
        """Say that an answer may not have arrived; as long as that is not said it is not sure.

        Raises PutOff; ClaimLost: another says it.
        """
        note = Note(self.book, outgoing.id, outgoing.claim, outgoing.gone_out)
        messenger, lines = outgoing.messenger, self.conversation.cut_off()
        if not await self.tell(messenger, outgoing.chat, lines, note):
            raise PutOff(NOTIFY_AGAIN)
        outgoing.unsure = False

    async def tell(
        self, messenger: Messenger, chat: str, replies: Sequence[Reply], note: "Note"
    ) -> bool:
        """Say something beside the answers; False if the platform does not take it for now.

        Raises ClaimLost or DeliveryBookClosed: then nothing was said.
        """
        for piece in fitted(replies, messenger.screen):
            if not await self._told(messenger, chat, piece, note):
                return False
        return True

    async def _told(self, messenger: Messenger, chat: str, piece: Reply, note: "Note") -> bool:
        unsure = False
        for _ in range(TELLING_TRIES):
            try:
                await _send(messenger, chat, piece, note)
            except TryLater as later:
                await asyncio.sleep(min(later.seconds, LONGEST_TELLING_PAUSE))
            except Unsure:
                # Twice is better than never, of what is no answer.
                unsure = True
                await asyncio.sleep(FIRST_TELLING_PAUSE)
            except MovedTo as moved:
                chat = moved.chat
            except Unreachable:
                return True
            else:
                return True
        return unsure


async def _send(messenger: Messenger, chat: str, piece: Reply, note: "Note") -> None:
    try:
        await messenger.send(chat, piece, note)
    except Exception:
        note.raise_if_refused()
        raise


class Note:
    """Notes that of a delivery so many replies leave, and remembers if that was refused.

    What is said beside the replies leaves by it too, with as many as have left: only whoever has
    the claim may say anything. Libraries on the way turn any error into one of their own.
    """

    def __init__(self, book: SharedBook, id_: int, claim: str, gone_out: int) -> None:
        self._book = book
        self._id = id_
        self._claim = claim
        self._gone_out = gone_out
        self._refused: ClaimLost | DeliveryBookClosed | None = None

    async def __call__(self) -> None:
        """Note it. Raises ClaimLost or DeliveryBookClosed: then nothing may leave."""
        try:
            await self._book.leaving(self._id, self._claim, self._gone_out)
        except (ClaimLost, DeliveryBookClosed) as refused:
            self._refused = refused
            raise

    def raise_if_refused(self) -> None:
        """Nothing has left if the note was refused: say that, whatever else was said."""
        if self._refused is not None:
            raise self._refused

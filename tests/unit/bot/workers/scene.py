"""A worker's turns over a real PostgreSQL, with a played messenger and a death at any step."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import func, select, text, update
from starlette.routing import BaseRoute

from bot.channels.base import Introduction, Leaving, Messenger, OnMessage, Reception
from bot.channels.outgoing import TryLater
from bot.channels.rendering import Screen
from bot.conversation.conversation import Conversation
from bot.conversation.merging import answered_at_once
from bot.messages import Button, InboundMessage, Picture, Reply
from bot.reception.packing import packed
from bot.workers.clock import DatabaseClock
from bot.workers.sending import Sending
from bot.workers.turns import Turns
from casework.db import Sessions
from casework.deliveries.envelope import Letters
from casework.deliveries.figures import Figures
from casework.deliveries.models import Delivery
from casework.deliveries.naming import conversation_keys
from casework.deliveries.shared_book import Claimed, SharedBook
from casework.keys import Keys
from casework.privacy.texts import RawText
from casework.running_chats.models import RunningChat
from casework.turn_acts import Act, TurnActs

KEYS = Keys("k" * 32, "bot")
NOTICE = "ngắt giữa chừng"
EMERGENCY = "Tôi đang trục trặc"


def said(text: str, chat: str = "7", order: int = 0) -> InboundMessage:
    return InboundMessage("telegram", chat, RawText(text), order=order)


class Death:
    """Where a worker dies: it goes on from there no more."""

    def __init__(self, step: str) -> None:
        self.step = step
        self.came = asyncio.Event()
        self._risen = asyncio.Event()

    async def at(self, step: str) -> None:
        if step == self.step:
            self.came.set()
            await self._risen.wait()

    def goes_on(self) -> None:
        """It had only been silent."""
        self._risen.set()


NEVER = Death("never")


class Postman:
    """A messenger that fails as it is told to, and remembers what it has delivered and heard."""

    name = "telegram"
    screen = Screen(4000, buttons=True)
    quota_left: int | None = None

    def __init__(self) -> None:
        self.delivered: list[tuple[str, str]] = []
        self.heard_of: list[str] = []
        # For each call of `send` to come; None where nothing goes wrong.
        self.failures: list[Exception | None] = []
        # What this platform does not take for the time being.
        self.refuses: str | None = None
        self.after_it_left: Callable[[], Awaitable[None]] | None = None

    def routes(self, _reception: Reception) -> Sequence[BaseRoute]:
        return ()

    async def run(self, _reception: Reception) -> None:
        await asyncio.Event().wait()

    async def send(self, chat: str, piece: Reply, leaving: Leaving) -> None:
        await leaving()
        if self.refuses and self.refuses in piece.text:
            raise TryLater(0, only_here=True)
        if self.failures and (failure := self.failures.pop(0)) is not None:
            raise failure
        self.delivered.append((chat, piece.text))
        if self.after_it_left:
            await self.after_it_left()

    def picture_at(self, reference: str) -> Picture:
        async def fetch() -> bytes:
            return reference.encode()

        return Picture(fetch, reference)

    def leave_to_others(self, replies: int) -> None:
        raise AssertionError(replies)

    def heard(self, message: InboundMessage) -> None:
        self.heard_of.append(message.chat)

    async def set_up(self, _introduction: Introduction) -> list[str]:
        return []

    async def webhook_on(self) -> list[str]:
        return []

    async def webhook_off(self) -> list[str]:
        return []

    async def aclose(self) -> None:
        pass

    @property
    def texts(self) -> list[str]:
        """What was delivered; of long texts of the bot's own a short name."""
        return [_short(text) for _, text in self.delivered]


def _short(text: str) -> str:
    for known, name in ((NOTICE, "notice"), (EMERGENCY, "emergency")):
        if known in text:
            return name
    return text


class MortalBook(SharedBook):
    """The book, in the hands of a worker that may die right after each step."""

    def __init__(self, sessions: Sessions, death: Death) -> None:
        super().__init__(sessions, KEYS)
        self._death = death

    async def claim(self, conversation: str, claim: str, *, renews: bool = False) -> Claimed:
        claimed = await super().claim(conversation, claim, renews=renews)
        await self._death.at("claimed")
        return claimed

    async def answered(
        self,
        ids: Sequence[int],
        claim: str,
        letters: Letters,
        chat: str | None,
        *,
        on_page: bool = False,
        also: Sequence[Act] = (),
    ) -> None:
        await super().answered(ids, claim, letters, chat, on_page=on_page, also=also)
        await self._death.at("answered")

    async def leaving(self, id_: int, claim: str, gone_out: int) -> None:
        await super().leaving(id_, claim, gone_out)
        await self._death.at(f"leaving {gone_out}")

    async def finish(self, ids: Sequence[int], claim: str) -> None:
        await self._death.at("finishing")
        await super().finish(ids, claim)


@dataclass
class Scene:
    """What several workers share. Each `worker()` is another process."""

    sessions: Sessions
    conversation: Conversation
    postman: Postman = field(default_factory=Postman)
    pieces: int = 1
    heard: list[InboundMessage] = field(default_factory=list)
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    dies_answering: str | None = None

    def __post_init__(self) -> None:
        self.book = SharedBook(self.sessions, KEYS)
        self.figures = Figures()

    async def answer(self, message: InboundMessage) -> Sequence[Reply]:
        """An echo."""
        if self.dies_answering and self.dies_answering in message.text:
            raise asyncio.CancelledError  # the process is gone: nothing is given back
        self.heard.append(message)
        said_ = message.text or message.choice or "…"
        return [Reply(f"{n}: {said_}", (Button("Vì sao?", "why"),)) for n in range(self.pieces)]

    async def put(self, message: InboundMessage, update_id: str | None = None) -> int:
        """Put it into the queue as an intake does."""
        envelope = await packed(message, whole=True)
        update_id = update_id or f"{message.chat} {message.text} {message.choice} {message.order}"
        gather = not answered_at_once(message)
        id_, _ = await self.book.take(message.channel, update_id, envelope, gather=gather)
        return id_

    def worker(
        self,
        death: Death = NEVER,
        *,
        window: float = 0,
        messengers: Sequence[Messenger] | None = None,
        answer: OnMessage | None = None,
        clock: DatabaseClock | None = None,
        acts: TurnActs | None = None,
    ) -> Turns:
        book = MortalBook(self.sessions, death)
        there = [self.postman] if messengers is None else messengers
        return Turns(
            {messenger.name: messenger for messenger in there},
            self.conversation,
            answer or self.answer,
            book,
            Sending(book, self.conversation, self.figures),
            window,
            clock or DatabaseClock(),
            acts or TurnActs(),
        )

    def key(self, chat: str = "7", channel: str = "telegram") -> str:
        return conversation_keys(KEYS, channel, chat)[0]

    async def gathers(self) -> bool:
        """Whether the newest job says that more of the same story may come."""
        asked = "SELECT CAST(args->>'gather' AS boolean) FROM procrastinate_jobs ORDER BY id DESC"
        async with self.sessions() as session:
            return bool(await session.scalar(text(f"{asked} LIMIT 1")))

    async def take(self, chat: str = "7", channel: str = "telegram") -> None:
        """Another worker takes the conversation over."""
        await self.worker().take(self.key(chat, channel))

    @asynccontextmanager
    async def dead_at(self, step: str, *, window: float = 0) -> AsyncIterator[None]:
        """One worker gets to that step and hangs there; after the block it is gone."""
        death = Death(step)
        self.postman.after_it_left = lambda: death.at(f"left {len(self.postman.delivered)}")
        worker = self.worker(death, window=window)
        turn = asyncio.create_task(worker.take(self.key()))
        async with asyncio.timeout(5):
            await death.came.wait()
        self.postman.after_it_left = None
        yield
        for task in (turn, *worker._erasing):  # noqa: SLF001  # a crash waits for nobody
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await turn

    async def die_at(self, step: str) -> None:
        async with self.dead_at(step):
            pass

    async def die_on(self, word: str) -> None:
        """A worker is killed by a message."""
        self.dies_answering = word
        with contextlib.suppress(asyncio.CancelledError):
            await self.take()
        self.dies_answering = None

    async def rows(self) -> list[Delivery]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Delivery).order_by(Delivery.id)))

    async def row(self, id_: int) -> Delivery:
        return next(row for row in await self.rows() if row.id == id_)

    async def waiting(self) -> list[int]:
        """What is left to be done."""
        rows = await self.rows()
        alive = [row for row in rows if row.dead_at is None and row.erase_at is None]
        return [row.id for row in alive if row.message or row.replies]

    async def running_chats(self) -> int:
        """How many there are."""
        async with self.sessions() as session:
            return await session.scalar(select(func.count()).select_from(RunningChat)) or 0

    async def change(self, id_: int, **values: object) -> None:
        async with self.sessions.begin() as session:
            await session.execute(update(Delivery).where(Delivery.id == id_).values(**values))

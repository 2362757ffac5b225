"""A reception over a real book, with a played messenger."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.routing import BaseRoute

from bot.channels.base import Introduction, Leaving, Reception
from bot.channels.rendering import Screen
from bot.conversation.conversation import Conversation
from bot.conversation.gathering import Gatherer
from bot.messages import Button, InboundMessage, Picture, Reply
from bot.reception.departures import Departures
from bot.reception.limits import Limits
from bot.reception.reception import Reception as OurReception
from casework.db import Sessions
from casework.deliveries.delivery_book import DeliveryBook
from casework.keys import Keys
from casework.privacy.texts import RawText

KEYS = Keys("k" * 32, "bot")


class Postman:
    """A messenger that fails as it is told to, and remembers what it has delivered."""

    name = "telegram"
    screen = Screen(4000, buttons=True)
    quota_left: int | None = None

    def __init__(self) -> None:
        self.delivered: list[tuple[str, str]] = []
        self.failures: list[Exception] = []
        self.before_it_leaves: Callable[[], Awaitable[None]] | None = None
        self.after_it_left: Callable[[], Awaitable[None]] | None = None

    def routes(self, _reception: Reception) -> Sequence[BaseRoute]:
        return ()

    async def run(self, _reception: Reception) -> None:
        await asyncio.Event().wait()

    async def send(self, chat: str, piece: Reply, leaving: Leaving) -> None:
        if self.before_it_leaves:
            await self.before_it_leaves()
        await leaving()
        if self.failures:
            raise self.failures.pop(0)
        self.delivered.append((chat, piece.text))
        if self.after_it_left:
            await self.after_it_left()

    async def set_up(self, _introduction: Introduction) -> list[str]:
        return []

    async def webhook_on(self) -> list[str]:
        return []

    def picture_at(self, reference: str) -> Picture:
        raise AssertionError(reference)

    def leave_to_others(self, replies: int) -> None:
        raise AssertionError(replies)

    def heard(self, message: InboundMessage) -> None:
        raise AssertionError(message)

    async def webhook_off(self) -> list[str]:
        return []

    async def aclose(self) -> None:
        pass


class Scene:
    """A reception with its parts; `open()` again is a restart over the same book."""

    def __init__(self, conversation: Conversation, sessions: Sessions, folder: Path) -> None:
        self.departures = folder / "departures"
        self.postman = Postman()
        self.book = DeliveryBook(sessions, KEYS)
        self.heard: list[InboundMessage] = []
        self.answers = 1
        self._conversation = conversation

    async def answer(self, message: InboundMessage) -> Sequence[Reply]:
        self.heard.append(message)
        if message.gone:
            return ()
        said = message.text or message.choice or "…"
        return [Reply(f"{n}: {said}", (Button("Vì sao?", "why"),)) for n in range(self.answers)]

    @asynccontextmanager
    async def open(self, a_minute: int = 1_000) -> AsyncIterator[OurReception]:
        reception = OurReception(
            [self.postman],
            self._conversation,
            Gatherer(self.answer, 0),
            self.answer,
            book=self.book,
            departures=Departures(self.departures),
            limits=Limits(a_minute, 100_000),
        )
        async with reception.open():
            yield reception

    async def until(self, is_so: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(5):
            while not await is_so():  # noqa: ASYNC110  # asks the database
                await asyncio.sleep(0.005)

    async def until_delivered(self, count: int) -> list[tuple[str, str]]:
        async def is_so() -> bool:
            return len(self.postman.delivered) >= count

        await self.until(is_so)
        return self.postman.delivered

    async def until_finished(self) -> None:
        async def is_so() -> bool:
            return not await self.book.unfinished()

        await self.until(is_so)


def said(text: str, chat: str = "7", order: int = 0) -> InboundMessage:
    return InboundMessage("telegram", chat, RawText(text), order=order)

"""Once, in order, and never silent: the reception over a real book, with a played messenger."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.routing import BaseRoute

from bot.channels.base import Introduction, Leaving, Reception, Refusal
from bot.channels.outgoing import MovedTo, TryLater, Unreachable, Unsure
from bot.channels.rendering import Screen
from bot.conversation.conversation import Conversation
from bot.conversation.gathering import Gatherer
from bot.examining import Examining
from bot.messages import Attachment, Button, InboundMessage, Picture, Reply
from bot.reception import packing, recovery, sending
from bot.reception.departures import AnotherBotRuns, Departures
from bot.reception.limits import Limits
from bot.reception.reception import MOST_AT_ONCE
from bot.reception.reception import Reception as OurReception
from casework.db import Sessions, open_engine, open_sessions
from casework.deliveries.book_writer import BookWriter, DeliveryBookClosed, Done
from casework.deliveries.delivery_book import DeliveryBook, Unfinished
from casework.evidence.base import ExaminesNothing
from casework.evidence.pictures.base import FixedReader
from casework.keys import Keys
from casework.privacy.texts import RawText
from casework.understanding.base import BrokenInterpreter
from tests.conftest import ConversationMaker, NewDatabase

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


@pytest.fixture
def scene(converse: ConversationMaker, sessions: Sessions, tmp_path: Path) -> Scene:
    return Scene(
        converse(BrokenInterpreter(), Examining(ExaminesNothing(), FixedReader({}))),
        sessions,
        tmp_path,
    )


def said(text: str, chat: str = "7", order: int = 0) -> InboundMessage:
    return InboundMessage("telegram", chat, RawText(text), order=order)


async def test_an_update_is_answered_once_however_often_it_comes(scene: Scene) -> None:
    async with scene.open() as reception:
        first = await asyncio.gather(*(reception.take("1", said("alo")) for _ in range(5)))
        assert sorted(first) == [False] * 4 + [True]
        await scene.until_finished()
        assert not await reception.take("1", said("alo"))
    async with scene.open() as reception:
        assert not await reception.take("1", said("alo"))
        assert await reception.take("2", said("ơi"))
        assert await scene.until_delivered(2) == [("7", "0: alo"), ("7", "0: ơi")]


async def test_a_chat_is_answered_in_order_and_chats_side_by_side(scene: Scene) -> None:
    async with scene.open() as reception:
        scene.postman.before_it_leaves = lambda: asyncio.sleep(0.02)
        for number in range(10):
            for chat in "abcdefgh":
                message = InboundMessage("telegram", chat, choice=str(number))
                assert await reception.take(f"{chat}{number}", message)
        began = asyncio.get_running_loop().time()
        delivered = await scene.until_delivered(80)
        lasted = asyncio.get_running_loop().time() - began
    for chat in "abcdefgh":
        texts = [text for to, text in delivered if to == chat]
        assert texts == [f"0: {number}" for number in range(10)]
    assert lasted < 80 * 0.02, "one after another"


async def test_what_was_taken_and_not_answered_is_answered_after_a_crash(scene: Scene) -> None:
    never = asyncio.Event()
    scene.postman.before_it_leaves = never.wait  # type: ignore[assignment]
    async with scene.open() as reception:
        await reception.take("1", said("nó kêu tui chuyển tiền, gọi 0978341256"))
        reception._running.clear()  # noqa: SLF001  # a crash waits for nobody
    scene.postman.before_it_leaves = None
    async with scene.open():
        ((_, text),) = await scene.until_delivered(1)
        await scene.until_finished()
    assert "chuyển tiền" in text


async def crash_in_the_middle(scene: Scene, *, after: int) -> None:
    """Three replies; the process dies when so many have left, the last of them unnoted."""
    scene.answers = 3
    crashed = asyncio.Event()

    async def die() -> None:
        if len(scene.postman.delivered) == after:
            crashed.set()
            await asyncio.Event().wait()

    scene.postman.after_it_left = die
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await crashed.wait()
        reception._running.clear()  # noqa: SLF001  # a crash waits for nobody
    scene.postman.after_it_left = None


@pytest.mark.parametrize("after", [1, 2, 3])
async def test_after_a_crash_the_rest_is_sent_and_nothing_twice(scene: Scene, after: int) -> None:
    await crash_in_the_middle(scene, after=after)
    before = list(scene.postman.delivered)
    async with scene.open():
        await scene.until_finished()
    sent = [text for _, text in scene.postman.delivered[len(before) :]]
    notice, *rest = sent
    assert "ngắt giữa chừng" in notice
    assert [text for _, text in before] + rest == ["0: alo", "1: alo", "2: alo"]
    assert len(scene.heard) == 1, "worked out once"


async def test_what_the_platform_puts_off_comes_later_and_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.01)
    scene.postman.failures = [TryLater(0.01), TryLater(0.01)]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
    assert scene.postman.delivered == [("7", "0: alo")]


@pytest.mark.parametrize("only_here", [False, True])
async def test_one_chat_that_has_to_wait_holds_up_no_other(
    scene: Scene, *, only_here: bool
) -> None:
    scene.postman.failures = [TryLater(60, only_here=only_here)]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until(lambda: _emptied(scene.postman.failures))
        await reception.take("2", said("ơi", chat="8"))
        assert await scene.until_delivered(1) == [("8", "0: ơi")]
        for task in reception._running:  # noqa: SLF001
            task.cancel()


async def test_a_platform_in_trouble_is_left_alone_by_all(scene: Scene) -> None:
    scene.postman.failures = [TryLater(60) for _ in range(100)]
    async with scene.open() as reception:
        for number in range(20):
            await reception.take(str(number), said("alo", chat=str(number)))
            await asyncio.sleep(0.01)
        for task in reception._running:  # noqa: SLF001
            task.cancel()
    assert 100 - len(scene.postman.failures) <= sending.TROUBLED_CHATS + 1


async def test_a_message_that_only_one_chat_is_refused_is_given_up_soon(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(sending, "GIVE_UP_ON_A_CHAT_AFTER", 0.05)
    scene.postman.failures = [TryLater(0.01, only_here=True) for _ in range(100)]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
        scene.postman.failures = []
        await reception.take("2", said("còn đó không"))
        assert await scene.until_delivered(1) == [("7", "0: còn đó không")]


async def _emptied(failures: list[Exception]) -> bool:
    return not failures


async def test_a_crash_while_put_off_sends_it_again_without_a_notice(scene: Scene) -> None:
    scene.postman.failures = [TryLater(60)]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))

        async def is_put_off() -> bool:
            noted = Departures(scene.departures).read()
            return not scene.postman.failures and noted != {} and not any(noted.values())

        await scene.until(is_put_off)
        for task in reception._running:  # noqa: SLF001
            task.cancel()
    async with scene.open():
        await scene.until_finished()
    assert scene.postman.delivered == [("7", "0: alo")]


async def test_an_uncertain_reply_is_told_of_and_the_next_ones_follow(scene: Scene) -> None:
    scene.answers = 2
    scene.postman.failures = [Unsure()]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
    notice, second = [text for _, text in scene.postman.delivered]
    assert "ngắt giữa chừng" in notice
    assert second == "1: alo"


async def test_a_platform_that_goes_away_while_a_reply_leaves_is_told_when_it_is_back(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(sending, "LONGEST_PAUSE", 0.01)
    scene.answers = 2
    scene.postman.failures = [Unsure(), *[TryLater(0) for _ in range(8)], MovedTo("8"), Unsure()]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
    assert scene.postman.failures == []
    assert scene.postman.delivered == [("8", "1: alo")], "of the line itself once is enough"


async def test_a_chat_that_is_gone_is_dropped_and_forgotten(scene: Scene) -> None:
    scene.answers = 2
    scene.postman.failures = [Unreachable()]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
        await reception.take("2", said("alo", chat="8"))
        await scene.until_delivered(2)
    assert {chat for chat, _ in scene.postman.delivered} == {"8"}
    assert any(message.gone and message.chat == "7" for message in scene.heard)


async def test_a_chat_that_has_moved_is_followed(scene: Scene) -> None:
    scene.answers = 2
    scene.postman.failures = [MovedTo("-100")]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
    assert scene.postman.delivered == [("-100", "0: alo"), ("-100", "1: alo")]


async def test_a_broken_messenger_does_not_end_the_turn(scene: Scene) -> None:
    scene.answers = 2
    scene.postman.failures = [ZeroDivisionError()]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
    assert scene.postman.delivered[-1] == ("7", "1: alo")


async def test_without_a_database_help_goes_on(scene: Scene, new_database: NewDatabase) -> None:
    engine = open_engine(new_database("no-tables.db", empty=True))
    scene.book = DeliveryBook(open_sessions(engine), KEYS)
    async with scene.open() as reception:
        assert await reception.take("1", said("alo"))
        assert not await reception.take("1", said("alo"))
        assert await scene.until_delivered(1) == [("7", "0: alo")]
    await engine.dispose()


class ShutWriter(BookWriter):
    closed = False

    async def write(self, act: Callable[[AsyncSession], Awaitable[Done]]) -> Done:
        if self.closed:
            raise DeliveryBookClosed
        return await super().write(act)


class Shut(DeliveryBook):
    """A book that can be closed in the middle, as by somebody who locks its file."""

    def __init__(self, sessions: Sessions, keys: Keys) -> None:
        super().__init__(sessions, keys)
        self._writer = self.writer = ShutWriter(sessions)

    @property
    def closed(self) -> bool:
        return self.writer.closed

    @closed.setter
    def closed(self, closed: bool) -> None:
        self.writer.closed = closed

    async def unfinished(self) -> list[Unfinished]:
        if self.closed:
            raise DeliveryBookClosed
        return await super().unfinished()


async def test_what_was_answered_while_the_book_was_closed_is_not_answered_again(
    scene: Scene, sessions: Sessions
) -> None:
    scene.book = book = Shut(sessions, KEYS)

    async def close() -> None:
        book.closed = True

    scene.postman.before_it_leaves = close
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        assert await scene.until_delivered(1) == [("7", "0: alo")]
        for task in reception._running:  # noqa: SLF001  # a crash waits for nobody
            task.cancel()
    scene.postman.before_it_leaves, book.closed = None, False
    async with scene.open():
        await scene.until_finished()
    assert [text for _, text in scene.postman.delivered if text == "0: alo"] == ["0: alo"]


async def test_what_could_not_be_erased_is_erased_once_the_book_is_open(
    scene: Scene, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FINISH_AGAIN", 0.01)
    scene.book = book = Shut(sessions, KEYS)

    async def close() -> None:
        book.closed = True

    scene.postman.after_it_left = close
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_delivered(1)
        await asyncio.sleep(0.05)
        book.closed = False
        await scene.until_finished()


async def test_interrupted_residents_are_helped_once_the_book_can_be_opened(
    scene: Scene, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "TRY_AGAIN", 0.01)
    await crash_in_the_middle(scene, after=1)
    scene.book = book = Shut(sessions, KEYS)
    book.closed = True
    before = len(scene.postman.delivered)
    async with scene.open():
        await asyncio.sleep(0.05)
        assert len(scene.postman.delivered) == before
        book.closed = False
        await scene.until_finished()
    notice, *rest = [text for _, text in scene.postman.delivered[before:]]
    assert "ngắt giữa chừng" in notice
    assert rest == ["1: alo", "2: alo"]


async def test_a_delivery_of_another_version_keeps_nobody_else_from_help(scene: Scene) -> None:
    odd = (await packing.packed(said("alo"))).model_copy(update={"attachments": ("hologram",)})
    await scene.book.take("telegram", "a", odd)
    await scene.book.take("telegram", "b", await packing.packed(said("ơi", chat="8")))
    async with scene.open():
        await scene.until_finished()
    assert {chat for chat, _ in scene.postman.delivered} == {"7", "8"}


async def test_a_second_bot_on_the_same_book_does_not_begin(scene: Scene) -> None:
    async with scene.open():
        with pytest.raises(AnotherBotRuns):
            async with scene.open():
                pytest.fail("it began")


async def test_what_cannot_be_redacted_is_not_kept_but_answered(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_text: RawText) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(packing, "redact", broken)
    never = asyncio.Event()
    scene.postman.before_it_leaves = never.wait  # type: ignore[assignment]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        (kept,) = await scene.book.unfinished()
        assert kept.envelope is None or kept.envelope.words is None
        reception._running.clear()  # noqa: SLF001
    scene.postman.before_it_leaves = None


async def test_after_a_crash_the_unredactable_gets_the_emergency_advice(scene: Scene) -> None:
    envelope = (await packing.packed(said("alo"))).model_copy(update={"words": None})
    await scene.book.take("telegram", "key", envelope)
    async with scene.open():
        ((_, text),) = await scene.until_delivered(1)
    assert "Việc cần làm ngay" in text
    assert scene.heard == []


async def test_a_flood_gets_one_notice_and_distress_is_heard(scene: Scene) -> None:
    async with scene.open(a_minute=5) as reception:
        for number in range(30):
            message = InboundMessage("telegram", "7", choice=str(number))
            assert await reception.take(str(number), message)
        delivered = await scene.until_delivered(6)
        await reception.take("31", said("tui chuyển 20 triệu cho nó rồi"))
        await scene.until_delivered(7)
        await reception.take("32", said("tui không muốn sống nữa"))
        await scene.until_delivered(8)
        await reception.take("33", said("tui không muốn sống nữa"))
        await asyncio.sleep(0.05)
    assert [text for _, text in delivered if text.startswith("0: ")] == [
        f"0: {number}" for number in range(5)
    ]
    assert len(scene.postman.delivered) == 8
    assert "Gọi ngay ngân hàng" in scene.postman.delivered[-2][1]
    assert "Bạn ơi, khoan đã" in scene.postman.delivered[-1][1]


async def test_a_resident_who_left_is_forgotten_and_nothing_is_kept(scene: Scene) -> None:
    async with scene.open() as reception:
        await reception.take("1", InboundMessage("telegram", "7", gone=True))
        await asyncio.sleep(0.05)
        reception.refuse("telegram", Refusal.FORGED)
    assert [message.gone for message in scene.heard] == [True]
    assert scene.postman.delivered == []
    assert await scene.book.waiting() == {}


async def test_slow_pictures_hold_up_nobodys_words(scene: Scene) -> None:
    never = asyncio.Event()

    async def fetch() -> bytes:
        await never.wait()
        return b""

    async with scene.open() as reception:
        for number in range(3 * MOST_AT_ONCE):
            slow = InboundMessage(
                "telegram",
                f"slow {number}",
                attachments=(Attachment.PHOTO,),
                pictures=(Picture(fetch),),
            )
            await reception.take(f"s{number}", slow)
        await reception.take("t", InboundMessage("telegram", "quick", RawText("nó đòi tiền")))
        assert await scene.until_delivered(1) == [("quick", "0: nó đòi tiền")]
        never.set()
        delivered = await scene.until_delivered(1 + 3 * MOST_AT_ONCE)
    assert len({chat for chat, _ in delivered}) == 1 + 3 * MOST_AT_ONCE

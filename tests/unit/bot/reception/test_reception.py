"""Once, in order, and never silent: the reception over a real book, with a played messenger."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.base import Refusal
from bot.messages import Attachment, InboundMessage, Picture
from bot.reception import packing, recovery, sending
from bot.reception.departures import AnotherBotRuns
from bot.reception.reception import MOST_AT_ONCE
from casework.db import Sessions, open_engine, open_sessions
from casework.deliveries.book_writer import BookWriter, DeliveryBookClosed, Done
from casework.deliveries.delivery_book import DeliveryBook, Unfinished
from casework.keys import Keys
from casework.privacy.texts import RawText
from tests.conftest import NewDatabase
from tests.unit.bot.reception.scene import KEYS, Scene, said


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

"""What one chat sends to one intake stands in the queue in the order in which it came."""

import asyncio
import time

import pytest

from bot.channels.base import NotTakenNow
from bot.messages import InboundMessage
from bot.reception import packing
from bot.workers import taking as taking_module
from casework.deliveries.envelope import Envelope
from casework.deliveries.shared_book import SharedBook
from tests.unit.bot.workers.intake import Intake
from tests.unit.bot.workers.scene import Scene, said

STORY = "nó kêu tui chuyển tiền vô số tài khoản 0912345678 ngân hàng VCB. " * 60


@pytest.fixture
def slow_with_stories(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Packing a story takes until the event; anything else is packed at once."""
    go_on, really = asyncio.Event(), packing.packed

    async def slowly(message: InboundMessage, *, whole: bool = False) -> Envelope:
        if message.text.startswith("nó kêu"):
            await go_on.wait()
        return await really(message, whole=whole)

    monkeypatch.setattr(taking_module, "packed", slowly)
    return go_on


@pytest.mark.parametrize("page", [False, True], ids=["a messenger", "the page"])
async def test_what_comes_while_a_long_story_is_packed_stands_behind_it(
    scene: Scene, slow_with_stories: asyncio.Event, *, page: bool
) -> None:
    taking = Intake(scene).taking
    put = taking.put if page else taking.take
    story = asyncio.create_task(put("u1", said(STORY)))
    await asyncio.sleep(0.05)
    gone = asyncio.create_task(put("u2", said("/xoa")))
    await taking.take("other", said("alo", chat="8"))
    assert not gone.done()
    slow_with_stories.set()
    await asyncio.gather(story, gone)
    await scene.take()
    told = [message.text[:6] for message in scene.heard]
    assert told == ["nó kêu", "/xoa"]


async def test_a_story_and_its_deletion_leave_nothing_however_close_they_come(scene: Scene) -> None:
    taking = Intake(scene).taking
    await asyncio.gather(taking.take("u1", said(STORY)), taking.take("u2", said("/xoa")))
    await scene.worker(answer=scene.conversation.reply_to).take(scene.key())
    assert "xoá" in scene.postman.texts[-1].lower()
    assert await scene.running_chats() == 0


async def test_a_take_that_hangs_holds_its_chat_no_longer_than_the_database_is_waited_for(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_module, "DATABASE_WAITS", 0.4)
    really = SharedBook.take

    async def take(
        self: SharedBook, channel: str, update_id: str, envelope: Envelope, *, gather: bool = False
    ) -> tuple[int, bool]:
        if update_id == "hangs":
            await asyncio.Event().wait()
        return await really(self, channel, update_id, envelope, gather=gather)

    monkeypatch.setattr(SharedBook, "take", take)
    async with Intake(scene).saying() as taking:
        began = time.monotonic()
        hanging = asyncio.create_task(taking.take("hangs", said("alo")))
        await asyncio.sleep(0.2)
        assert await taking.take("u2", said("còn đó không"))
        assert time.monotonic() - began < 1
        with pytest.raises(NotTakenNow):
            await hanging
    assert not taking._arrivals._locks  # noqa: SLF001  # nothing is left of it


async def test_who_waits_for_one_before_is_given_up_in_time_and_holds_up_nobody(
    scene: Scene, slow_with_stories: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_module, "DATABASE_WAITS", 0.4)
    async with Intake(scene).saying() as taking:
        story = asyncio.create_task(taking.take("u1", said(STORY)))
        await asyncio.sleep(0)
        with pytest.raises(NotTakenNow):
            await taking.take("u2", said("alo"))
        slow_with_stories.set()
        assert await story, "packing is not waiting"
        assert await taking.take("u2", said("alo")), "brought again"


async def test_whoever_is_cut_off_frees_the_chat(
    scene: Scene, slow_with_stories: asyncio.Event
) -> None:
    taking = Intake(scene).taking
    story = asyncio.create_task(taking.take("u1", said(STORY)))
    behind = asyncio.create_task(taking.take("u2", said("alo")))
    await asyncio.sleep(0.05)
    behind.cancel()
    story.cancel()
    assert await taking.take("u3", said("ơi"))
    slow_with_stories.set()
    assert not taking._arrivals._locks  # noqa: SLF001  # nothing is left of it

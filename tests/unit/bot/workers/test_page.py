"""The web page's answers by way of the queue, at whichever intake the page asks."""

import asyncio
import contextlib
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select, text, update

from bot.messages import InboundMessage, Reply
from bot.workers import page
from casework.db import Sessions
from casework.deliveries.models import Delivery
from casework.deliveries.queue_state import QueueState
from casework.deliveries.upkeep import put_in_order
from tests.unit.bot.workers.intake import NOBODY, Intake, typed
from tests.unit.bot.workers.scene import EMERGENCY, Scene


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LOOK_AGAIN", 0.02)
    monkeypatch.setattr(page, "WAIT_FOR_NOBODY", 0.05)
    monkeypatch.setattr(page, "LONGEST_WAIT", 3.0)


def texts(replies: Sequence[Reply] | None) -> list[str]:
    assert replies is not None
    return [reply.text for reply in replies]


async def asked(
    scene: Scene, message: InboundMessage, id_: str | None = None, intake: Intake | None = None
) -> Sequence[Reply]:
    """What the page gets, while a worker works."""
    answer = (intake or Intake(scene)).page.answer(message, id_)
    waiting = asyncio.create_task(answer)
    await there(scene, 1)
    await scene.take(message.chat, "web")
    return await waiting


async def there(scene: Scene, count: int) -> None:
    async with asyncio.timeout(3):
        while len(await scene.waiting()) < count:  # noqa: ASYNC110  # asks the database
            await asyncio.sleep(0.01)


async def test_the_page_gets_what_a_worker_says(scene: Scene) -> None:
    replies = await asked(scene, typed("alo"))
    assert texts(replies) == ["0: alo"]
    assert [button.value for button in replies[0].buttons] == ["why"]
    assert scene.postman.delivered == []


async def test_the_reply_lies_ready_for_three_minutes_and_is_erased(scene: Scene) -> None:
    await asked(scene, typed("alo"))
    (row,) = await scene.rows()
    assert (row.message, row.claim) == (None, None)
    async with scene.sessions() as session:
        left = await session.scalar(select(Delivery.erase_at - func.now()))
    assert left is not None
    assert 170 < left.total_seconds() <= 180
    await put_in_order(scene.sessions)
    assert (await scene.row(row.id)).replies is not None, "not before its time"
    async with scene.sessions.begin() as session:
        past = Delivery.erase_at - text("interval '4 minutes'")
        await session.execute(update(Delivery).values(erase_at=past))
    await put_in_order(scene.sessions)
    row = await scene.row(row.id)
    assert (row.replies, row.erase_at) == (None, None)


async def test_a_message_posted_again_gets_the_same_reply_at_any_intake(scene: Scene) -> None:
    first = await asked(scene, typed("alo"), "m1")
    again = await Intake(scene).page.answer(typed("alo"), "m1")
    assert texts(again) == texts(first) == ["0: alo"]
    assert len(scene.heard) == 1
    assert len(await scene.rows()) == 1


async def test_a_message_without_a_name_is_new_each_time(scene: Scene) -> None:
    await asked(scene, typed("alo"))
    await asked(scene, typed("alo"))
    assert len(scene.heard) == 2


async def test_the_same_name_in_another_chat_is_another_message(scene: Scene) -> None:
    await asked(scene, typed("alo", "page"), "m1")
    assert texts(await asked(scene, typed("ơi", "other"), "m1")) == ["0: ơi"]


async def test_two_posts_at_once_of_the_same_message_both_get_the_reply(scene: Scene) -> None:
    here, there_ = Intake(scene), Intake(scene)
    posts = [asyncio.create_task(i.page.answer(typed("alo"), "m1")) for i in (here, here, there_)]
    await there(scene, 1)
    await scene.take("page", "web")
    assert [texts(await post) for post in posts] == [["0: alo"]] * 3
    assert len(scene.heard) == 1


async def test_of_messages_that_are_answered_together_the_last_gets_the_reply(
    scene: Scene,
) -> None:
    intake = Intake(scene)
    first = asyncio.create_task(intake.page.answer(typed("nó gọi tui"), "m1"))
    await there(scene, 1)
    second = asyncio.create_task(intake.page.answer(typed("kêu chuyển tiền"), "m2"))
    await there(scene, 2)
    await scene.take("page", "web")
    assert await first == ()
    assert texts(await second) == ["0: nó gọi tui\nkêu chuyển tiền"]


async def test_the_database_tells_when_a_reply_is_there(
    scene: Scene, pg_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "LOOK_AGAIN", 60.0)
    intake = Intake(scene)
    listening = asyncio.create_task(intake.page.listen(pg_url))
    await until_listening(scene.sessions)
    assert texts(await asked(scene, typed("alo"), intake=intake)) == ["0: alo"]
    listening.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await listening


async def until_listening(sessions: Sessions) -> None:
    listens = text("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN canhgiac%'")
    async with asyncio.timeout(3):
        while True:
            async with sessions() as session:
                if await session.scalar(listens):
                    return
            await asyncio.sleep(0.01)


async def forgetting(message: InboundMessage) -> Sequence[Reply]:
    return [Reply("đã xoá", forgets="xoá" in message.text)]


async def test_what_is_forgotten_can_be_fetched_no_more(scene: Scene) -> None:
    await asked(scene, typed("alo"), "m1")
    intake = Intake(scene)
    waiting = asyncio.create_task(intake.page.answer(typed("xoá hết"), "m2"))
    await there(scene, 1)
    await scene.worker(answer=forgetting).take(scene.key("page", "web"))
    assert [reply.forgets for reply in await waiting] == [True]
    assert "0: alo" not in [r.text for r in await intake.page.answer(typed("alo"), "m1")]
    assert texts(await intake.page.last("page")) == ["đã xoá"]


async def test_a_page_that_is_opened_anew_gets_the_last_turn(scene: Scene) -> None:
    await asked(scene, typed("một"), "m1")
    await asked(scene, typed("hai"), "m2")
    assert texts(await Intake(scene).page.last("page")) == ["0: hai"]
    assert await Intake(scene).page.last("nobody's") is None


async def test_a_page_that_is_opened_while_something_is_answered_waits_for_it(
    scene: Scene,
) -> None:
    await asked(scene, typed("một"), "m1")
    intake = Intake(scene)
    posted = asyncio.create_task(intake.page.answer(typed("hai"), "m2"))
    await there(scene, 1)
    opened = asyncio.create_task(intake.page.last("page"))
    await asyncio.sleep(0.05)
    assert not opened.done()
    await scene.take("page", "web")
    assert texts(await opened) == ["0: hai"]
    await posted


async def test_where_nobody_answers_the_page_gets_the_emergency_advice_and_later_the_reply(
    scene: Scene,
) -> None:
    intake = Intake(scene, state=NOBODY)
    (advice,) = await intake.page.answer(typed("alo"), "m1")
    assert EMERGENCY in advice.text
    await scene.take("page", "web")
    assert texts(await intake.page.answer(typed("alo"), "m1")) == ["0: alo"]


async def test_words_that_cannot_wait_get_their_own_steps_instead(scene: Scene) -> None:
    intake = Intake(scene, state=NOBODY)
    replies = await intake.page.answer(typed("tui lỡ chuyển 50 triệu cho nó rồi"), "m1")
    assert replies == scene.conversation.emergency_for(typed("tui lỡ chuyển 50 triệu cho nó rồi"))
    assert replies != scene.conversation.emergency()


async def test_a_full_queue_takes_nothing_and_says_the_steps(scene: Scene) -> None:
    full = Intake(scene, queue_limit=3, state=QueueState({"web": 2, "telegram": 1}, workers=1))
    (advice,) = await full.page.answer(typed("alo"), "m1")
    assert EMERGENCY in advice.text
    assert await scene.rows() == []


async def test_a_message_that_is_given_up_gets_the_emergency_advice(scene: Scene) -> None:
    intake = Intake(scene)
    waiting = asyncio.create_task(intake.page.answer(typed("độc"), "m1"))
    await there(scene, 1)
    for _ in range(4):
        scene.dies_answering = "độc"
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await scene.take("page", "web")
    (advice,) = await waiting
    assert EMERGENCY in advice.text


async def test_a_page_that_waits_for_a_closed_book_gets_the_steps(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "LONGEST_WAIT", 0.1)
    intake = Intake(scene)
    waiting = asyncio.create_task(intake.page.answer(typed("alo"), "m1"))
    await there(scene, 1)
    (advice,) = await waiting
    assert EMERGENCY in advice.text
    await intake.page.aclose()
    assert not intake.page._told, "nothing is remembered of whoever has gone"  # noqa: SLF001


async def test_a_message_posted_again_after_its_time_gets_the_last_reply(scene: Scene) -> None:
    await asked(scene, typed("alo"), "m1")
    async with scene.sessions.begin() as session:
        await session.execute(update(Delivery).values(replies=None, erase_at=None))
    assert texts(await Intake(scene).page.answer(typed("alo"), "m1")) == ["0: alo"]


async def test_what_a_picture_shows_is_not_lost_when_words_follow(scene: Scene) -> None:
    shown = typed("xem giúp", pictured=typed("Chị phải chứng minh trong sạch").text, unread="mờ")
    await scene.put(shown, "m1")
    await scene.put(typed("nhanh giúp tui"), "m2")
    await scene.take("page", "web")
    assert "trong sạch" in "\n".join(message.pictured for message in scene.heard)
    assert "mờ" in {message.unread for message in scene.heard}


async def test_that_a_code_was_taken_out_is_not_lost_when_words_follow(scene: Scene) -> None:
    await scene.put(typed("mã OTP của tui là 482913"), "m1")
    await scene.put(typed("nhanh giúp tui"), "m2")
    await scene.take("page", "web")
    (heard,) = scene.heard
    assert "otp" in {kind.lower() for kind in heard.redacted}

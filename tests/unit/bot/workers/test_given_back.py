"""What a worker gives back or takes over again: what has left is known, nothing is skipped."""

import asyncio
import contextlib
import time

import pytest
from sqlalchemy import text

from bot.channels.base import Leaving
from bot.channels.outgoing import MovedTo, TryLater, Unsure
from bot.messages import Reply
from bot.workers.queue import Queue
from bot.workers.sending import PutOff
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.queue_state import queue_state
from casework.deliveries.shared_book import ClaimLost, SharedBook
from tests.unit.bot.workers.scene import Death, Postman, Scene, said


async def test_a_reply_whose_note_was_written_but_reported_as_lost_is_sent_after_all(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.put(said("alo"))
    really = SharedBook.leaving

    async def leaving(self: SharedBook, id_: int, claim: str, gone_out: int) -> None:
        await really(self, id_, claim, gone_out)
        raise DeliveryBookClosed

    monkeypatch.setattr(SharedBook, "leaving", leaving)
    with pytest.raises(DeliveryBookClosed):
        await scene.take()
    monkeypatch.undo()
    await scene.take()
    assert scene.postman.texts == ["0: alo"]
    assert await scene.waiting() == []


class Moving(Postman):
    """The chat has moved; there it has to wait before anything is noted."""

    calls = 0

    async def send(self, chat: str, piece: Reply, leaving: Leaving) -> None:
        self.calls += 1
        if self.calls == 1:
            await leaving()
            raise MovedTo("-100")
        if self.calls == 2:
            raise TryLater(0)
        await super().send(chat, piece, leaving)


async def test_a_chat_that_moved_and_then_had_to_wait_gets_its_reply(scene: Scene) -> None:
    scene.postman = Moving()
    await scene.put(said("alo"))
    with pytest.raises(PutOff):
        await scene.take()
    await scene.take()
    assert scene.postman.texts == ["0: alo"]


async def test_what_was_interrupted_is_still_told_of_after_it_was_put_off(scene: Scene) -> None:
    scene.pieces = 2
    await scene.put(said("alo"))
    await scene.die_at("leaving 1")
    worker = scene.worker()
    worker.sending._quiet_until["telegram"] = time.monotonic() + 60  # noqa: SLF001  # in trouble
    with pytest.raises(PutOff):
        await worker.take(scene.key())
    await scene.take()
    assert scene.postman.texts == ["notice", "1: alo"]


class Sleepy(Postman):
    """The first call hangs until it is woken; then nobody knows whether it arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.asleep, self.woken = asyncio.Event(), asyncio.Event()

    async def send(self, chat: str, piece: Reply, leaving: Leaving) -> None:
        if not self.asleep.is_set():
            await leaving()
            self.asleep.set()
            await self.woken.wait()
            raise Unsure
        await super().send(chat, piece, leaving)


async def test_whoever_lost_the_claim_says_no_line_either(scene: Scene) -> None:
    scene.postman = postman = Sleepy()
    await scene.put(said("alo"))
    sleeper = asyncio.create_task(scene.take())
    await postman.asleep.wait()
    await scene.take()
    postman.woken.set()
    with pytest.raises(ClaimLost):
        await sleeper
    assert postman.texts == ["notice"]


async def test_one_who_sleeps_in_its_window_takes_nothing_back(scene: Scene) -> None:
    await scene.put(said("một", order=1))
    await scene.put(said("hai", order=2))
    first, second = Death("claimed"), Death("claimed")
    sleeper = asyncio.create_task(scene.worker(first, window=0.05).take(scene.key(), gather=True))
    await first.came.wait()
    other = asyncio.create_task(scene.worker(second).take(scene.key()))
    await second.came.wait()
    first.goes_on()
    await sleeper
    assert [row.attempts for row in await scene.rows()] == [2, 2]
    second.goes_on()
    await other
    assert scene.postman.texts == ["0: một", "0: hai"], "not joined, after what looked like a crash"


async def test_the_same_worker_takes_a_conversation_once_at_a_time(scene: Scene) -> None:
    await scene.put(said("alo"))
    death = Death("claimed")
    worker = scene.worker(death)
    turns = [asyncio.create_task(worker.take(scene.key())) for _ in range(2)]
    await death.came.wait()
    await asyncio.sleep(0.05)
    assert [row.attempts for row in await scene.rows()] == [1]
    death.goes_on()
    await asyncio.gather(*turns)
    assert scene.postman.texts == ["0: alo"]


async def test_a_job_that_was_taken_over_is_ended_by_whoever_has_it(
    scene: Scene, pg_url: str
) -> None:
    """Its first worker is still until another has it, and then comes to its end."""
    began, goes_on = asyncio.Event(), asyncio.Event()

    async def answer(conversation: str, *, gather: bool) -> None:  # noqa: ARG001
        began.set()
        await goes_on.wait()

    await scene.put(said("alo"))
    queue = Queue(pg_url, scene.sessions, answer, 1, ["telegram"])
    running = asyncio.create_task(queue.work())
    try:
        async with asyncio.timeout(10):
            await began.wait()
        async with scene.sessions.begin() as session:
            await session.execute(_TAKEN_BY_ANOTHER)
        goes_on.set()
        await asyncio.sleep(0.5)
        async with scene.sessions() as session:
            rows = (
                await session.execute(text("SELECT status::text FROM procrastinate_jobs"))
            ).all()
        assert [row[0] for row in rows] == ["doing"]
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


_TAKEN_BY_ANOTHER = text(
    "WITH another AS (SELECT worker_id FROM procrastinate_register_worker_v1()) "
    "UPDATE procrastinate_jobs SET worker_id = another.worker_id, attempts = attempts + 1 "
    "FROM another"
)


async def test_a_chat_that_is_put_off_makes_nobody_else_late(scene: Scene) -> None:
    for order in (1, 2):
        await scene.put(said("alo", order=order), update_id=str(order))
    async with scene.sessions.begin() as session:
        await session.execute(
            text("UPDATE procrastinate_events SET at = at - interval '20 seconds'")
        )
    async with scene.sessions() as session:
        assert (await queue_state(session)).oldest_seconds == pytest.approx(20, abs=5)
    async with scene.sessions.begin() as session:
        await session.execute(_FIRST_IS_PUT_OFF)
    async with scene.sessions() as session:
        state = await queue_state(session)
    assert (state.oldest_seconds, state.waiting) == (None, {"telegram": 2})


_FIRST_IS_PUT_OFF = text(
    "UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 minute' "
    "WHERE id = (SELECT min(id) FROM procrastinate_jobs)"
)


async def test_jobs_whose_messages_are_answered_already_wait_for_no_window(scene: Scene) -> None:
    worker = scene.worker(window=0.3)
    for order in range(1, 9):
        await scene.put(said("alo", order=order), update_id=str(order))
    await worker.take(scene.key(), gather=True)
    began = time.monotonic()
    for _ in range(7):
        await worker.take(scene.key(), gather=True)
    assert time.monotonic() - began < 0.3 * 3, "seven windows would be 2.1 s"
    await scene.put(said("và nữa", order=99))
    await worker.take(scene.key(), gather=True)
    assert scene.postman.texts[-1] == "0: và nữa"

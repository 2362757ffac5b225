"""Jobs: put in with their delivery, taken over from who is gone, and how the queue stands."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from casework.db import Sessions
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.jobs import QUEUE, TASK, defer
from casework.deliveries.naming import conversation_keys
from casework.deliveries.queue_state import SOME_HANG, queue_state
from casework.deliveries.rescue import (
    call_back,
    in_hand,
    put_forgotten_back,
    seconds_ahead,
    take_over,
)
from casework.deliveries.upkeep import put_in_order
from tests.unit.casework.deliveries.played_queue import KEYS, PlayedQueue


@pytest.fixture
def queue(pg_sessions: Sessions) -> PlayedQueue:
    return PlayedQueue(pg_sessions)


async def test_one_conversation_is_in_one_hand_at_a_time_and_in_order(queue: PlayedQueue) -> None:
    for chat in ("7", "7", "8"):
        await queue.put(chat)
    here, there = await queue.worker(), await queue.worker()
    first, of_another = await queue.fetch(here), await queue.fetch(there)
    assert (first, of_another) == (1, 3), "the second of the first chat waits"
    assert await queue.fetch(there) is None
    await queue.finish(1)
    assert await queue.fetch(there) == 2


async def test_no_delivery_without_its_job_nor_a_job_without_its_delivery(
    queue: PlayedQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_args: object, **_kwargs: object) -> None:
        raise OSError

    monkeypatch.setattr("casework.deliveries.shared_book.defer", broken)
    with pytest.raises(DeliveryBookClosed):
        await queue.put()
    async with queue.sessions() as session:
        assert (await queue_state(session)).waiting == {}
    assert await queue.jobs() == []


@pytest.mark.parametrize("gather", [False, True])
async def test_a_job_says_whose_turn_it_is_and_whether_more_may_come(
    queue: PlayedQueue, *, gather: bool
) -> None:
    async with queue.sessions.begin() as session:
        await defer(session, ["c" * 64, "d" * 64], gather=gather)
        row = await session.execute(
            text("SELECT queue_name, task_name, lock, args FROM procrastinate_jobs ORDER BY id")
        )
        expected = [
            (QUEUE, TASK, each * 64, {"conversation": each * 64, "gather": gather}) for each in "cd"
        ]
        assert [tuple(each) for each in row] == expected
    assert await queue.jobs() == [("todo", 0), ("todo", 0)]
    assert await queue.fetch(await queue.worker()) is not None, "at once: it is the turn that waits"


@pytest.mark.parametrize(("silent", "taken"), [(0, 0), (2, 0), (6, 1)])
async def test_jobs_of_a_silent_worker_go_to_the_others(
    queue: PlayedQueue, silent: float, taken: int
) -> None:
    await queue.put()
    worker = await queue.worker()
    job = await queue.fetch(worker)
    await queue.silent(worker, silent)
    assert await queue.taken_over() == taken
    assert await queue.fetch(await queue.worker()) == (job if taken else None)


async def test_jobs_of_a_worker_that_is_no_longer_known_go_to_the_others(
    queue: PlayedQueue,
) -> None:
    await queue.put()
    worker = await queue.worker()
    await queue.fetch(worker)
    async with queue.sessions.begin() as session:
        await session.execute(text("DELETE FROM procrastinate_workers"))
    assert await queue.taken_over() == 1


async def test_a_job_that_its_worker_has_dropped_goes_back(queue: PlayedQueue) -> None:
    for chat in ("7", "8"):
        await queue.put(chat)
    worker = await queue.worker()
    held = {await queue.fetch(worker), await queue.fetch(worker)}
    async with queue.sessions() as session:
        assert await in_hand(session, worker) == held == {1, 2}
    assert await queue.taken_over(2) == 1
    assert [status for status, _ in await queue.jobs()] == ["doing", "todo"]


async def test_two_that_take_over_at_once_take_each_job_once(queue: PlayedQueue) -> None:
    await queue.put()
    worker = await queue.worker()
    await queue.fetch(worker)
    await queue.silent(worker, 60)
    async with queue.sessions.begin() as here, queue.sessions.begin() as there:
        assert [await take_over(here, ()), await take_over(there, ())] == [1, 0]


async def test_what_a_machine_in_the_future_has_put_off_is_called_back(queue: PlayedQueue) -> None:
    for chat, seconds in (("7", 500), ("8", 86_400)):
        await queue.put(chat)
        async with queue.sessions.begin() as session:
            await session.execute(
                text(
                    "UPDATE procrastinate_jobs SET scheduled_at = now() "
                    "+ make_interval(secs => :s) WHERE scheduled_at IS NULL"
                ),
                {"s": seconds},
            )
    async with queue.sessions.begin() as session:
        await call_back(session)
    assert await queue.jobs() == [("todo", 500), ("todo", 0)]


async def test_a_clock_is_compared_with_the_databases(queue: PlayedQueue) -> None:
    async with queue.sessions() as session:
        ahead = await seconds_ahead(session, datetime.now(UTC) + timedelta(hours=1))
        behind = await seconds_ahead(session, datetime.now(UTC) - timedelta(hours=1))
    assert ahead == pytest.approx(3_600, abs=2)
    assert behind == pytest.approx(-3_600, abs=2)


async def test_the_state_counts_what_waits_who_works_and_what_is_dead(queue: PlayedQueue) -> None:
    ids = [await queue.put(chat) for chat in ("7", "8", "9")]
    async with queue.sessions.begin() as session:
        await session.execute(
            text("UPDATE procrastinate_events SET at = now() - interval '42 seconds'")
        )
    await queue.book.claim(conversation_keys(KEYS, "telegram", "9")[0], "a" * 32)
    await queue.book.bury(ids[2], "a" * 32, "crashed")
    await queue.worker()
    await queue.silent(await queue.worker(), 6)
    async with queue.sessions() as session:
        state = await queue_state(session)
    assert state.waiting == {"telegram": 2}
    assert (state.dead, state.workers) == (1, 1)
    assert state.oldest_seconds == pytest.approx(42, abs=2)


async def test_what_is_put_off_or_in_hand_is_not_late(queue: PlayedQueue) -> None:
    async with queue.sessions.begin() as session:
        assert (await queue_state(session)).oldest_seconds is None
        await defer(session, ["c" * 64])
        off = "UPDATE procrastinate_jobs SET scheduled_at = now() + interval '60 seconds'"
        await session.execute(text(off))
    await queue.put()
    await queue.fetch(await queue.worker())
    async with queue.sessions() as session:
        assert (await queue_state(session)).oldest_seconds is None


async def test_a_few_slow_turns_are_not_late_but_many_are(queue: PlayedQueue) -> None:
    worker = await queue.worker()
    for number in range(SOME_HANG):
        await queue.put(str(number))
        await queue.fetch(worker)
    await queue.started_ago(30)
    async with queue.sessions() as session:
        assert (await queue_state(session)).oldest_seconds is None
    await queue.put("one more")
    await queue.fetch(worker)
    async with queue.sessions() as session:
        assert (await queue_state(session)).oldest_seconds == pytest.approx(0, abs=2)
    await queue.started_ago(12)
    async with queue.sessions() as session:
        assert (await queue_state(session)).oldest_seconds == pytest.approx(12, abs=2)


async def test_on_a_single_machine_the_state_is_of_the_book_alone(sessions: Sessions) -> None:
    async with sessions() as session:
        if session.get_bind().dialect.name == "postgresql":
            pytest.skip("here the tests' database is PostgreSQL")
        state = await queue_state(session)
    assert (state.waiting, state.oldest_seconds, state.dead, state.workers) == ({}, None, 0, 0)


async def test_old_workers_are_forgotten(queue: PlayedQueue) -> None:
    await queue.worker()
    await queue.silent(await queue.worker(), 3_700)
    await put_in_order(queue.sessions)
    async with queue.sessions() as session:
        assert await session.scalar(text("SELECT count(*) FROM procrastinate_workers")) == 1


async def test_a_delivery_whose_job_another_worker_ended_gets_one_again(queue: PlayedQueue) -> None:
    await queue.put()
    sleeper, other = await queue.worker(), await queue.worker()
    key = conversation_keys(KEYS, "telegram", "7")[0]
    job = await queue.fetch(sleeper)
    assert job is not None
    await queue.book.claim(key, "a" * 32)
    await queue.silent(sleeper, 6)
    assert await queue.taken_over() == 1
    assert await queue.fetch(other) == job
    await queue.book.claim(key, "b" * 32)
    # The sleeper wakes up, is told ClaimLost and ends "its" job; then the other dies.
    await queue.finish(job)
    await queue.silent(other, 6)
    await queue.taken_over()
    assert await queue.jobs() == []
    await put_back(queue, "zalo_bot")
    assert await queue.jobs() == [], "of a channel that is switched off here"
    for _ in range(2):
        await put_back(queue, "web", "telegram")
    assert await queue.jobs() == [("todo", 0)]


async def put_back(queue: PlayedQueue, *channels: str) -> None:
    async with queue.sessions.begin() as session:
        await put_forgotten_back(session, channels)


@pytest.mark.parametrize("over", ["in hand", "answered", "dead"])
async def test_what_nobody_waits_for_gets_no_second_job(queue: PlayedQueue, over: str) -> None:
    id_ = await queue.put()
    job = await queue.fetch(await queue.worker())
    assert job is not None
    await queue.book.claim(conversation_keys(KEYS, "telegram", "7")[0], "a" * 32)
    if over == "answered":
        await queue.book.finish([id_], "a" * 32)
    elif over == "dead":
        await queue.book.bury(id_, "a" * 32, "crashed")
    if over != "in hand":
        await queue.finish(job)
    before = await queue.jobs()
    await put_back(queue, "telegram")
    assert await queue.jobs() == before

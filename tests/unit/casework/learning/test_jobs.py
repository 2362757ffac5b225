from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from casework.db import Sessions, open_engine, open_sessions
from casework.learning import jobs
from casework.learning.jobs import AlreadyAsked
from casework.learning.models import Job, JobKind, JobState

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.fixture
async def book(database_url: str) -> AsyncIterator[Sessions]:
    engine = open_engine(database_url)
    yield open_sessions(engine)
    await engine.dispose()


async def ask(book: Sessions, kind: JobKind, target: str | None = None) -> int:
    async with book.begin() as session:
        return (await jobs.ask(session, kind, target, "lan", NOW)).id


async def take(book: Sessions, at: datetime = NOW) -> Job | None:
    async with book.begin() as session:
        return await jobs.take(session, at)


async def states(book: Sessions) -> list[JobState]:
    async with book() as session:
        return [job.state for job in reversed(await jobs.newest_first(session))]


async def test_jobs_are_done_one_after_the_other_in_the_order_asked(book: Sessions) -> None:
    first, second = await ask(book, JobKind.TRAIN), await ask(book, JobKind.COMPARE, "canhgiac-1")
    taken = await take(book)
    assert taken is not None
    assert (taken.id, taken.state, taken.asked_by) == (first, JobState.RUNNING, "lan")
    assert await take(book) is None, "one at a time"
    async with book.begin() as session:
        await jobs.finish(session, first, NOW, said="xong")
    following = await take(book)
    assert following is not None
    assert following.id == second
    assert await states(book) == [JobState.DONE, JobState.RUNNING]


async def test_the_same_is_not_asked_twice_while_it_waits_or_runs(book: Sessions) -> None:
    first = await ask(book, JobKind.PROMOTE, "canhgiac-1")
    with pytest.raises(AlreadyAsked):
        await ask(book, JobKind.PROMOTE, "canhgiac-1")
    await ask(book, JobKind.PROMOTE, "canhgiac-2")
    await take(book)
    with pytest.raises(AlreadyAsked):
        await ask(book, JobKind.PROMOTE, "canhgiac-1")
    async with book.begin() as session:
        await jobs.finish(session, first, NOW, said="hỏng", failed=True)
    await ask(book, JobKind.PROMOTE, "canhgiac-1")
    assert (await states(book))[0] is JobState.FAILED


async def test_going_back_waits_behind_no_training(book: Sessions) -> None:
    await ask(book, JobKind.TRAIN)
    await ask(book, JobKind.COMPARE, "canhgiac-1")
    back = await ask(book, JobKind.ROLL_BACK, "canhgiac-0")
    await take(book)
    async with book.begin() as session:
        urgent = await jobs.take(session, NOW, urgent=True)
    assert urgent is not None
    assert urgent.id == back
    assert await take(book) is None, "the other lane is still busy"
    async with book.begin() as session:
        assert await jobs.take(session, NOW, urgent=True) is None


async def test_a_bench_that_begins_gives_up_what_another_left_running(book: Sessions) -> None:
    await ask(book, JobKind.TRAIN)
    await take(book)
    async with book.begin() as session:
        await jobs.give_up_running(session, NOW)
    assert await states(book) == [JobState.FAILED]


async def test_a_job_of_a_bench_that_was_stopped_does_not_block_the_others(book: Sessions) -> None:
    first = await ask(book, JobKind.TRAIN)
    await ask(book, JobKind.GATHER)
    await take(book)
    later = NOW + jobs.LONGEST_JOB + timedelta(seconds=1)
    taken = await take(book, later)
    assert taken is not None
    assert taken.kind is JobKind.GATHER
    # The bench that had it comes back: what it says is too late.
    async with book.begin() as session:
        await jobs.finish(session, first, later, said="xong")
    assert await states(book) == [JobState.FAILED, JobState.RUNNING]

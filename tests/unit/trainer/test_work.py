import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from casework.db import Sessions, open_engine, open_sessions
from casework.learning import jobs
from casework.learning.models import Job, JobKind, JobState
from trainer import work
from trainer.__main__ import door

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.fixture
async def book(database_url: str) -> AsyncIterator[Sessions]:
    engine = open_engine(database_url)
    yield open_sessions(engine)
    await engine.dispose()


async def job_after(book: Sessions, kind: JobKind, target: str | None = None) -> Job:
    async with book.begin() as session:
        asked = await jobs.ask(session, kind, target, "lan", NOW)
    assert await work.do_next(book)
    async with book() as session:
        found = await session.get(Job, asked.id)
    assert found is not None
    return found


async def test_what_a_command_prints_and_how_it_ends_is_kept_for_the_trainer(
    book: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "command_of", lambda _job: ["train", "--help"])
    done = await job_after(book, JobKind.TRAIN)
    assert done.state is JobState.DONE
    assert done.ended_at is not None
    assert "huấn luyện ra một bản thử" in (done.said or "")
    monkeypatch.setattr(work, "command_of", lambda _job: ["no-such-command"])
    failed = await job_after(book, JobKind.TRAIN)
    assert failed.state is JobState.FAILED
    assert "no-such-command" in (failed.said or "")


async def test_a_comparison_that_the_gate_refuses_is_done_and_not_failed(
    book: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(_command: object) -> tuple[int, str]:
        return 3, "Chưa qua cổng kiểm tra."

    monkeypatch.setattr(work, "_run", refused)
    assert (await job_after(book, JobKind.COMPARE, "canhgiac-1")).state is JobState.DONE
    assert (await job_after(book, JobKind.PROMOTE, "canhgiac-1")).state is JobState.FAILED


async def test_a_command_that_hangs_is_ended(
    book: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LONGEST", 0.05)
    monkeypatch.setattr(work, "command_of", lambda _job: ["classify", "--help"])
    ended = await job_after(book, JobKind.TRAIN)
    assert ended.state is JobState.FAILED
    assert "quá lâu" in (ended.said or "")


async def test_a_bench_that_is_stopped_says_so_of_its_job(
    book: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def hang(_command: object) -> tuple[int, str]:
        begun.set()
        await asyncio.sleep(60)
        return 0, ""

    monkeypatch.setattr(work, "_run", hang)
    async with book.begin() as session:
        asked = await jobs.ask(session, JobKind.TRAIN, None, "lan", NOW)
    running = asyncio.create_task(work.do_next(book))
    await begun.wait()
    assert await state_of(book, asked.id) is JobState.RUNNING
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await state_of(book, asked.id) is JobState.FAILED


async def state_of(book: Sessions, job_id: int) -> JobState | None:
    async with book() as session:
        job = await session.get(Job, job_id)
    return job.state if job else None


async def test_one_bench_is_enough(
    book: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def nothing_to_do(_sessions: Sessions, *, urgent: bool) -> bool:
        begun.set()
        return urgent and False

    monkeypatch.setattr(work, "do_next", nothing_to_do)
    first = asyncio.create_task(work.work(book, tmp_path))
    await begun.wait()
    with pytest.raises(work.AnotherBench):
        await work.work(book, tmp_path)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_without_a_job_there_is_nothing_to_do(book: Sessions) -> None:
    assert not await work.do_next(book)


@pytest.mark.parametrize("kind", JobKind)
def test_every_kind_of_job_is_a_command_of_the_door(kind: JobKind) -> None:
    job = Job(kind=kind, target="canhgiac-1", asked_by="lan")
    name, *arguments = work.command_of(job)
    command = door.get_command(click.Context(door), name)
    assert command is not None
    # click itself reads them: an option or argument that is not there would end in an error here.
    takes = kind in (JobKind.COMPARE, JobKind.PROMOTE, JobKind.ROLL_BACK)
    given = arguments if takes else [a for a in arguments if a != "canhgiac-1"]
    context = command.make_context(name, list(given), resilient_parsing=False)
    assert context.params.get("by", "lan") == "lan"

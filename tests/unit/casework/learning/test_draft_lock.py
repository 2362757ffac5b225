"""One writer at a time, in the console and on the command line; and nothing half done."""

import asyncio
from pathlib import Path

import pytest

from casework.learning.draft_lock import (
    Draft,
    DraftBusy,
    DraftPutDown,
    draft_alone,
    draft_alone_async,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "patterns.yml"
    path.write_bytes(b"\xef\xbb\xbfmot\r\n")
    path.chmod(0o640)
    return path


def test_what_is_written_stays_if_all_goes_well(file: Path) -> None:
    with draft_alone(file.parent) as draft, draft.all_or_nothing():
        draft.write(file, b"hai")
    assert file.read_bytes() == b"hai"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]


def test_whatever_goes_wrong_puts_every_file_back(file: Path) -> None:
    before, new = file.read_bytes(), file.with_name("new.txt")

    def write(draft: Draft) -> None:
        with draft.all_or_nothing():
            draft.write(file, b"hai")
            draft.write(file, b"ba")
            draft.write(new, b"x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(Draft())
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_what_somebody_else_has_saved_since_is_not_overwritten(file: Path) -> None:
    def write(draft: Draft) -> None:
        with draft.all_or_nothing():
            draft.write(file, b"hai")
            file.write_bytes(b"bang tay")
            raise KeyError

    with pytest.raises(KeyError):
        write(Draft())
    assert file.read_bytes() == b"bang tay"


def test_a_thread_that_comes_late_writes_nothing(file: Path) -> None:
    before = file.read_bytes()
    draft = Draft()
    with pytest.raises(KeyError), draft.all_or_nothing():
        raise KeyError
    with pytest.raises(DraftPutDown):
        draft.write(file, b"muon")
    assert file.read_bytes() == before


async def test_console_and_command_line_wait_for_each_other(tmp_path: Path) -> None:
    async with draft_alone_async(tmp_path):
        with pytest.raises(DraftBusy), draft_alone(tmp_path, patience=0):
            raise AssertionError
    with draft_alone(tmp_path), pytest.raises(DraftBusy):
        async with draft_alone_async(tmp_path, patience=0):
            raise AssertionError


async def test_who_waits_for_the_draft_stops_nobody_else_and_gets_it_in_turn(
    tmp_path: Path,
) -> None:
    order: list[str] = []
    is_held, may_end = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with draft_alone_async(tmp_path):
            is_held.set()
            await may_end.wait()
            order.append("first")

    async def second() -> None:
        await is_held.wait()
        async with draft_alone_async(tmp_path):
            order.append("second")

    one, two = asyncio.create_task(first()), asyncio.create_task(second())
    await is_held.wait()
    for _ in range(10):
        # The loop goes round while the second one waits.
        await asyncio.sleep(0)
    assert order == []
    may_end.set()
    await asyncio.gather(one, two)
    assert order == ["first", "second"]


async def test_who_is_cancelled_while_waiting_or_holding_leaves_it_free(tmp_path: Path) -> None:
    is_held = asyncio.Event()

    async def hold() -> None:
        async with draft_alone_async(tmp_path):
            is_held.set()
            await asyncio.Event().wait()

    async def wait() -> None:
        async with draft_alone_async(tmp_path):
            raise AssertionError

    holder = asyncio.create_task(hold())
    await is_held.wait()
    waiter = asyncio.create_task(wait())
    await asyncio.sleep(0)
    waiter.cancel()
    holder.cancel()
    await asyncio.gather(holder, waiter, return_exceptions=True)
    with draft_alone(tmp_path, patience=0):
        pass

"""A restore that breaks off leaves nothing that can be served; appeals are as they were left."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from casework.cases.models import Case
from casework.clock import day_in_viet_nam
from casework.db import open_engine, open_sessions
from casework.evidence.finding import Kind
from casework.migrations import migrate
from casework.watch_list.models import WatchedValue
from console.desk import Desk
from console.safekeeping import erased, restore
from console.safekeeping.erased import What
from console.safekeeping.erasing_again import erase_again
from console.safekeeping.places import NotEmpty
from tests.conftest import NewDatabase
from tests.unit.console.backing_up import (
    backed_up,
    backed_up_before_a_deletion,
    names,
    now,
    restored,
)
from tests.unit.console.conftest import Clock, told

STEPS = ("migrate", "audit.verify", "erase_again", "retention.purge", "audit.write")


class Full(Exception):
    """The disk is full."""


@contextmanager
def breaking_at(step: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def full(*_any: object, **_how: object) -> None:
        raise Full

    of, _, name = step.rpartition(".")
    with monkeypatch.context() as patch:
        patch.setattr(getattr(restore, of) if of else restore, name, full)
        yield


async def cases_in(url: str) -> list[object]:
    engine = open_engine(url)
    try:
        async with open_sessions(engine)() as session:
            return list(await session.scalars(select(Case.id)))
    finally:
        await engine.dispose()


@pytest.mark.sqlite_only("looks into the folder of the file")
@pytest.mark.parametrize("step", STEPS)
async def test_a_restore_that_breaks_off_leaves_no_file_and_can_be_tried_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    stays, made, gone = await backed_up_before_a_deletion(desk, tmp_path)
    place = tmp_path / "place"
    url = f"sqlite:///{place / 'elsewhere.db'}"
    with breaking_at(step, monkeypatch), pytest.raises(Full):
        await restored(desk, made, url, gone)
    assert names(place) == set()
    await restored(desk, made, url, gone)
    assert await cases_in(url) == [stays]
    assert names(place) == {"elsewhere.db"}


@pytest.mark.sqlite_only("looks into the folder of the file")
async def test_what_a_killed_restore_has_left_is_under_no_name_that_is_served(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = await told(desk)
    made = await backed_up(desk, tmp_path / "backups")
    place = tmp_path / "place"
    place.mkdir()
    for left in (".elsewhere.db.restoring", ".elsewhere.db.restoring-journal"):
        (place / left).write_bytes(b"half of another book")
    url, seen = f"sqlite:///{place / 'elsewhere.db'}", set[str]()

    async def looked_at(*all_: Any) -> object:  # noqa: ANN401  # stands in for erase_again
        seen.update(names(place))
        return await erase_again(*all_)

    monkeypatch.setattr(restore, "erase_again", looked_at)
    await restored(desk, made, url)
    assert "elsewhere.db" not in seen
    assert await cases_in(url) == [case_id]
    assert names(place) == {"elsewhere.db"}


@pytest.mark.sqlite_only("a place of PostgreSQL is marked from the beginning")
async def test_a_book_that_came_in_the_meantime_is_not_replaced(
    desk: Desk, tmp_path: Path, new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await backed_up(desk, tmp_path / "backups")
    url = new_database("elsewhere.db", empty=True)

    async def somebody_comes(*all_: Any) -> object:  # noqa: ANN401  # stands in for erase_again
        await asyncio.to_thread(migrate, url)
        return await erase_again(*all_)

    monkeypatch.setattr(restore, "erase_again", somebody_comes)
    await told(desk)
    with pytest.raises(NotEmpty):
        await restored(desk, made, url)
    assert await cases_in(url) == []


HELD, RELEASED, REMOVED = What.HELD, What.RELEASED, What.WATCHED
LONG_AGO = date(2026, 1, 1)
DAY = date.max
"""Stands for the day of the acts."""


@dataclass(frozen=True)
class Appeal:
    """An entry as the backup has it, what was done since, and what `then` is there."""

    held: date | None
    acts: tuple[What, ...]
    then: tuple[date | None, ...]
    counted: int


@pytest.mark.parametrize(
    "appeal",
    [
        Appeal(None, (HELD,), (DAY,), 1),
        Appeal(None, (HELD, RELEASED), (None,), 0),
        Appeal(None, (HELD, RELEASED, HELD), (DAY,), 1),
        Appeal(LONG_AGO, (RELEASED,), (None,), 0),
        Appeal(LONG_AGO, (RELEASED, HELD), (DAY,), 0),
        Appeal(LONG_AGO, (HELD,), (LONG_AGO,), 0),
        Appeal(None, (HELD, REMOVED), (), 1),
        # The number of an entry that was removed may be another's by now.
        Appeal(None, (REMOVED, HELD), (), 1),
    ],
)
async def test_the_latest_act_decides_whether_an_entry_is_held(
    desk: Desk, tmp_path: Path, new_database: NewDatabase, appeal: Appeal
) -> None:
    async with desk.sessions.begin() as session:
        kept = {"source": "CV 1", "listed_on": LONG_AGO, "expires_on": date(2027, 12, 31)}
        kept["held_since"] = appeal.held
        session.add(WatchedValue(kind=Kind.PHONE.value, key="0" * 64, **kept))
    made = await backed_up(desk, tmp_path)
    # The audit log keeps seconds.
    clock = Clock(made.manifest.made_at)
    for act in appeal.acts:
        clock.passes(seconds=1)
        async with replace(desk, now=clock).act(None, act.value, "watch_list:1"):
            pass
    await erased.copy(desk.sessions, tmp_path, now())
    url = new_database("elsewhere.db", empty=True)
    # In whatever order they are told.
    done = await restored(desk, made, url, erased.read(tmp_path).gone[::-1])
    assert done.again.watched == appeal.counted
    engine = open_engine(url)
    async with open_sessions(engine)() as session:
        held = await session.scalars(select(WatchedValue.held_since))
        today = day_in_viet_nam(clock())
        assert tuple(held) == tuple(today if day is DAY else day for day in appeal.then)
    await engine.dispose()

"""A restore that breaks off on PostgreSQL: every door refuses the place until one has ended."""

import asyncio
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from casework.migrations import RESTORING, RestoreUnfinished, migrate
from console.composition import open_desk
from console.desk import Desk
from console.safekeeping import places
from console.safekeeping.archive import Reading
from console.safekeeping.backup import tables
from console.safekeeping.postgres_programs import PostgresProgramFailed
from tests.conftest import NewDatabase
from tests.unit.console.backing_up import (
    KEY,
    backed_up,
    backed_up_before_a_deletion,
    restored,
)
from tests.unit.console.conftest import told
from tests.unit.console.test_broken_restore import (
    STEPS,
    Full,
    breaking_at,
    cases_in,
    test_the_latest_act_decides_whether_an_entry_is_held,
)

__all__ = ["test_the_latest_act_decides_whether_an_entry_is_held"]


def with_book(desk: Desk, url: str) -> Desk:
    settings = desk.settings.model_copy(update={"database_url": url})
    return replace(desk, settings=settings)


async def must_be_refused(desk: Desk, url: str) -> None:
    """By the console, and by whatever else migrates."""
    with pytest.raises(RestoreUnfinished):
        async with open_desk(with_book(desk, url).settings):
            pass
    with pytest.raises(RestoreUnfinished):
        await asyncio.to_thread(migrate, url)


def tables_of(url: str) -> list[str]:
    with psycopg.connect(url) as book:
        return tables(book)


def as_new(url: str) -> None:
    """What dropdb and createdb come to."""
    with psycopg.connect(url) as book:
        book.execute("DROP SCHEMA public CASCADE")
        book.execute("CREATE SCHEMA public")


@pytest.mark.parametrize("step", STEPS)
async def test_what_a_broken_restore_has_left_is_refused_by_every_door_and_says_what_to_do(
    desk: Desk,
    tmp_path: Path,
    new_database: NewDatabase,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    stays, made, gone = await backed_up_before_a_deletion(desk, tmp_path)
    url = new_database("elsewhere.db", empty=True)
    with breaking_at(step, monkeypatch), pytest.raises(Full):
        await restored(desk, made, url, gone)
    await must_be_refused(desk, url)
    with pytest.raises(RestoreUnfinished) as refused:
        await restored(desk, made, url, gone)
    assert "(dropdb), tạo lại cái trống (createdb)" in str(refused.type.__doc__)
    with pytest.raises(RestoreUnfinished):
        await backed_up(with_book(desk, url), tmp_path / "others")
    as_new(url)
    await restored(desk, made, url, gone)
    assert await cases_in(url) == [stays]
    assert RESTORING not in tables_of(url)
    await asyncio.to_thread(migrate, url)


async def test_while_it_is_restored_no_door_opens_it(
    desk: Desk, tmp_path: Path, new_database: NewDatabase
) -> None:
    made = await backed_up(desk, tmp_path / "backups")
    url = new_database("elsewhere.db", empty=True)
    async with places.filled(Reading(made.path, [KEY]), url, made.manifest):
        await must_be_refused(desk, url)
    await asyncio.to_thread(migrate, url)


async def test_a_restore_that_got_no_row_in_is_simply_tried_again(
    desk: Desk, tmp_path: Path, new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = await told(desk)
    made = await backed_up(desk, tmp_path / "backups")
    url = new_database("elsewhere.db", empty=True)
    with monkeypatch.context() as patch:
        patch.setattr(places, "program", lambda *_any: Path("/bin/false"))
        with pytest.raises(PostgresProgramFailed):
            await restored(desk, made, url)
    assert tables_of(url) == [RESTORING]
    await must_be_refused(desk, url)
    await restored(desk, made, url)
    assert await cases_in(url) == [case_id]

"""The watch list under a turned key: nothing on it is forgotten, and no appeal is escaped."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from casework.db import Sessions
from casework.evidence.finding import Kind
from casework.watch_list import watch_list_book as book
from casework.watch_list.entries import Entry
from casework.watch_list.models import WatchedValue
from casework.watch_list.snapshot import WatchedNow, load
from casework.watch_list.watch_key import WatchKey
from tests.unit.casework.watch_list.made_up import TODAY, bring_in, entry

PHONE = "+84912345678"
OLD, NEW = "o" * 32, "n" * 32
BEFORE, SWITCHED, AFTER = WatchKey(OLD), WatchKey(NEW, (OLD,)), WatchKey(NEW)


def made_with(key: WatchKey, one: Entry, value: str = PHONE) -> Entry:
    """As the console's import makes it."""
    current, *before = (digest.hex() for digest in key.all_of(one.kind, value))
    return replace(one, key=current, made_with=key.mark, before=tuple(before))


async def standing(sessions: Sessions) -> list[WatchedValue]:
    async with sessions() as session:
        return list(await session.scalars(select(WatchedValue).order_by(WatchedValue.id)))


def noon(_: object = None) -> datetime:
    return datetime(2026, 11, 30, 5, tzinfo=UTC)


async def test_what_the_old_key_hashed_is_found_until_the_old_key_goes(sessions: Sessions) -> None:
    await bring_in(sessions, made_with(BEFORE, entry(PHONE)))
    for key, found in ((BEFORE, True), (SWITCHED, True), (AFTER, False)):
        watched = await load(sessions, key, noon)
        assert (watched.find(Kind.PHONE, PHONE) is not None) == found
    now = WatchedNow(sessions, NEW, noon, previous=(OLD,))
    await now.refresh()
    assert now.find(Kind.PHONE, PHONE) is not None


async def test_imported_anew_an_entry_stands_once_and_under_the_new_key(sessions: Sessions) -> None:
    await bring_in(sessions, made_with(BEFORE, entry(PHONE, listed=9)))
    changes = await bring_in(sessions, made_with(SWITCHED, entry(PHONE)))
    assert (len(changes.new), len(changes.renewed), changes.passed_over) == (0, 1, 0)
    (one,) = await standing(sessions)
    assert (one.key, one.made_with) == (AFTER.of(Kind.PHONE, PHONE).hex(), AFTER.mark)
    assert (await load(sessions, AFTER, noon)).find(Kind.PHONE, PHONE) is not None


async def test_an_older_listing_moves_the_entry_and_changes_nothing_else(
    sessions: Sessions,
) -> None:
    await bring_in(sessions, made_with(BEFORE, entry(PHONE, source="CV 2")))
    changes = await bring_in(sessions, made_with(SWITCHED, entry(PHONE, listed=30, source="CV 1")))
    assert (len(changes.new), len(changes.renewed), changes.passed_over) == (0, 0, 1)
    (one,) = await standing(sessions)
    assert (one.made_with, one.source, one.listed_on) == (AFTER.mark, "CV 2", TODAY)


async def test_an_appeal_comes_along_to_the_new_key(sessions: Sessions) -> None:
    await bring_in(sessions, made_with(BEFORE, entry(PHONE, listed=9, held=3)))
    await bring_in(sessions, made_with(SWITCHED, entry(PHONE)))
    (one,) = await standing(sessions)
    assert one.held_since == TODAY - timedelta(days=3)
    assert (await load(sessions, SWITCHED, noon)).find(Kind.PHONE, PHONE) is None


async def test_an_entry_is_found_by_any_of_its_hashes(sessions: Sessions) -> None:
    await bring_in(sessions, made_with(BEFORE, entry(PHONE)))
    keys = [digest.hex() for digest in SWITCHED.all_of(Kind.PHONE, PHONE)]
    async with sessions() as session:
        assert [one.key for one in await book.find(session, Kind.PHONE, keys)] == [keys[1]]
        assert await book.find(session, Kind.PHONE, keys[:1]) == []


async def test_how_many_still_need_the_old_key_and_until_when(sessions: Sessions) -> None:
    lasts = timedelta(days=20)
    await bring_in(
        sessions,
        made_with(BEFORE, entry(PHONE, lasts=lasts)),
        made_with(BEFORE, entry("+84912345679", listed=9, lasts=timedelta(days=8)), "+84912345679"),
        made_with(AFTER, entry("+84912345670"), "+84912345670"),
    )
    async with sessions.begin() as session:
        assert await book.not_made_with(session, AFTER.mark, TODAY) == (1, TODAY + lasts)
        assert await book.not_made_with(session, BEFORE.mark, TODAY) == (1, _half_a_year())


def _half_a_year() -> date:
    return TODAY + timedelta(days=180)


async def test_entries_of_before_there_were_marks_get_one(sessions: Sessions) -> None:
    await bring_in(sessions, entry(PHONE), made_with(AFTER, entry("+84912345670"), "+84912345670"))
    async with sessions.begin() as session:
        assert await book.mark(session, BEFORE.mark) == 1
        assert await book.mark(session, BEFORE.mark) == 0
    assert {one.made_with for one in await standing(sessions)} == {BEFORE.mark, AFTER.mark}

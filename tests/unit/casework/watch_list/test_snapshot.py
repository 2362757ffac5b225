"""The list as the bot asks it."""

import logging
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, text

from casework.db import Sessions, open_engine, open_sessions
from casework.evidence.finding import Kind
from casework.evidence.watched import Listed, WatchList
from casework.watch_list import snapshot
from casework.watch_list.models import WatchedValue
from casework.watch_list.snapshot import WatchedNow, load
from casework.watch_list.watch_key import WatchKey
from tests.unit.casework.watch_list.made_up import KEY, TODAY, bring_in, entry

PHONE = "+84912345678"
KEY_TEXT = "a key for tests only, of no use anywhere else"


@dataclass
class Clock:
    # A quarter of an hour into the day in Việt Nam, which in London is still the one before.
    now: datetime = field(default=datetime(2026, 11, 29, 17, 15, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_what_is_listed_is_found_with_who_says_so(sessions: Sessions, clock: Clock) -> None:
    await bring_in(
        sessions,
        entry(PHONE, source="Phòng ANM, CV 1", listed=3, playbook="shipper_gia"),
        entry("sao-bank.top", Kind.LINK, source="CV 2"),
    )
    watched: WatchList = await load(sessions, KEY, clock)
    day = TODAY - timedelta(days=3)
    assert watched.find(Kind.PHONE, PHONE) == Listed("Phòng ANM, CV 1", day, "shipper_gia")
    assert watched.find(Kind.LINK, "sao-bank.top") == Listed("CV 2", TODAY)
    assert watched.find(Kind.ACCOUNT, PHONE) is None
    assert watched.find(Kind.PHONE, "+84912345679") is None
    assert watched.find(Kind.LINK, "\udcff\0") is None


@pytest.mark.parametrize(("lasts", "found"), [(10, True), (9, False)])
async def test_an_entry_is_in_force_through_its_last_day(
    sessions: Sessions, clock: Clock, lasts: int, *, found: bool
) -> None:
    await bring_in(sessions, entry(PHONE, listed=10, lasts=timedelta(days=lasts)))
    watched = await load(sessions, KEY, clock)
    assert (watched.find(Kind.PHONE, PHONE) is not None) == found


async def test_it_runs_out_in_memory_too(sessions: Sessions, clock: Clock) -> None:
    await bring_in(sessions, entry(PHONE, lasts=timedelta(days=1)))
    watched = await load(sessions, KEY, clock)
    clock.now += timedelta(days=2) - timedelta(minutes=16)
    assert watched.find(Kind.PHONE, PHONE) is not None
    clock.now += timedelta(minutes=1)
    assert watched.find(Kind.PHONE, PHONE) is None


async def test_an_entry_of_tomorrow_waits(sessions: Sessions, clock: Clock) -> None:
    await bring_in(sessions, entry(PHONE, listed=-1))
    watched = await load(sessions, KEY, clock)
    assert watched.find(Kind.PHONE, PHONE) is None
    clock.now += timedelta(days=1)
    assert watched.find(Kind.PHONE, PHONE) is not None


async def test_while_an_appeal_runs_an_entry_is_not_in_force(
    sessions: Sessions, clock: Clock
) -> None:
    await bring_in(sessions, entry(PHONE, held=0))
    assert (await load(sessions, KEY, clock)).find(Kind.PHONE, PHONE) is None


async def test_with_another_key_nothing_is_found(sessions: Sessions, clock: Clock) -> None:
    await bring_in(sessions, entry(PHONE))
    other = WatchKey(KEY_TEXT + "!")
    assert (await load(sessions, other, clock)).find(Kind.PHONE, PHONE) is None
    assert other.mark != KEY.mark


async def test_entries_of_every_page_are_found(
    sessions: Sessions, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = [f"+8491{number:07}" for number in range(6)]
    await bring_in(sessions, *map(entry, values))
    for rows in (1, 2, 4, 6, 7):
        monkeypatch.setattr(snapshot, "_ROWS_AT_ONCE", rows)
        watched = await load(sessions, KEY, clock)
        assert all(watched.find(Kind.PHONE, value) for value in values)


async def test_the_bot_sees_what_has_changed_at_its_next_look(
    sessions: Sessions, clock: Clock
) -> None:
    watched = WatchedNow(sessions, KEY_TEXT, clock)
    await watched.refresh()
    await bring_in(sessions, entry(PHONE))
    assert watched.find(Kind.PHONE, PHONE) is None
    await watched.refresh()
    assert watched.find(Kind.PHONE, PHONE) is not None
    async with sessions.begin() as session:
        await session.execute(delete(WatchedValue))
    await watched.refresh()
    assert watched.find(Kind.PHONE, PHONE) is None


async def test_with_the_database_away_the_last_list_stays(
    sessions: Sessions, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await bring_in(sessions, entry(PHONE, lasts=timedelta(days=1)))
    watched = WatchedNow(sessions, KEY_TEXT, clock)
    await watched.refresh()
    async with sessions.begin() as session:
        await session.execute(text("ALTER TABLE watch_list RENAME TO gone"))
    await watched.refresh()
    await watched.refresh()
    assert watched.find(Kind.PHONE, PHONE) is not None
    # Said once, not every minute; and again when it has been there meanwhile.
    assert caplog.messages in (
        ["watch list unavailable: OperationalError"],
        ["watch list unavailable: ProgrammingError"],  # PostgreSQL's name for it
    )
    async with sessions.begin() as session:
        await session.execute(text("ALTER TABLE gone RENAME TO watch_list"))
    await watched.refresh()
    assert len(caplog.messages) == 1
    clock.now += timedelta(days=2)
    assert watched.find(Kind.PHONE, PHONE) is None


async def test_without_a_key_nobody_is_listed_and_the_log_says_so_once(
    sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    await bring_in(sessions, entry(PHONE))
    with caplog.at_level(logging.WARNING):
        watched = WatchedNow(sessions, None)
    await watched.refresh()
    await watched.refresh()
    assert watched.find(Kind.PHONE, PHONE) is None
    (line,) = caplog.messages
    assert "WATCH_LIST_KEY" in line


async def test_a_database_that_was_never_there_ends_nothing() -> None:
    engine = open_engine("sqlite://")
    watched = WatchedNow(open_sessions(engine), KEY_TEXT)
    await watched.refresh()
    assert watched.find(Kind.PHONE, PHONE) is None
    await engine.dispose()


def test_the_key_shows_itself_nowhere() -> None:
    listed = snapshot.Snapshot(KEY, {b"1" * 32: (Listed("CV 1", date.min), date.max)})
    assert "CV 1" not in repr(listed)
    assert not hasattr(KEY, "__dict__")
    assert KEY.mark not in KEY.of(Kind.PHONE, PHONE).hex()

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from casework import db
from casework.cases import records
from casework.cases.facts import CaseFacts
from casework.cases.records import Agreement
from casework.db import Base, Sessions, apart, compact, open_engine, open_sessions
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from tests.unit.on_postgresql import pg_sessions, pg_url

__all__ = ["pg_sessions", "pg_url"]

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
MARKER = "chuyệnriêngcủabàngoại"
FACTS = CaseFacts(
    channel="web",
    decision="name",
    playbook_id=None,
    confidence=0.8,
    stage=None,
    interpreter="rasa",
    model="m1",
)


async def keep(sessions: Sessions, story: str) -> str:
    narrative = redact(RawText(story)).text
    return (await records.keep(sessions, FACTS, narrative, Agreement("v1", NOW))).receipt


def files_with_marker(folder: Path) -> list[str]:
    """Of cases.db, -wal, -journal, -shm and whatever else lies beside it."""
    names = [p.name for p in folder.iterdir() if MARKER.encode() in p.read_bytes()]
    return sorted(names)


@pytest.mark.sqlite_only("what is left in the file")
@pytest.mark.parametrize("story", [MARKER, f"{MARKER} " * 400], ids=["short", "over pages"])
@pytest.mark.parametrize("others", [(), ("chuyện khác",) * 5], ids=["alone", "among others"])
async def test_of_a_deleted_narrative_no_byte_is_left_in_any_file(
    sessions: Sessions, tmp_path: Path, story: str, others: Sequence[str]
) -> None:
    for other in others:
        await keep(sessions, other)
    receipt = await keep(sessions, story)
    assert files_with_marker(tmp_path) == ["cases.db"]
    # While the engine is open, as with a bot that goes on running.
    assert await records.delete_by_receipt(sessions, receipt)
    assert files_with_marker(tmp_path) == []


@pytest.mark.sqlite_only("what is left in the file")
async def test_a_database_written_with_a_log_beside_it_is_cleaned_too(
    sessions: Sessions, tmp_path: Path
) -> None:
    receipt = await keep(sessions, MARKER)
    bind = sessions.kw["bind"]
    await bind.dispose()
    with closing(sqlite3.connect(tmp_path / "cases.db")) as older:
        older.execute("PRAGMA journal_mode=WAL")
        older.execute("UPDATE cases SET model = 'older'")
        older.commit()
    assert await records.delete_by_receipt(sessions, receipt)
    assert files_with_marker(tmp_path) == []


@pytest.mark.sqlite_only("the lock on the one file")
async def test_a_locked_database_says_so_soon(sessions: Sessions, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "cases.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        with pytest.raises(OperationalError):
            await records.count(sessions, FACTS, NOW)
        assert time.monotonic() - began < 3
        other.rollback()
    await records.count(sessions, FACTS, NOW)


async def test_many_at_once_are_all_kept(sessions: Sessions) -> None:
    await asyncio.gather(*(keep(sessions, "nó kêu chuyển tiền") for _ in range(10)))
    async with sessions() as session:
        assert await session.scalar(text("SELECT count(narrative) FROM cases")) == 10


@pytest.mark.sqlite_only("SQLite in memory")
async def test_a_database_in_memory_opens() -> None:
    engine = open_engine("sqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await engine.dispose()


@pytest.mark.parametrize("alone", [False, True], ids=["in the pool", "apart"])
async def test_a_connection_to_a_silent_postgresql_breaks_after_some_seconds(
    pg_url: str, *, alone: bool
) -> None:
    assert await asked_of(pg_url, alone=alone) == {
        "connect_timeout": "5",
        "tcp_user_timeout": "15000",
        "keepalives_idle": "10",
        "keepalives_interval": "5",
    }


async def test_what_the_address_says_of_it_goes_first(pg_url: str) -> None:
    sign = "&" if "?" in pg_url else "?"
    told = await asked_of(f"{pg_url}{sign}tcp_user_timeout=60000&connect_timeout=30", alone=False)
    assert (told["tcp_user_timeout"], told["connect_timeout"]) == ("60000", "30")


async def asked_of(url: str, *, alone: bool) -> dict[str, str]:
    """What a connection asks of the network, as libpq has understood it."""
    engine = open_engine(url)
    sessions = open_sessions(engine)
    async with (apart(sessions) if alone else sessions)() as session:
        connection = await (await session.connection()).get_raw_connection()
        told = connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
    await engine.dispose()
    network = ("connect_timeout", "tcp_user_timeout", "keepalives_idle", "keepalives_interval")
    return {name: value for name, value in told.items() if name in network}


async def test_a_long_statement_is_no_silence(pg_sessions: Sessions) -> None:
    async with pg_sessions() as session:
        limits = [
            await session.scalar(text(f"SHOW {name}"))
            for name in ("statement_timeout", "lock_timeout")
        ]
    assert limits == ["0", "0"], "the console's reports, migrations and VACUUM take their time"


async def test_a_table_is_written_anew_behind_a_backup_without_holding_up_a_turn(
    pg_sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "LOCK_AWAITED", 1)
    monkeypatch.setattr(db, "COMPACTED_AGAIN", 0.5)
    async with pg_sessions.begin() as backup:
        await backup.execute(text("LOCK TABLE cases IN ACCESS SHARE MODE"))
        compacting = asyncio.create_task(compact(pg_sessions, "cases"))
        for _ in range(3):
            began = time.monotonic()
            await keep(pg_sessions, "nó kêu tui chuyển tiền")
            assert time.monotonic() - began < 5, "behind the backup it would wait for its end"
            await asyncio.sleep(0.5)
        assert not compacting.done()
    async with asyncio.timeout(30):
        await compacting
    async with contextlib.AsyncExitStack() as all_of_the_pool:
        for _ in range(3):
            session = await all_of_the_pool.enter_async_context(pg_sessions())
            assert await session.scalar(text("SHOW lock_timeout")) == "0", (
                "what was set is set back"
            )


async def test_a_table_that_is_read_for_too_long_is_not_written_anew_and_that_is_told(
    pg_sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "LOCK_AWAITED", 1)
    monkeypatch.setattr(db, "COMPACTED_WITHIN", 0.1)
    async with pg_sessions.begin() as backup:
        await backup.execute(text("LOCK TABLE cases IN ACCESS SHARE MODE"))
        with pytest.raises(OperationalError):
            await compact(pg_sessions, "cases")

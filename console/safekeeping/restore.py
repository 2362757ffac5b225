"""Puts a backup into an empty database, and takes out of it what has gone since."""

import asyncio
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from psycopg.conninfo import conninfo_to_dict

from casework.cases import retention
from casework.db import open_engine, open_sessions
from casework.migrations import alembic_config, migrate
from casework.opinions import retention as opinion_retention
from console import audit
from console.auth.keys import Keys
from console.safekeeping import backup, sqlite_copy
from console.safekeeping.archive import Reading
from console.safekeeping.erased import Gone
from console.safekeeping.erasing_again import ErasedAgain, erase_again
from console.safekeeping.manifest import Manifest
from console.safekeeping.postgres_programs import connection_info, environment, program, running

_SQLITE = "sqlite:///"


class NotEmpty(Exception):
    """Nơi khôi phục đã có dữ liệu nên không ghi gì. Chọn tệp mới hoặc cơ sở dữ liệu còn trống."""


class OtherKind(Exception):
    """Bản sao lưu SQLite chỉ khôi phục được vào SQLite, PostgreSQL vào PostgreSQL.

    Khôi phục xong mới chuyển bằng ./canhgiac console migrate-store.
    """


class NewerBackup(Exception):
    """Bản sao lưu do phiên bản mới hơn làm ra: cập nhật chương trình rồi khôi phục. Chưa ghi gì."""


class CountsDiffer(Exception):
    """Số dòng sau khi khôi phục không khớp bản sao lưu: đừng dùng nơi vừa khôi phục."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore has done. `narratives`, `opinions`: purged, since their period has ended."""

    manifest: Manifest
    again: ErasedAgain
    narratives: int
    opinions: int
    log: audit.Verified


async def restore(
    archive: Reading, url: str, keys: Keys, gone: Sequence[Gone], now: datetime
) -> Restored:
    """Restore into an empty database, and bring it to the newest schema.

    Nobody may serve it before this has ended. Raises BackupBroken, NewerBackup, OtherKind,
    NotEmpty, CountsDiffer, NoPostgresProgram, PostgresProgramFailed, OSError.
    """
    manifest = await asyncio.to_thread(archive.check)
    _must_be_known(manifest)
    sqlite = url.startswith(_SQLITE)
    if sqlite != (manifest.kind == "sqlite"):
        raise OtherKind
    put = _into_sqlite if sqlite else _into_postgresql
    await asyncio.to_thread(put, archive, url, manifest)
    await asyncio.to_thread(migrate, url)
    engine = open_engine(url)
    try:
        sessions = open_sessions(engine)
        async with sessions() as session:
            log = await audit.verify(session, keys)
        async with sessions.begin() as session:
            again = await erase_again(session, gone, manifest.made_at)
        purged = await retention.purge(sessions, now)
        opinions = await opinion_retention.purge(sessions, now)
        if log.broken_at is None:
            details = {"made_at": manifest.made_at.isoformat(), "rows": manifest.rows}
            async with sessions.begin() as session:
                entry = audit.Entry(None, "backup.restored", None, details)
                await audit.write(session, keys, now, entry)
        return Restored(manifest, again, purged.narratives, opinions, log)
    finally:
        await engine.dispose()


def _must_be_known(manifest: Manifest) -> None:
    """Raises NewerBackup."""
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    try:
        script.get_revision(manifest.revision)
    except CommandError:
        raise NewerBackup from None


def _into_sqlite(archive: Reading, url: str, manifest: Manifest) -> None:
    book = Path(url.removeprefix(_SQLITE))
    if book.exists() and book.stat().st_size:
        raise NotEmpty
    book.parent.mkdir(parents=True, exist_ok=True)
    beside = book.with_name(f".{book.name}.restoring")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for data in archive.payload():
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with closing(sqlite3.connect(beside)) as copy:
            if sqlite_copy.counted(copy) != manifest.counts:
                raise CountsDiffer
        beside.replace(book)
    finally:
        beside.unlink(missing_ok=True)


def _into_postgresql(archive: Reading, url: str, manifest: Manifest) -> None:
    info = connection_info(url)
    with psycopg.connect(info) as book:
        query = "SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace LIMIT 1"
        if book.execute(query).fetchone():
            raise NotEmpty
        major = book.info.server_version // 10_000
    name = str(conninfo_to_dict(info).get("dbname", ""))
    command = [
        str(program("pg_restore", major)),
        *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
        *("--no-password", f"--dbname={name}"),
    ]
    with running(command, environment(url), read=False) as taking:
        for data in archive.payload():
            taking.write(data)
    with psycopg.connect(info) as book:
        if backup.counted(book) != manifest.counts:
            raise CountsDiffer

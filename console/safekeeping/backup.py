"""Makes a backup: one file with a consistent state of the book, while everybody goes on working."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from psycopg import IsolationLevel, sql
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions
from casework.migrations import RESTORING, RestoreUnfinished
from console import audit
from console.audit_models import AuditEntry
from console.auth.keys import Keys
from console.safekeeping import sqlite_copy
from console.safekeeping.archive import FRAME, Writing
from console.safekeeping.manifest import LEFT_OUT, Manifest
from console.safekeeping.postgres_programs import connection_info, environment, program, running

KEPT_DAYS = 30
"""How long backups are kept unless the operator says otherwise. Our choice."""

MOST_KEPT_DAYS = 90
"""The longest. What a resident deletes is in a backup for that long; docs/retention.md says so."""

_NAME = "canhgiac-%Y%m%dT%H%M%SZ.backup"
_NAMED = re.compile(r"canhgiac-(\d{8}T\d{6}Z)\.backup")
_MADE = "backup.made"


class NoBookHere(Exception):
    """Chưa có sổ vụ việc ở DATABASE_URL, nên không có gì để sao lưu."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is finished, and on disk."""

    path: Path
    manifest: Manifest


def make(url: str, folder: Path, key: str | None, now: datetime) -> Made:
    """Back the book up into the folder. `key`: BACKUP_KEY; None for a plain file.

    Raises NoBookHere, RestoreUnfinished, NoSuchTable, NoPostgresProgram, PostgresProgramFailed,
    OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / now.astimezone(UTC).strftime(_NAME)
    with Writing(path, key) as writing:
        if url.startswith("sqlite:///"):
            manifest = _write_sqlite(Path(url.removeprefix("sqlite:///")), writing, now)
        else:
            manifest = _write_postgresql(url, writing, now)
        manifest = writing.finish(manifest)
    return Made(path, manifest)


def _write_sqlite(book: Path, writing: Writing, now: datetime) -> Manifest:
    if not book.exists():
        raise NoBookHere
    with sqlite_copy.copied(book) as copy:
        with closing(sqlite3.connect(copy)) as made:
            counts, revision = sqlite_copy.counted(made), sqlite_copy.revision_of(made)
        with copy.open("rb") as file:
            while data := file.read(FRAME):
                writing.write(data)
    return Manifest.of("sqlite", sqlite3.sqlite_version, revision, counts, now)


def _write_postgresql(url: str, writing: Writing, now: datetime) -> Manifest:
    """Count and dump the same snapshot."""
    with psycopg.connect(connection_info(url)) as book:
        book.isolation_level = IsolationLevel.REPEATABLE_READ
        book.read_only = True
        snapshot = str(_one(book, "SELECT pg_export_snapshot()"))
        server = book.info.server_version
        counts, revision = counted(book), revision_of(book)
        command = [
            str(program("pg_dump", server // 10_000)),
            *("--format=custom", "--no-owner", "--no-privileges", "--no-password"),
            f"--snapshot={snapshot}",
            *(f"--exclude-table-data={table}" for table in LEFT_OUT),
        ]
        with running(command, environment(url), read=True) as dump:
            while data := dump.read(FRAME):
                writing.write(data)
    made_by = f"{server // 10_000}.{server % 10_000}"
    return Manifest.of("postgresql", made_by, revision, counts, now)


def tables(book: psycopg.Connection) -> list[str]:
    """The names of the tables."""
    query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
    return [name for (name,) in book.execute(query).fetchall()]


def counted(book: psycopg.Connection) -> dict[str, int]:
    """Rows by table, of those that go into a backup."""
    counts = {}
    for name in tables(book):
        if name not in {*LEFT_OUT, RESTORING}:
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
            counts[name] = int(str(_one(book, query)))
    return counts


def revision_of(book: psycopg.Connection) -> str:
    """The schema's revision. Raises NoBookHere, RestoreUnfinished."""
    there = tables(book)
    if RESTORING in there:
        # A backup of it would know nothing of what has gone.
        raise RestoreUnfinished
    if "alembic_version" not in there:
        raise NoBookHere
    return str(_one(book, "SELECT version_num FROM alembic_version"))


def _one(book: psycopg.Connection, query: str | sql.Composed) -> object:
    row = book.execute(query).fetchone()
    return row[0] if row else None


async def note(sessions: Sessions, keys: Keys, made: Made, now: datetime) -> None:
    """Tell the audit log, from which `last_backup` knows it."""
    details = {"rows": made.manifest.rows, "bytes": made.manifest.bytes, "by": "command line"}
    async with sessions.begin() as session:
        await audit.write(session, keys, now, audit.Entry(None, _MADE, None, details))


async def last_backup(session: AsyncSession) -> datetime | None:
    """When the last backup was finished; None if there was never one."""
    query = select(func.max(AuditEntry.done_at)).where(AuditEntry.act == _MADE)
    last: datetime | None = await session.scalar(query)
    return last.replace(tzinfo=last.tzinfo or UTC) if last else None


def remove_old(folder: Path, keep: timedelta, now: datetime) -> int:
    """Delete the folder's backups that are older; how many. Never the newest one.

    By their names, which say when they were made: a copied file has another time on disk.
    """
    found = sorted(path for path in folder.iterdir() if _NAMED.fullmatch(path.name))
    old = [path for path in found[:-1] if _made_at(path) < now - keep]
    for path in old:
        path.unlink()
    return len(old)


def _made_at(path: Path) -> datetime:
    return datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)

"""Where a backup is put back: a place that no door serves until everything there has ended.

SQLite: the file gets its name last. PostgreSQL: a table marks the place from before the first row,
and `migrate`, with which every door begins, refuses what is marked.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from casework.migrations import RESTORING, RestoreUnfinished
from console.safekeeping import backup, sqlite_copy
from console.safekeeping.archive import Reading
from console.safekeeping.manifest import Manifest
from console.safekeeping.postgres_programs import connection_info, environment, program, running

SQLITE = "sqlite:///"
_BESIDE = ("", "-journal", "-wal", "-shm", ".migrating")
_RELATIONS = """SELECT relname FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace"""


class NotEmpty(Exception):
    """Nơi khôi phục đã có dữ liệu nên không ghi gì. Chọn tệp mới hoặc cơ sở dữ liệu còn trống."""


class CountsDiffer(Exception):
    """Số dòng sau khi khôi phục không khớp bản sao lưu: đừng dùng nơi vừa khôi phục."""


@asynccontextmanager
async def filled(archive: Reading, url: str, manifest: Manifest) -> AsyncIterator[str]:
    """The address of what was put back, for the block's time; doors may open `url` after it.

    A block that fails leaves no file; on PostgreSQL a place that is refused. Raises NotEmpty,
    RestoreUnfinished, CountsDiffer, NoPostgresProgram, PostgresProgramFailed, OSError.
    """
    if not url.startswith(SQLITE):
        await asyncio.to_thread(_fill_postgresql, archive, connection_info(url), manifest)
        yield url
        await asyncio.to_thread(_unmark, connection_info(url))
        return
    book = Path(url.removeprefix(SQLITE))
    _must_be_free(book)
    book.parent.mkdir(parents=True, exist_ok=True)
    beside = book.with_name(f".{book.name}.restoring")
    # Also a journal that a killed restore has left: it would be rolled back into this file.
    _clear_away(beside)
    try:
        await asyncio.to_thread(_fill_file, archive, beside, manifest)
        yield f"{SQLITE}{beside}"
        _must_be_free(book)
        _put(beside, book)
    finally:
        _clear_away(beside)


def _must_be_free(book: Path) -> None:
    """Raises NotEmpty."""
    if book.exists() and book.stat().st_size:
        raise NotEmpty


def _clear_away(beside: Path) -> None:
    for ending in _BESIDE:
        beside.with_name(beside.name + ending).unlink(missing_ok=True)


def _fill_file(archive: Reading, beside: Path, manifest: Manifest) -> None:
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for data in archive.payload():
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with closing(sqlite3.connect(beside)) as copy:
        if sqlite_copy.counted(copy) != manifest.counts:
            raise CountsDiffer


def _put(beside: Path, book: Path) -> None:
    beside.replace(book)
    folder = os.open(book.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _fill_postgresql(archive: Reading, info: str, manifest: Manifest) -> None:
    command = _mark(info)
    with running(command, environment(info), read=False) as taking:
        for data in archive.payload():
            taking.write(data)
    with psycopg.connect(info) as book:
        if backup.counted(book) != manifest.counts:
            raise CountsDiffer


def _mark(info: str) -> list[str]:
    """Mark an empty place, or one where a restore has not got as far as its rows; what fills it."""
    with psycopg.connect(info) as book:
        there = {name for (name,) in book.execute(_RELATIONS).fetchall()}
        if there - {RESTORING}:
            # Not emptied by us: what else has come into it since, nobody knows.
            raise RestoreUnfinished if RESTORING in there else NotEmpty
        command = [
            str(program("pg_restore", book.info.server_version // 10_000)),
            *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
            *("--no-password", f"--dbname={conninfo_to_dict(info).get('dbname', '')}"),
        ]
        mark = sql.SQL("CREATE TABLE IF NOT EXISTS {} (begun_at timestamptz)")
        book.execute(mark.format(sql.Identifier(RESTORING)))
    return command


def _unmark(info: str) -> None:
    with psycopg.connect(info) as book:
        book.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(RESTORING)))

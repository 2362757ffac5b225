"""Puts the rows into a database, as fast as it takes them."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from psycopg import sql

from console.bench.book import (
    CASE_COLUMNS,
    COUNT_COLUMNS,
    HOUR_COLUMNS,
    OPINION_COLUMNS,
    REVIEW_COLUMNS,
    Book,
)
from console.bench.postgres import Server
from console.bench.progress import say

Row = tuple[Any, ...]


class Loader(Protocol):
    """Takes rows for a table."""

    def load(self, table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Insert all rows."""
        ...


def fill(loader: Loader, book: Book) -> None:
    """Load the whole book."""
    # The reviews come last: the cases say which of them there are.
    loader.load("cases", CASE_COLUMNS, book.cases())
    loader.load("reviews", REVIEW_COLUMNS, book.reviews())
    loader.load("opinions", OPINION_COLUMNS, book.opinions())
    loader.load("case_counts", COUNT_COLUMNS, book.counts())
    loader.load("hour_counts", HOUR_COLUMNS, book.hours())


class SqliteLoader:
    """Inserts into a file, without a journal: if the machine dies now, the file is worth nothing.

    Indexes are put aside and made again afterwards.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def load(self, table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Insert all rows."""
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
        found = self._connection.execute(f"{query} AND sql IS NOT NULL", (table,)).fetchall()
        for name, _ in found:
            self._connection.execute(f'DROP INDEX "{name}"')
        names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
        self._connection.executemany(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608  # our own names
            (tuple(map(_as_sqlite_keeps_it, row)) for row in rows),
        )
        for _, made_by in found:
            self._connection.execute(made_by)
        self._connection.commit()
        say(f"SQLite: {table} loaded")


@contextmanager
def sqlite_loader(path: Path) -> Iterator[SqliteLoader]:
    """A loader into an SQLite file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-1000000")
        yield SqliteLoader(connection)


def _as_sqlite_keeps_it(value: object) -> object:
    """As SQLAlchemy writes it."""
    match value:
        case UUID():
            return value.hex
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
        case date():
            return value.isoformat()
        case _:
            return value


class PostgresLoader:
    """Copies into a database of a server, indexes put aside meanwhile."""

    def __init__(self, server: Server, database: str) -> None:
        self._server = server
        self._database = database

    def load(self, table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Copy all rows."""
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        copy_in = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
        query = """SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND NOT EXISTS
            (SELECT 1 FROM pg_constraint WHERE conname = indexname)"""
        with self._server.connect(self._database) as connection:
            found = connection.execute(query, (table,)).fetchall()
            for name, _ in found:
                connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
            with connection.cursor().copy(copy_in) as copy:
                for row in rows:
                    copy.write_row(row)
            for _, made_by in found:
                connection.execute(made_by.encode())
        say(f"PostgreSQL: {table} loaded")


def analyse(server: Server, database: str) -> None:
    """Let PostgreSQL count what it holds, as it does by itself sooner or later.

    SQLite is left as it is: nothing counts there in real use either.
    """
    with server.connect(database) as connection:
        connection.execute("VACUUM ANALYZE")


def settings_for_loading() -> Mapping[str, str]:
    """Of the server: its own defaults otherwise."""
    return {"max_wal_size": "8GB"}

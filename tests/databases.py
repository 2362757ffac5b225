"""Databases for tests: SQLite's files, or a PostgreSQL server of the test run's own.

The newest schema is made once for each process; a test gets a copy of it, or one that another test
has left and that was emptied since.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from casework.migrations import migrate
from console.bench.postgres import FORGETFUL, Server, server

CHOICE = "CANHGIAC_TEST_DATABASE"
"""Variable of the environment: "postgresql", or nothing for SQLite."""

ON_POSTGRESQL = os.environ.get(CHOICE) == "postgresql"

OWNERS_WILL = "SET session_replication_role = replica"
"""On PostgreSQL: neither the audit log's triggers nor foreign keys object to what follows."""

_TEMPLATE = "migrated"
# What a test may have changed besides rows: tables, columns, the audit log's triggers.
_SHAPE = """SELECT string_agg(relname || relkind::text || relnatts, ',' ORDER BY relname)
    || (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O')
    FROM pg_class WHERE relnamespace = 'public'::regnamespace"""


class Databases(Protocol):
    """Where tests get their databases from."""

    def lend(self, file: Path, *, empty: bool = False) -> str:
        """The address of a database with the newest schema, or of one without any table.

        `file` is where it stands if it is a file, and otherwise nothing.
        """

    def take_back(self, url: str) -> None:
        """Nobody uses it any more."""


class SqliteFiles:
    """A file for each test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _template(self) -> Path:
        path = self._folder / "migrated.db"
        migrate(f"sqlite:///{path}")
        return path

    def lend(self, file: Path, *, empty: bool = False) -> str:
        """A copy of the migrated file; an empty one is made by whoever opens it first."""
        if not empty:
            shutil.copyfile(self._template, file)
        return f"sqlite:///{file}"

    def take_back(self, url: str) -> None:
        """The file goes with the folder of its test."""


class PostgresDatabases:
    """Databases of one server. They are used again: to make one takes ten times as long."""

    def __init__(self, running: Server) -> None:
        self._server = running
        self._numbers = count(1)
        self._clean: list[str] = []
        migrate(running.make(_TEMPLATE))
        with running.connect(_TEMPLATE) as connection:
            self._shape = connection.execute(_SHAPE).fetchone()
            self._wipe = _wipe(connection)

    def lend(self, _file: Path, *, empty: bool = False) -> str:
        """One that was emptied, or a new copy of the migrated one."""
        if self._clean and not empty:
            return self._server.url(self._clean.pop())
        name = f"test_{next(self._numbers)}"
        if empty:
            return self._server.make(name)
        with self._server.connect() as connection:
            copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(copy.format(sql.Identifier(name), sql.Identifier(_TEMPLATE)))
        return self._server.url(name)

    def take_back(self, url: str) -> None:
        """Empty it for the next test; one that is no longer as it was made is deleted."""
        name = make_url(url).database or ""
        # A test that died with a transaction open holds its locks: then it is deleted as well.
        with suppress(psycopg.errors.LockNotAvailable), self._server.connect(name) as connection:
            if connection.execute(_SHAPE).fetchone() == self._shape:
                connection.execute(self._wipe)
                self._clean.append(name)
                return
        with self._server.connect() as connection:
            gone = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(gone)


def everything_in(url: str) -> bytes:
    """What is stored: the file as it is, or all rows of all tables as text."""
    if url.startswith("sqlite"):
        return Path(url.removeprefix("sqlite:///")).read_bytes()
    with psycopg.connect(url) as connection:
        query = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
        names = [name for (name,) in connection.execute(query)]
        tables = [connection.execute(f"SELECT t::text FROM {n} t".encode()) for n in names]  # noqa: S608  # our own tables
        return "\n".join(row for table in tables for (row,) in table).encode()


def change_by_hand(url: str, *statements: str) -> None:
    """As somebody would who owns the database: no trigger objects."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as book:
            for name in ("no_update", "no_delete"):
                book.execute(f"DROP TRIGGER IF EXISTS audit_entries_{name}")
            for statement in statements:
                book.execute(statement)
            book.commit()
        return
    with psycopg.connect(url) as connection:
        for statement in (OWNERS_WILL, *statements):
            connection.execute(statement.encode())


@contextmanager
def postgres_databases() -> Iterator[PostgresDatabases]:
    """A server for the time of the block. Raises NoPostgres."""
    with server(settings=FORGETFUL) as running:
        yield PostgresDatabases(running)


def _wipe(template: "psycopg.Connection[tuple[str]]") -> bytes:
    """Statements that leave the tables as the migrations do."""
    statements = ["SET lock_timeout = '3s'", OWNERS_WILL]
    tables = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
    for (table,) in template.execute(tables).fetchall():
        statements.append(f"DELETE FROM {table}")  # noqa: S608  # our own tables
        query = f"SELECT quote_literal(jsonb_agg(t)::text) FROM {table} t"  # noqa: S608
        for (rows,) in template.execute(query.encode()):
            if rows:  # the migrations' own
                again = f"jsonb_populate_recordset(null::{table}, {rows})"
                statements.append(f"INSERT INTO {table} SELECT * FROM {again}")  # noqa: S608
    numbers = "SELECT quote_ident(sequencename) FROM pg_sequences WHERE schemaname = 'public'"
    for (name,) in template.execute(numbers).fetchall():
        statements.append(f"SELECT setval('{name}', 1, false)")
    return ";".join(statements).encode()

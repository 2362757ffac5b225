"""The database: base class, naming convention, session factory."""

import asyncio
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import NullPool

# Names that both SQLite and PostgreSQL migrations can refer to later.
NAMING_CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Sessions = async_sessionmaker[AsyncSession]

_SILENT_SERVER: Mapping[str, int] = {
    # Seconds for a connection to be made.
    "connect_timeout": 5,
    # Milliseconds in which the other machine must confirm what was sent to it. It does so also
    # while a report takes long, or while a migration or VACUUM waits for a lock.
    "tcp_user_timeout": 15_000,
    # Seconds: asked of it where nothing is being sent and an answer is waited for.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
}
"""As libpq calls them. When a connection breaks whose packets go nowhere, instead of after hours.

What an address itself says of them goes first.
"""


COMPACTED_WITHIN, COMPACTED_AGAIN, LOCK_AWAITED = 900.0, 10.0, 2
"""Seconds for which it is tried to write a table anew, between two tries, and for which one of them
waits for the table to be free."""

_LOCK_NOT_AVAILABLE = "55P03"


class Base(DeclarativeBase):
    """Base of all models."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


def open_engine(url: str) -> AsyncEngine:
    """Open the database. A plain sqlite:// or postgresql:// address is enough."""
    address = _async_url(url)
    return _engine(address, **_pool(address))


def server_of(url: str) -> str | None:
    """The address as PostgreSQL's own clients take it; None if it is no PostgreSQL."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        return None
    return parsed.set(drivername="postgresql").render_as_string(hide_password=False)


def is_there(url: str) -> bool:
    """Whether there is a database to open. Only of a file can that be known: opening makes one."""
    path = url.removeprefix("sqlite:///")
    return path == url or Path(path).exists()


def open_sessions(engine: AsyncEngine) -> Sessions:
    """Make the session factory; objects stay readable after commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


def apart(sessions: Sessions) -> Sessions:
    """The same database, but nobody waits here behind others: a connection for each session.

    For what is read seldom and must come at once. Nothing stays open, so nothing is to be closed.
    """
    engine: AsyncEngine = sessions.kw["bind"]
    return open_sessions(_engine(engine.url, poolclass=NullPool))


async def compact(sessions: Sessions, table: str) -> None:
    """Write the table anew, so that no page of the files still holds what was deleted.

    Nobody else can write meanwhile: milliseconds on a small file, seconds on a large one. Raises
    what the database raises, also where somebody reads the table for longer than it is tried.
    """
    engine: AsyncEngine = sessions.kw["bind"]
    async with engine.connect() as connection:
        # VACUUM can't run inside a transaction.
        autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
        if engine.dialect.name == "sqlite":
            await autocommit.execute(text("VACUUM"))
        else:
            await _vacuum_when_free(autocommit, table)


async def _vacuum_when_free(connection: AsyncConnection, table: str) -> None:
    """Waiting behind a backup's pg_dump it would hold up every resident's turn: it gives way."""
    until = time.monotonic() + COMPACTED_WITHIN
    await connection.execute(text(f"SET lock_timeout = '{LOCK_AWAITED}s'"))
    try:
        while True:
            try:
                await connection.execute(text(f"VACUUM (FULL) {table}"))
            except OperationalError as error:
                is_locked = getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE
                if not is_locked or time.monotonic() > until:
                    raise
                await asyncio.sleep(COMPACTED_AGAIN)
            else:
                return
    finally:
        await connection.execute(text("RESET lock_timeout"))


def _engine(address: URL, **pool: Any) -> AsyncEngine:  # noqa: ANN401  # as SQLAlchemy takes them
    # An error of the database quotes the row that it failed on, unless told not to.
    engine = create_async_engine(
        address, hide_parameters=True, connect_args=_connect_args(address), **pool
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    return engine


def _connect_args(address: URL) -> dict[str, int]:
    if address.get_backend_name() != "postgresql":
        return {}
    return {name: value for name, value in _SILENT_SERVER.items() if name not in address.query}


def _async_url(url: str) -> URL:
    parsed = make_url(url)
    if parsed.drivername == "sqlite":
        return parsed.set(drivername="sqlite+aiosqlite")
    if parsed.drivername == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _pool(address: URL) -> dict[str, int]:
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return {}
    # SQLite takes one writer at a time. Ours wait here in turn, for a second: as connections of
    # their own they would wait by chance, and some longer than the file may be locked.
    return {"pool_size": 1, "max_overflow": 0, "pool_timeout": 1}


def _prepare_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]  # DBAPI connections are untyped
    # A resident waits for the answer meanwhile; a locked database counts as one that is away. Less
    # than this is too short beside a busy console: 2 of 400 reports were not kept at 300 ms, none
    # at 800, with two officers opening cases without a pause.
    cursor.execute("PRAGMA busy_timeout=800")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What is deleted must be gone from the files, not only from the table: overwritten where it
    # stood, and no journal beside it that still holds it (as a write-ahead log would, for days).
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute("PRAGMA journal_mode=TRUNCATE")
    cursor.close()

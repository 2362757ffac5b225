"""A PostgreSQL database of a test's own: for what needs the queue, whatever the other tests use."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from casework.db import Sessions, open_engine, open_sessions
from tests.databases import PostgresDatabases


@pytest.fixture
def pg_url(postgresql: PostgresDatabases, tmp_path: Path) -> Iterator[str]:
    url = postgresql.lend(tmp_path / "unused")
    yield url
    postgresql.take_back(url)


@pytest.fixture
async def pg_sessions(pg_url: str) -> AsyncIterator[Sessions]:
    engine = open_engine(pg_url)
    yield open_sessions(engine)
    await engine.dispose()

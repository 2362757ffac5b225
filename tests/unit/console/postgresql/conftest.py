"""The same desk over PostgreSQL: a server of the tests' own, a database for each test."""

import os
from collections.abc import AsyncIterator, Iterator
from itertools import count

import pytest

from casework.db import open_engine, open_sessions
from casework.migrations import migrate
from casework.playbooks.library import Library
from console.auth.keys import Keys
from console.bench.postgres import FORGETFUL, NoPostgres, Server, server
from console.desk import Desk
from console.settings import ConsoleSettings
from tests.unit.console.conftest import KEY, Clock

TEMPLATE = "migrated"
NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server with one migrated database, of which each test gets a copy."""
    try:
        with server(settings=FORGETFUL) as running:
            migrate(running.make(TEMPLATE))
            yield running
    except NoPostgres as missing:
        reason = f"{missing.__doc__} apt-get install postgresql"
        if os.environ.get("CANHGIAC_REQUIRE_POSTGRESQL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
async def desk(postgresql: Server, library: Library, clock: Clock) -> AsyncIterator[Desk]:
    name = f"test_{next(NUMBERS)}"
    with postgresql.connect() as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}".encode())
    engine = open_engine(postgresql.url(name))
    settings = ConsoleSettings(second_reading_share=0, oidc_issuer=None)
    communes = {"28249": "Phường Đạo Thạnh", "28261": "Phường Mỹ Tho"}
    yield Desk(
        *(settings, open_sessions(engine), Keys(KEY), library, communes, clock),
        provinces={"82": "Đồng Tháp"},
        home="82",
    )
    await engine.dispose()
    postgresql.drop(name)

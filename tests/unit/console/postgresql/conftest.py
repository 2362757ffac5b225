"""The same desk over PostgreSQL, whichever database the other tests run on."""

import pytest

from tests.databases import Databases, PostgresDatabases


@pytest.fixture(scope="session")
def databases(postgresql: PostgresDatabases) -> Databases:
    return postgresql

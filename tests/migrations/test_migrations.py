"""The one alembic history: it makes what the models say, goes up and down, and keeps data."""

import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import downgrade, upgrade
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from casework.cases import models as _cases  # noqa: F401  # each adds its tables to Base
from casework.channel_tokens import models as _tokens  # noqa: F401
from casework.db import Base
from casework.deliveries import models as _deliveries  # noqa: F401
from casework.migrations import alembic_config, migrate
from casework.opinions import models as _opinions  # noqa: F401
from console import audit_models as _audit  # noqa: F401
from console.auth import models as _officers  # noqa: F401

INSERT = (
    "INSERT INTO cases (id, told_at, channel, decision, confidence, loss, interpreter, status,"
    " narrative) VALUES (?, ?, 'web', 'name', 0.9, 'unknown', 'rasa', 'pending', ?)"
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cases.db"


@pytest.fixture
def url(database: Path) -> str:
    return f"sqlite:///{database}"


def revisions() -> list[str]:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


def schema(database: Path) -> list[list[str]]:
    """Each statement's lines; SQLite's rebuilt tables name their constraints in another order."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            # SQLite's own table of numbers stays once there has been one.
            "SELECT sql FROM sqlite_master WHERE name NOT IN ('alembic_version', 'sqlite_sequence')"
        )
        statements = [sql.replace('"cases"', "cases") for (sql,) in rows if sql]
    return sorted(sorted(line.strip(" \t,") for line in sql.splitlines()) for sql in statements)


def insert(database: Path, *cases: tuple[str, str, str | None]) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.executemany(INSERT, cases)
        connection.commit()


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.execute(query))


def steps() -> list[tuple[str, str]]:
    made = ["base", *revisions()]
    return list(pairwise(made))


def test_the_newest_schema_is_what_the_models_say(url: str, database: Path) -> None:
    migrate(url)
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


@pytest.mark.parametrize(("below", "revision"), steps())
def test_each_step_goes_up_down_and_up_to_the_same_schema(
    url: str, database: Path, below: str, revision: str
) -> None:
    database.parent.mkdir()
    config = alembic_config(url)
    upgrade(config, revision)
    before = schema(database)
    downgrade(config, below)
    assert schema(database) != before
    upgrade(config, revision)
    assert schema(database) == before


def test_all_the_way_down_leaves_nothing(url: str, database: Path) -> None:
    migrate(url)
    downgrade(alembic_config(url), "base")
    assert schema(database) == []


def test_migrating_again_keeps_the_cases(url: str, database: Path) -> None:
    migrate(url)
    insert(database, ("0" * 32, "2026-11-23 08:00:00", "kể"))
    migrate(url)
    assert rows(database, "SELECT narrative FROM cases") == [("kể",)]


def test_cases_without_a_narrative_become_counts_of_their_day_in_viet_nam(
    url: str, database: Path
) -> None:
    database.parent.mkdir()
    config = alembic_config(url)
    upgrade(config, "0001")
    insert(
        database,
        ("1" * 32, "2026-10-31 16:00:00.000000", None),
        ("2" * 32, "2026-10-31 17:00:00.000000", None),
        ("3" * 32, "2026-10-31 18:00:00.000000", None),
        ("4" * 32, "2026-10-31 18:00:00.000000", "kể"),
    )
    upgrade(config, "0002")
    assert rows(database, "SELECT narrative FROM cases") == [("kể",)]
    assert rows(
        database,
        "SELECT told_on, channel, decision, playbook_id, stage, loss, consent, reports"
        " FROM case_counts ORDER BY told_on",
    ) == [
        ("2026-10-31", "web", "name", "", "unclear", "unknown", "not_given", 1),
        ("2026-11-01", "web", "name", "", "unclear", "unknown", "not_given", 2),
    ]


def test_one_line_of_history() -> None:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    assert len(script.get_heads()) == 1

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
from casework.learning import models as _learning  # noqa: F401
from casework.migrations import alembic_config, migrate
from casework.opinions import models as _opinions  # noqa: F401
from casework.statistics import closing as _statistics  # noqa: F401
from casework.watch_list import models as _watch_list  # noqa: F401
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


def test_statistics_are_filled_with_what_can_be_known(url: str, database: Path) -> None:
    database.parent.mkdir()
    config = alembic_config(url)
    upgrade(config, "0005")
    insert(database, *((str(n) * 32, "2026-10-31 16:00:00.000000", "kể") for n in range(1, 7)))
    with closing(sqlite3.connect(database)) as connection:
        # Case 6 is purged: what stands in told_at is the beginning of its day.
        connection.execute(
            "UPDATE cases SET consented_at = told_at, consent_wording = 'v1', model = 'm1'"
            " WHERE id <> ?",
            ("6" * 32,),
        )
        for change in (
            "commune = '28261' WHERE id LIKE '1%'",
            "told_at = '2026-10-31 17:00:00.000000' WHERE id LIKE '2%'",
            "model = 'vi-du' WHERE id LIKE '3%'",
            "consent_wording = 'vi-du' WHERE id LIKE '4%'",
            f"split_from = '{'1' * 32}' WHERE id LIKE '5%'",
        ):
            connection.execute(f"UPDATE cases SET {change}")  # noqa: S608  # our own words
        connection.commit()
    upgrade(config, "0006")
    assert rows(database, "SELECT month, hour, source, reports FROM hour_counts ORDER BY 1, 3") == [
        ("2026-10-01", 23, "told", 1),
        ("2026-10-01", 23, "vi-du", 2),
        ("2026-11-01", 0, "told", 1),
    ]
    assert rows(database, "SELECT DISTINCT province FROM cases WHERE commune IS NULL") == [(None,)]
    assert rows(database, "SELECT province FROM cases WHERE commune IS NOT NULL") == [("82",)]
    assert rows(database, "SELECT DISTINCT told_after FROM cases") == [("unknown",)]


def test_back_from_statistics_counts_that_differ_in_nothing_else_are_one(
    url: str, database: Path
) -> None:
    database.parent.mkdir()
    config = alembic_config(url)
    upgrade(config, "0006")
    with closing(sqlite3.connect(database)) as connection:
        connection.executemany(
            "INSERT INTO case_counts VALUES ('2026-10-31', 'web', 'name', '', ?, 'unknown',"
            " 'refused', 2, ?)",
            [("paid", "under_1h"), ("paid", "over_1m"), ("approach", "unknown")],
        )
        connection.commit()
    downgrade(config, "0005")
    left = "SELECT told_on, stage, reports FROM case_counts ORDER BY stage"
    assert rows(database, left) == [("2026-10-31", "approach", 2), ("2026-10-31", "paid", 4)]
    upgrade(config, "0006")
    assert rows(database, "SELECT DISTINCT told_after FROM case_counts") == [("unknown",)]


def test_back_from_the_watch_list_cases_and_their_reviews_stay(url: str, database: Path) -> None:
    migrate(url)
    insert(database, ("1" * 32, "2026-11-23 08:00:00", "kể"))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE cases SET evidence = '[]'")
        connection.execute(
            "INSERT INTO reviews (case_id, officer_id, done_at, act) VALUES (?, ?, ?, 'note')",
            ("1" * 32, "2" * 32, "2026-11-23 09:00:00"),
        )
        connection.commit()
    downgrade(alembic_config(url), "0006")
    migrate(url)
    assert rows(database, "SELECT narrative, evidence FROM cases") == [("kể", None)]
    assert rows(database, "SELECT act FROM reviews") == [("note",)]


@pytest.mark.parametrize("kind", ["qr", "", "PHONE"])
def test_only_links_phones_and_accounts_are_listed(url: str, database: Path, kind: str) -> None:
    migrate(url)
    entry = (kind, "0" * 64, "CV 1", "2026-11-23", "2026-12-23")
    put = "INSERT INTO watch_list (kind, key, source, listed_on, expires_on) VALUES (?, ?, ?, ?, ?)"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(put, ("phone", *entry[1:]))
        with pytest.raises(sqlite3.IntegrityError, match="kind"):
            connection.execute(put, entry)
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            connection.execute(put, ("phone", *entry[1:]))


def test_one_line_of_history() -> None:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    assert len(script.get_heads()) == 1

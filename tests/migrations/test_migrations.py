"""The one alembic history: it makes what the models say, goes up and down, and keeps data."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg
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
from casework.running_chats import models as _running  # noqa: F401
from casework.sender_limits import models as _limits  # noqa: F401
from casework.statistics import closing as _statistics  # noqa: F401
from casework.watch_list import models as _watch_list  # noqa: F401
from console import audit_models as _audit  # noqa: F401
from console.auth import models as _officers  # noqa: F401
from tests.conftest import NewDatabase

INSERT = (
    "INSERT INTO cases (id, told_at, channel, decision, confidence, loss, interpreter, status,"
    " narrative) VALUES (?, ?, 'web', 'name', 0.9, 'unknown', 'rasa', 'pending', ?)"
)


# The queue's tables are procrastinate's own, and no model of ours says what they are.
QUEUE = "procrastinate_"
SHAPE = """
SELECT concat_ws(' ', 'column', table_name, column_name, data_type, character_maximum_length,
    is_nullable, column_default) FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'alembic_version'
UNION ALL SELECT indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    AND conrelid::regclass::text <> 'alembic_version'
UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT concat_ws(' ', 'function', oid::regprocedure, md5(prosrc)) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT concat_ws(' ', 'type', typname) FROM pg_type
    WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
"""


@pytest.fixture
def url(new_database: NewDatabase) -> str:
    """An empty database; the folder of a file is still to be made."""
    return new_database("deep/cases.db", empty=True)


@pytest.fixture
def ready(url: str, tmp_path: Path) -> str:
    """The same, with its folder."""
    (tmp_path / "deep").mkdir()
    return url


def revisions() -> list[str]:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


@contextmanager
def opened(url: str) -> Iterator[Any]:
    """A connection of the driver's own, in whose statements a value is a question mark."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file, file:
            yield file.cursor()
        return
    with psycopg.connect(url, options="-c timezone=UTC", autocommit=True) as connection:
        yield connection.cursor()


def schema(url: str) -> list[list[str]]:
    """Each statement's lines; SQLite's rebuilt tables name their constraints in another order."""
    if not url.startswith("sqlite"):
        return sorted([line] for (line,) in rows(url, SHAPE))
    # SQLite's own table of numbers stays once there has been one.
    query = "SELECT sql FROM sqlite_master WHERE name NOT IN ('alembic_version', 'sqlite_sequence')"
    statements = [sql.replace('"cases"', "cases") for (sql,) in rows(url, query) if sql]
    return sorted(sorted(line.strip(" \t,") for line in sql.splitlines()) for sql in statements)


def put(url: str, statement: str, *values: tuple[str | None, ...]) -> None:
    """Execute it once for each row of values."""
    mark = "?" if url.startswith("sqlite") else "%s"
    with opened(url) as cursor:
        cursor.executemany(statement.replace("?", mark), values)


def change(url: str, statement: str) -> None:
    with opened(url) as cursor:
        cursor.execute(statement)


def insert(url: str, *cases: tuple[str, str, str | None]) -> None:
    put(url, INSERT, *cases)


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """What is found; days as SQLite keeps them."""
    with opened(url) as cursor:
        found = cursor.execute(query).fetchall()
    return [tuple(str(cell) if isinstance(cell, date) else cell for cell in row) for row in found]


def steps() -> list[tuple[str, str]]:
    made = ["base", *revisions()]
    return list(pairwise(made))


def is_ours(_thing: object, name: str | None, kind: str, *_rest: object) -> bool:
    return kind != "table" or not (name or "").startswith(QUEUE)


def test_the_newest_schema_is_what_the_models_say(url: str) -> None:
    migrate(url)
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        how = {"compare_type": True, "include_object": is_ours}
        context = MigrationContext.configure(connection, opts=how)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


@pytest.mark.parametrize(("below", "revision"), steps())
def test_each_step_goes_up_down_and_up_to_the_same_schema(
    ready: str, below: str, revision: str
) -> None:
    config = alembic_config(ready)
    upgrade(config, revision)
    before = schema(ready)
    downgrade(config, below)
    assert schema(ready) != before
    upgrade(config, revision)
    assert schema(ready) == before


def test_all_the_way_down_leaves_nothing(url: str) -> None:
    migrate(url)
    downgrade(alembic_config(url), "base")
    assert schema(url) == []


def test_migrating_again_keeps_the_cases(url: str) -> None:
    migrate(url)
    insert(url, ("0" * 32, "2026-11-23 08:00:00", "kể"))
    migrate(url)
    assert rows(url, "SELECT narrative FROM cases") == [("kể",)]


def test_cases_without_a_narrative_become_counts_of_their_day_in_viet_nam(ready: str) -> None:
    config = alembic_config(ready)
    upgrade(config, "0001")
    insert(
        ready,
        ("1" * 32, "2026-10-31 16:00:00.000000", None),
        ("2" * 32, "2026-10-31 17:00:00.000000", None),
        ("3" * 32, "2026-10-31 18:00:00.000000", None),
        ("4" * 32, "2026-10-31 18:00:00.000000", "kể"),
    )
    upgrade(config, "0002")
    assert rows(ready, "SELECT narrative FROM cases") == [("kể",)]
    assert rows(
        ready,
        "SELECT told_on, channel, decision, playbook_id, stage, loss, consent, reports"
        " FROM case_counts ORDER BY told_on",
    ) == [
        ("2026-10-31", "web", "name", "", "unclear", "unknown", "not_given", 1),
        ("2026-11-01", "web", "name", "", "unclear", "unknown", "not_given", 2),
    ]


def test_statistics_are_filled_with_what_can_be_known(ready: str) -> None:
    config = alembic_config(ready)
    upgrade(config, "0005")
    insert(ready, *((str(n) * 32, "2026-10-31 16:00:00.000000", "kể") for n in range(1, 7)))
    # Case 6 is purged: what stands in told_at is the beginning of its day.
    agreed = "consented_at = told_at, consent_wording = 'v1', model = 'm1'"
    put(ready, f"UPDATE cases SET {agreed} WHERE id <> ?", ("6" * 32,))  # noqa: S608
    for number, values in enumerate(
        (
            "commune = '28261'",
            "told_at = '2026-10-31 17:00:00.000000'",
            "model = 'vi-du'",
            "consent_wording = 'vi-du'",
            f"split_from = '{'1' * 32}'",
        ),
        start=1,
    ):
        put(ready, f"UPDATE cases SET {values} WHERE id = ?", (str(number) * 32,))  # noqa: S608
    upgrade(config, "0006")
    assert rows(ready, "SELECT month, hour, source, reports FROM hour_counts ORDER BY 1, 3") == [
        ("2026-10-01", 23, "told", 1),
        ("2026-10-01", 23, "vi-du", 2),
        ("2026-11-01", 0, "told", 1),
    ]
    assert rows(ready, "SELECT DISTINCT province FROM cases WHERE commune IS NULL") == [(None,)]
    assert rows(ready, "SELECT province FROM cases WHERE commune IS NOT NULL") == [("82",)]
    assert rows(ready, "SELECT DISTINCT told_after FROM cases") == [("unknown",)]


def test_back_from_statistics_counts_that_differ_in_nothing_else_are_one(ready: str) -> None:
    config = alembic_config(ready)
    upgrade(config, "0006")
    put(
        ready,
        "INSERT INTO case_counts (told_on, channel, decision, playbook_id, stage, loss, consent,"
        " reports, told_after)"
        " VALUES ('2026-10-31', 'web', 'name', '', ?, 'unknown', 'refused', 2, ?)",
        *(("paid", "under_1h"), ("paid", "over_1m"), ("approach", "unknown")),
    )
    downgrade(config, "0005")
    left = "SELECT told_on, stage, reports FROM case_counts ORDER BY stage"
    assert rows(ready, left) == [("2026-10-31", "approach", 2), ("2026-10-31", "paid", 4)]
    upgrade(config, "0006")
    assert rows(ready, "SELECT DISTINCT told_after FROM case_counts") == [("unknown",)]


def test_back_from_the_watch_list_cases_and_their_reviews_stay(url: str) -> None:
    migrate(url)
    insert(url, ("1" * 32, "2026-11-23 08:00:00", "kể"))
    change(url, "UPDATE cases SET evidence = '[]'")
    put(
        url,
        "INSERT INTO reviews (case_id, officer_id, done_at, act) VALUES (?, ?, ?, 'note')",
        ("1" * 32, "2" * 32, "2026-11-23 09:00:00"),
    )
    downgrade(alembic_config(url), "0006")
    migrate(url)
    assert rows(url, "SELECT narrative, evidence FROM cases") == [("kể", None)]
    assert rows(url, "SELECT act FROM reviews") == [("note",)]


@pytest.mark.parametrize("kind", ["qr", "", "PHONE"])
def test_only_links_phones_and_accounts_are_listed(url: str, kind: str) -> None:
    migrate(url)
    entry = (kind, "0" * 64, "CV 1", "2026-11-23", "2026-12-23")
    add = "INSERT INTO watch_list (kind, key, source, listed_on, expires_on) VALUES (?, ?, ?, ?, ?)"
    put(url, add, ("phone", *entry[1:]))
    refused = sqlite3.IntegrityError, psycopg.IntegrityError
    with pytest.raises(refused, match="kind"):
        put(url, add, entry)
    with pytest.raises(refused, match=r"(?i)unique"):
        put(url, add, ("phone", *entry[1:]))


def test_one_line_of_history() -> None:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    assert len(script.get_heads()) == 1

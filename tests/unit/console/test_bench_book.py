"""The rows of the bench fit the schema: a small book is loaded as the large one is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from casework.migrations import migrate
from casework.playbooks.library import Library
from console.bench.book import Book, Size
from console.bench.loading import fill, sqlite_loader

NOW = datetime(2026, 11, 30, 9, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory, library: Library
) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("bench") / "bench.db"
    migrate(f"sqlite:///{path}")
    book = Book(library, ["28249", "28261"], [uuid4(), uuid4()], NOW, Size(400, 80, 10))
    with sqlite_loader(path) as loader:
        fill(loader, book)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_every_case_with_a_commune_lies_in_the_home_province(loaded: sqlite3.Connection) -> None:
    query = "SELECT DISTINCT commune IS NULL, province FROM cases"
    assert set(loaded.execute(query)) == {(0, "82"), (1, None), (1, "86")}


def test_only_lost_money_is_told_after_a_loss(loaded: sqlite3.Connection) -> None:
    query = "SELECT DISTINCT told_after FROM {} WHERE coalesce(stage, '') <> 'paid'"
    for table in ("cases", "case_counts"):
        assert set(loaded.execute(query.format(table))) == {("unknown",)}
    paid = loaded.execute("SELECT count(DISTINCT told_after) FROM cases WHERE stage = 'paid'")
    assert paid.fetchone() == (6,)


def test_each_month_has_its_hours(loaded: sqlite3.Connection) -> None:
    rows = loaded.execute(
        "SELECT month, count(*), min(hour), max(hour) FROM hour_counts GROUP BY 1"
    )
    months = rows.fetchall()
    assert [hours for _, *hours in months] == [[24, 0, 23]] * len(months)
    assert len(months) == 6

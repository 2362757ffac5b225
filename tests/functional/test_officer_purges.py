"""An officer, or the operator, purges on the command line."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from casework.migrations import migrate

ROOT = Path(__file__).resolve().parents[2]
TELLTALE = "chim sẻ ngậm cành lúa bay"
KEPT = (
    "INSERT INTO cases (id, told_at, channel, decision, confidence, loss, interpreter, status,"
    " narrative, consented_at) VALUES (?, '2026-01-01', 'web', 'name', 0.9, 'unknown', 'rasa',"
    " 'pending', ?, '2026-01-01 08:00:00.000000')"
)
Purge = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "book" / "cases.db"


@pytest.fixture
def purge(database: Path) -> Purge:
    def run(*options: str, url: str = "") -> "subprocess.CompletedProcess[str]":
        where = url or f"sqlite:///{database}"
        return subprocess.run(
            [sys.executable, "-P", "-m", "console", "purge", *options],
            env={**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": where},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_looking_first_makes_no_book_and_changes_none(purge: Purge, database: Path) -> None:
    done = purge("--dry-run")
    assert done.returncode == 0
    assert "Chưa có sổ vụ việc" in done.stdout
    assert not database.parent.exists()
    migrate(f"sqlite:///{database}")
    before = database.read_bytes()
    assert "Có 0 lời kể" in purge("--dry-run").stdout
    assert database.read_bytes() == before


def test_what_is_due_is_counted_then_gone_from_the_file(purge: Purge, database: Path) -> None:
    migrate(f"sqlite:///{database}")
    with closing(sqlite3.connect(database)) as book:
        book.execute(KEPT, ("0" * 32, TELLTALE))
        book.commit()
    assert "Có 1 lời kể" in purge("--dry-run").stdout
    assert TELLTALE.encode() in database.read_bytes()
    assert "Đã xoá 1 lời kể" in purge().stdout
    left = b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert TELLTALE.encode() not in left
    assert "Có 0 lời kể" in purge("--dry-run").stdout


@pytest.mark.parametrize("url", ["no address", "postgresql://nobody:secret@127.0.0.1:9/x"])
def test_a_book_that_cannot_be_opened_is_told_in_one_line(purge: Purge, url: str) -> None:
    done = purge(url=url)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "Không mở được sổ vụ việc" in line
    assert "secret" not in done.stdout + done.stderr

"""A consistent copy of an SQLite book, while others read and write it."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from console.safekeeping.manifest import LEFT_OUT

_PAGES_AT_ONCE: Final = 1_000
_REST: Final = 0.005
_FOLDER: Final = ".backup-"
_A_DAY: Final = 86_400
MOST_RESTARTS: Final = 3
"""A write of somebody else makes the copy begin again. After so many it is made in one piece: then
others wait, about a second for a gigabyte, and residents are helped without the book meanwhile."""


class NoSuchTable(Exception):
    """Sổ chưa có lược đồ: chạy ./canhgiac console run một lần trước."""


class _Disturbed(Exception):
    """Somebody has written so often that the copy would never come to its end."""


@contextmanager
def copied(book: Path) -> Iterator[Path]:
    """A copy in a folder that only its owner can enter, beside the book; gone after the block.

    Without what LEFT_OUT names, and written anew, so that no page still holds it.
    """
    _clear_away(book.parent)
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=book.parent))
    try:
        copy = folder / "copy.db"
        _copy(book, copy)
        with closing(sqlite3.connect(copy)) as made:
            made.execute("PRAGMA secure_delete=ON")
            there = set(tables(made))
            for table in LEFT_OUT:
                if table in there:
                    made.execute(f"DELETE FROM {table}")  # noqa: S608  # our own names
            made.commit()
            made.execute("VACUUM")
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear_away(parent: Path) -> None:
    """Delete what a backup has left behind that was ended by force, a day ago or more."""
    for folder in parent.glob(f"{_FOLDER}*"):
        if time.time() - folder.stat().st_mtime > _A_DAY:
            shutil.rmtree(folder, ignore_errors=True)


def tables(book: sqlite3.Connection) -> list[str]:
    """The names of the tables, but for SQLite's own."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in book.execute(query + " ORDER BY name")]


def counted(book: sqlite3.Connection) -> dict[str, int]:
    """Rows by table, of those that go into a backup."""
    names = [name for name in tables(book) if name not in LEFT_OUT]
    return {name: book.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def revision_of(book: sqlite3.Connection) -> str:
    """The schema's revision. Raises NoSuchTable."""
    try:
        found = book.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        found = None
    if found is None:
        raise NoSuchTable
    return str(found[0])


def _copy(book: Path, copy: Path) -> None:
    # It only reads; but after a crash somebody has to roll back what was half written.
    source = sqlite3.connect(f"{book.absolute().as_uri()}?mode=rw", uri=True, timeout=30)
    with closing(source), closing(sqlite3.connect(copy)) as target:
        copy.chmod(0o600)
        left_before, restarts = None, 0

        def watch(_status: int, left: int, _total: int) -> None:
            nonlocal left_before, restarts
            if left_before is not None and left >= left_before:
                restarts += 1
                if restarts > MOST_RESTARTS:
                    raise _Disturbed
            left_before = left

        try:
            source.backup(target, pages=_PAGES_AT_ONCE, progress=watch, sleep=_REST)
        except _Disturbed:
            source.backup(target)

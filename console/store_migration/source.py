"""The SQLite file that everything comes from, held so that nobody writes there meanwhile."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from alembic.script import ScriptDirectory

from casework.migrations import alembic_config

_PROCESSES = Path("/proc")
_BUSY = 1.0
"""Seconds for which a lock of somebody else is waited for."""
_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


class CannotMove(Exception):
    """What the operator can mend before anything has been written. Its docstring is the message."""

    def __init__(self, *found: object) -> None:
        super().__init__(" ".join((self.__doc__ or "").split()).format(*found))


class NoSource(CannotMove):
    """Không mở được sổ nguồn: không có tệp ấy, hoặc tệp không phải sổ của Cảnh Giác."""


class SourceNotCurrent(CannotMove):
    """Sổ nguồn theo mẫu {0}, chương trình này cần mẫu {1}.

    Thêm --migrate-source để nâng sổ nguồn trước (nên chép tệp ra chỗ khác rồi hãy nâng).
    """


class SourceInUse(CannotMove):
    """Còn chương trình đang mở sổ nguồn ({0}). Dừng bot và console trước, rồi chạy lại lệnh này."""


class DeliveriesWait(CannotMove):
    """Còn {0} tin chưa trả lời xong trong sổ nguồn.

    Chạy ./canhgiac bot run tới khi trả lời hết (xem ./canhgiac bot status) rồi dừng; hoặc thêm
    --drop-waiting để bỏ các tin ấy: người gửi sẽ không nhận được câu trả lời.
    """


@contextmanager
def held(file: Path, *, drop_waiting: bool) -> Iterator[sqlite3.Connection]:
    """The source, in one transaction in which nobody else can write. Raises CannotMove."""
    try:
        # Not read-only: what a crash has left in the journal must be rolled back first.
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=_BUSY, isolation_level=None
        )
    except sqlite3.Error:
        raise NoSource from None
    with closing(connection):
        must_be_unused(file)
        try:
            connection.execute("BEGIN IMMEDIATE")
            _must_be_current(connection)
            _must_have_answered(connection, drop_waiting=drop_waiting)
        except sqlite3.Error as error:
            if error.sqlite_errorcode & 0xFF in _LOCKED:
                raise SourceInUse("đang ghi") from None
            raise NoSource from None
        yield connection


def must_be_unused(file: Path) -> None:
    """Raises SourceInUse. Sees processes of this machine, if the system lets us look at them."""
    if file.with_name(file.name + ".migrating").exists():
        with file.with_name(file.name + ".migrating").open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise SourceInUse("đang nâng mẫu sổ") from None
    if found := _holders(file):
        raise SourceInUse("tiến trình số " + ", ".join(map(str, found)))


def _holders(file: Path) -> list[int]:
    sought = file.stat()
    found = set()
    for process in _PROCESSES.glob("[0-9]*"):
        if int(process.name) == os.getpid():
            continue
        # Whoever ends meanwhile, or belongs to somebody else, is not looked at.
        with suppress(OSError):
            for opened in (process / "fd").iterdir():
                with suppress(OSError):
                    if os.path.samestat(opened.stat(), sought):
                        found.add(int(process.name))
    return sorted(found)


def _must_be_current(connection: sqlite3.Connection) -> None:
    (here,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("?",)
    newest = ScriptDirectory.from_config(alembic_config("sqlite://")).get_current_head()
    if here != newest:
        raise SourceNotCurrent(here, newest)


def _must_have_answered(connection: sqlite3.Connection, *, drop_waiting: bool) -> None:
    asked = "SELECT count(*) FROM deliveries WHERE message IS NOT NULL OR replies IS NOT NULL"
    (waiting,) = connection.execute(asked).fetchone()
    if waiting and not drop_waiting:
        raise DeliveriesWait(waiting)

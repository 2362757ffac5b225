"""Brings a database to the newest schema."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic.command import upgrade
from alembic.config import Config
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool

from casework.db import server_of

ROOT = Path(__file__).resolve().parent.parent

RESTORING: Final = "canhgiac_restoring"
"""A table that is there from before a restore's first row until its end; only on PostgreSQL."""


class RestoreUnfinished(OSError):  # a book that can't be opened, so doors tell of it
    """Nơi này đang khôi phục dở nên chưa dùng được: những gì đã xoá có thể còn trong đó.

    Lệnh restore còn chạy thì chờ nó xong. Nếu nó đã dừng giữa chừng: xoá cơ sở dữ liệu này
    (dropdb), tạo lại cái trống (createdb), rồi chạy lại lệnh restore.
    """


def alembic_config(url: str) -> Config:
    """Alembic's configuration for a database; alembic/ is the one history."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "alembic"))
    # '%' begins an interpolation in alembic's settings.
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def migrate(url: str, *, restoring: bool = False) -> None:
    """Upgrade to the newest schema; the folder of an SQLite file is made first.

    Raises RestoreUnfinished for a place that is being restored, but not to whoever is `restoring`.
    """
    if not url.startswith("sqlite:///"):
        if not restoring:
            _must_be_restored(url)
        # PostgreSQL: alembic/env.py takes a lock of the database's.
        upgrade(alembic_config(url), "head")
        return
    file = Path(url.removeprefix("sqlite:///"))
    file.parent.mkdir(parents=True, exist_ok=True)
    with _alone(file):
        upgrade(alembic_config(url), "head")


def _must_be_restored(url: str) -> None:
    """Raises RestoreUnfinished."""
    server = server_of(url)
    if server is None:
        return
    address = server.replace("postgresql:", "postgresql+psycopg:", 1)
    engine = create_engine(address, hide_parameters=True, poolclass=NullPool)
    with engine.connect() as connection:
        if inspect(connection).has_table(RESTORING):
            raise RestoreUnfinished


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """One process at a time: the bot and the console are started in the same moment."""
    with file.with_name(file.name + ".migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

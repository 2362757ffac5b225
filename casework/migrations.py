"""Brings a database to the newest schema."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.command import upgrade
from alembic.config import Config

ROOT = Path(__file__).resolve().parent.parent


def alembic_config(url: str) -> Config:
    """Alembic's configuration for a database; alembic/ is the one history."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "alembic"))
    # '%' begins an interpolation in alembic's settings.
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def migrate(url: str) -> None:
    """Upgrade to the newest schema; the folder of an SQLite file is made first."""
    if not url.startswith("sqlite:///"):
        # PostgreSQL: alembic/env.py takes a lock of the database's.
        upgrade(alembic_config(url), "head")
        return
    file = Path(url.removeprefix("sqlite:///"))
    file.parent.mkdir(parents=True, exist_ok=True)
    with _alone(file):
        upgrade(alembic_config(url), "head")


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """One process at a time: the bot and the console are started in the same moment."""
    with file.with_name(file.name + ".migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

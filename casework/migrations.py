"""Brings a database to the newest schema."""

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
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    upgrade(alembic_config(url), "head")

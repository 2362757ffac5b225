"""Settings of the officers' door, from the environment or .env. docs/settings.md explains each."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class ConsoleSettings(BaseSettings):
    """Where the case book is."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", env_ignore_empty=True, extra="ignore")

    database_url: str = f"sqlite:///{ROOT}/var/canhgiac.db"

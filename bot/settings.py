"""Settings of the residents' door, from the environment or .env. docs/settings.md explains each."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class BotSettings(BaseSettings):
    """Only this process reads channel tokens."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", env_ignore_empty=True, extra="ignore")

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    nlu_url: str = "http://127.0.0.1:5005"
    nlu_token: SecretStr | None = None
    database_url: str = f"sqlite:///{ROOT}/var/canhgiac.db"
    data_dir: Path = ROOT / "data"
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=1, le=65535)
    gather_seconds: float = Field(default=0.8, ge=0, le=10)
    operator: str = "đơn vị vận hành Cảnh Giác"

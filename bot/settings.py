"""Settings of the residents' door, from the environment or .env. docs/settings.md explains each."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, HttpUrl, SecretStr, StringConstraints, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from casework.keys import PreviousKeys

ROOT = Path(__file__).resolve().parent.parent

# A host name is enough: names with tone marks are written in their xn-- form.
_HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
_PORTAL = re.compile(rf"(?:https://{_HOST}|http://(?:localhost|127\.0\.0\.1))(?::[1-9]\d{{0,4}})?")


class BotSettings(BaseSettings):
    """Only this process reads channel tokens."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", env_ignore_empty=True, extra="ignore")

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    zalo_bot_token: SecretStr | None = None
    zalo_bot_api_url: str = "https://bot-api.zaloplatforms.com"
    zalo_bot_groups: bool = False
    zalo_oa_app_id: str | None = None
    zalo_oa_app_secret: SecretStr | None = None
    zalo_oa_webhook_secret: SecretStr | None = None
    zalo_oa_refresh_token: SecretStr | None = None
    zalo_oa_api_url: str = "https://openapi.zalo.me"
    zalo_oa_login_url: str = "https://oauth.zaloapp.com"
    bot_key: Annotated[SecretStr, Field(min_length=32)] | None = None
    # What these have sealed and signed is still opened and known: docs/backup-and-keys.md.
    bot_key_previous: PreviousKeys | None = None
    watch_list_key: Annotated[SecretStr, Field(min_length=32)] | None = None
    watch_list_key_previous: PreviousKeys | None = None
    public_url: HttpUrl | None = None
    embed_origins: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    messages_a_minute: int = Field(default=30, ge=5, le=1_000)
    messages_a_minute_in_all: int = Field(default=6_000, ge=100, le=1_000_000)
    nlu_url: str = "http://127.0.0.1:5005"
    nlu_token: SecretStr | None = None
    database_url: str = f"sqlite:///{ROOT}/var/canhgiac.db"
    departures_file: Path = ROOT / "var" / "departures"
    data_dir: Path = ROOT / "data"
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=1, le=65535)
    gather_seconds: float = Field(default=0.8, ge=0, le=10)
    worker_conversations: int = Field(default=64, ge=1, le=10_000)
    queue_limit: int = Field(default=100_000, ge=1)
    ops_host: str = "127.0.0.1"
    ops_port: int | None = Field(default=None, ge=1, le=65535)
    operator: str = "đơn vị vận hành Cảnh Giác"

    @field_validator("embed_origins")
    @classmethod
    def _only_portals(cls, origins: str) -> str:
        """What goes into the page's policy is an origin, and nothing that says more."""
        if not all(_PORTAL.fullmatch(origin) for origin in origins.split()):
            raise ValueError("https://ten-mien[:cong], ngăn cách bằng dấu cách")
        return origins

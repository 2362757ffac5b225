"""Settings of the officers' door, from the environment or .env. docs/settings.md explains each."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, SecretStr, StringConstraints
from pydantic_settings import BaseSettings, SettingsConfigDict

from casework.keys import PreviousKeys

ROOT = Path(__file__).resolve().parent.parent


class ConsoleSettings(BaseSettings):
    """Where the case book is, where the desk is served, and who may sign in how."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", env_ignore_empty=True, extra="ignore")

    database_url: str = f"sqlite:///{ROOT}/var/canhgiac.db"
    data_dir: Path = ROOT / "data"
    console_host: str = "127.0.0.1"
    console_port: int = Field(default=8081, ge=1, le=65535)
    # For probes and Prometheus; off without a port, and never behind the public proxy.
    console_ops_host: str = "127.0.0.1"
    console_ops_port: int | None = Field(default=None, ge=1, le=65535)
    # Seals second factors, signs the audit log. Without it nobody can sign in.
    console_key: SecretStr | None = Field(default=None, min_length=32)
    # What these have sealed and signed is still opened and known: docs/backup-and-keys.md.
    console_key_previous: PreviousKeys | None = None
    # Under which the watch list is kept; the bot has the same one.
    watch_list_key: SecretStr | None = Field(default=None, min_length=32)
    watch_list_key_previous: PreviousKeys | None = None
    # Encrypts backups; those made with a previous key can still be restored.
    backup_key: SecretStr | None = Field(default=None, min_length=32)
    backup_key_previous: PreviousKeys | None = None
    # Where backups go, and beside them the list of what has been deleted since.
    backup_dir: Path | None = None
    console_idle_minutes: int = Field(default=30, ge=1, le=480)
    second_reading_share: float = Field(default=0.1, ge=0, le=1)
    # The letterhead of reports; what is empty is printed as dots, to be filled in by hand.
    report_parent: str = ""
    report_office: str = ""
    report_place: str = ""
    report_signed_as: str = ""
    # Where the monthly reports are put, and on which day of the next month a month is closed.
    reports_dir: Path = ROOT / "var" / "reports"
    report_close_day: int = Field(default=5, ge=0, le=28)
    # What officers type to come here; needed by sign-on unless they work on this very machine.
    console_address: HttpUrl | None = None
    # As text: an issuer is compared letter by letter, and HttpUrl would add a slash.
    oidc_issuer: Annotated[str, StringConstraints(pattern=r"^https?://[^\s?#]+$")] | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_login_claim: Literal["preferred_username", "email"] = "preferred_username"

    @property
    def idle(self) -> timedelta:
        """How long a session may rest."""
        return timedelta(minutes=self.console_idle_minutes)

    @property
    def signs_on(self) -> bool:
        """Whether officers may come in through the organisation's own sign-on."""
        return None not in (self.oidc_issuer, self.oidc_client_id, self.oidc_client_secret)

"""Settings of the trainers' door, from the environment or .env. docs/settings.md explains each."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class TrainerSettings(BaseSettings):
    """Where the data, the NLU project and the NLU server are."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", env_ignore_empty=True, extra="ignore")

    data_dir: Path = ROOT / "data"
    nlu_dir: Path = ROOT / "nlu"
    nlu_url: str = "http://127.0.0.1:5005"
    nlu_token: SecretStr | None = None

    @property
    def token(self) -> str | None:
        """The NLU token in the clear, for the one request header that needs it."""
        return self.nlu_token.get_secret_value() if self.nlu_token else None

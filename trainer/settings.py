"""Settings of the trainers' door, from the environment or .env. docs/settings.md explains each."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, DirectoryPath, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from casework.keys import PreviousKeys

ROOT = Path(__file__).resolve().parent.parent


class BadSettings(Exception):
    """Cài đặt sai; sửa trong .env hoặc biến môi trường (xem docs/settings.md)."""

    def __init__(self, wrong: str) -> None:
        super().__init__(f"{self.__doc__} {wrong}")


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    # Looking at the port raises ValueError if it is none.
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError
    return url


def _web_addresses(urls: str) -> str:
    several = [_web_address(url) for url in urls.split()]
    # One of them twice would be waited for and switched twice, and hide one that was meant.
    if len(set(several)) < len(several):
        raise ValueError
    return " ".join(several)


class TrainerSettings(BaseSettings):
    """Where the data, the NLU project and the NLU server are."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", env_ignore_empty=True, extra="ignore")

    data_dir: DirectoryPath = ROOT / "data"
    nlu_dir: DirectoryPath = ROOT / "nlu"
    nlu_url: Annotated[str, AfterValidator(_web_address)] = "http://127.0.0.1:5005"
    # All servers behind a balancer at NLU_URL. A string: a list would have to be written as JSON.
    nlu_replicas: Annotated[str, AfterValidator(_web_addresses)] = ""
    nlu_token: SecretStr | None = None
    # Only to heed what officers watch; nothing is written there.
    database_url: str = f"sqlite:///{ROOT}/var/canhgiac.db"
    watch_list_key: SecretStr | None = Field(default=None, min_length=32)
    watch_list_key_previous: PreviousKeys | None = None

    @property
    def replicas(self) -> tuple[str, ...]:
        """The addresses of all NLU servers: where there is no balancer, the one at `nlu_url`."""
        return tuple(self.nlu_replicas.split()) or (self.nlu_url,)

    @property
    def token(self) -> str | None:
        """The NLU token in the clear, for the one request header that needs it."""
        return self.nlu_token.get_secret_value() if self.nlu_token else None


def read_settings() -> TrainerSettings:
    """The settings of this machine. Raises BadSettings."""
    try:
        return TrainerSettings()
    except ValidationError as error:
        names = {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
        raise BadSettings("; ".join(_MENDS.get(n, n.upper()) for n in sorted(names))) from None
    except UnicodeDecodeError:
        raise BadSettings("Tệp .env phải lưu bằng bảng mã UTF-8.") from None


_MENDS = {
    "data_dir": "DATA_DIR phải là một thư mục đang có.",
    "nlu_dir": "NLU_DIR phải là một thư mục đang có.",
    "watch_list_key": "WATCH_LIST_KEY phải có từ 32 ký tự.",
    "watch_list_key_previous": "WATCH_LIST_KEY_PREVIOUS: mỗi khoá phải có từ 32 ký tự.",
    "nlu_url": "NLU_URL phải là địa chỉ như http://127.0.0.1:5005.",
    "nlu_replicas": "NLU_REPLICAS phải là các địa chỉ khác nhau, cách nhau một khoảng trắng.",
}

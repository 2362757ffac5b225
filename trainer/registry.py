"""The models in nlu/models: each named after what it was made from; one of them is promoted."""

import hashlib
from pathlib import Path

PROMOTED = "promoted"
"""The file that holds the name of the model that is served (nlu/serve.py reads it)."""


class NoModel(Exception):
    """Chưa có mô hình nào được dùng. Chạy './canhgiac trainer train' trước."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def model_name(nlu_dir: Path) -> str:
    """The name of the model of today's data, configuration and component code.

    The same input gives the same name, so a model that exists need not be trained again.
    """
    digest = hashlib.sha256()
    for path in _ingredients(nlu_dir):
        digest.update(path.relative_to(nlu_dir).as_posix().encode())
        digest.update(path.read_bytes())
    return f"canhgiac-{digest.hexdigest()[:12]}.tar.gz"


def promote(nlu_dir: Path, name: str) -> None:
    """Let this model be served."""
    (nlu_dir / "models" / PROMOTED).write_text(f"{name}\n", encoding="utf-8")


def promoted(nlu_dir: Path) -> Path:
    """The file of the model that is served. Raises NoModel."""
    try:
        name = (nlu_dir / "models" / PROMOTED).read_text(encoding="utf-8").strip()
    except OSError:
        raise NoModel from None
    path = nlu_dir / "models" / name
    if not path.is_file():
        raise NoModel
    return path


def _ingredients(nlu_dir: Path) -> list[Path]:
    code = sorted((nlu_dir / "components").rglob("*.py"))
    return [nlu_dir / "data" / "nlu.yml", nlu_dir / "config.yml", nlu_dir / "uv.lock", *code]

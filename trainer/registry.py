"""The models in nlu/models: each named after what it was made from; one of them is promoted.

Beside each archive stands a small JSON file that says where it comes from (`Origin`): the archive
itself holds no date and no name of a person, so that it can be made again byte for byte.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

PROMOTED = "promoted"
"""The file that holds the name of the model that is served (nlu/serve.py reads it)."""

PREVIOUS = "previous"
"""Beside it: the model that is served when the promoted one cannot be loaded."""

SUFFIX = ".tar.gz"


class NoModel(Exception):
    """Chưa có mô hình nào được dùng. Chạy './canhgiac trainer train' trước."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class ModelGone(Exception):
    """Tệp của bản mô hình này không còn trong nlu/models. Dựng lại: ./canhgiac trainer rebuild."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: {self.__doc__}")


class ModelChanged(Exception):
    """Tệp của bản mô hình này không còn như lúc huấn luyện, nên không dùng được.

    Dựng lại từ lịch sử: ./canhgiac trainer rebuild.
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: {' '.join((self.__doc__ or '').split())}")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a model is made from, as hashes (SHA-256), and the name that follows from them."""

    data_hash: str
    code_hash: str

    @property
    def name(self) -> str:
        """The version's name: the same input gives the same name."""
        both = hashlib.sha256(f"{self.data_hash}{self.code_hash}".encode())
        return f"canhgiac-{both.hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an archive comes from. `commit` is None outside a git checkout."""

    data_hash: str
    code_hash: str
    archive_hash: str
    commit: str | None
    trained_at: datetime
    trained_by: str


def fingerprint(data_dir: Path, nlu_dir: Path) -> Fingerprint:
    """Of today's playbooks, exported examples, configuration, lock and component code."""
    components = sorted((nlu_dir / "components").rglob("*.py"))
    code = [nlu_dir / "config.yml", nlu_dir / "uv.lock", *components]
    data = [nlu_dir / "data" / "nlu.yml", data_dir / "scam_patterns.yml"]
    return Fingerprint(_hash_of(data, data_dir, nlu_dir), _hash_of(code, nlu_dir))


def archive_of(nlu_dir: Path, name: str) -> Path:
    """Where the archive of a version stands, whether or not it is there."""
    return nlu_dir / "models" / f"{name}{SUFFIX}"


def intact(nlu_dir: Path, name: str, archive_hash: str) -> Path:
    """The archive, unchanged since its training. Raises ModelGone, ModelChanged."""
    archive = archive_of(nlu_dir, name)
    if not archive.is_file():
        raise ModelGone(name)
    if file_hash(archive) != archive_hash:
        raise ModelChanged(name)
    return archive


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def put_back(nlu_dir: Path, name: str, archive: bytes) -> bool:
    """Put an archive where it belongs, unless the very same one is there; whether it was put."""
    path = archive_of(nlu_dir, name)
    if path.is_file() and path.read_bytes() == archive:
        return False
    aside = path.with_name(f".{path.name}.aside")
    aside.write_bytes(archive)
    aside.replace(path)
    return True


def write_origin(nlu_dir: Path, name: str, origin: Origin) -> None:
    """Say beside the archive where it comes from."""
    told = {**asdict(origin), "trained_at": origin.trained_at.isoformat()}
    _write(nlu_dir / "models" / f"{name}.json", json.dumps(told, indent=2) + "\n")


def read_origin(nlu_dir: Path, name: str) -> Origin | None:
    """Where an archive comes from; None if nothing (readable) says so."""
    try:
        told = json.loads((nlu_dir / "models" / f"{name}.json").read_text(encoding="utf-8"))
        return Origin(**{**told, "trained_at": datetime.fromisoformat(told["trained_at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def names(nlu_dir: Path) -> list[str]:
    """The versions whose archive is there and whose origin is known."""
    found = sorted(path.name.removesuffix(SUFFIX) for path in _archives(nlu_dir))
    return [name for name in found if read_origin(nlu_dir, name)]


def promote(nlu_dir: Path, name: str) -> None:
    """Let this version be served from the next start of NLU on; the one before stands by."""
    before = promoted_name(nlu_dir)
    if before is not None and before != name:
        _write(nlu_dir / "models" / PREVIOUS, f"{before}{SUFFIX}\n")
    _write(nlu_dir / "models" / PROMOTED, f"{name}{SUFFIX}\n")


@contextmanager
def pointing_to(nlu_dir: Path, name: str) -> Iterator[None]:
    """As `promote`; the files say again what they said before if the block fails."""
    paths = [nlu_dir / "models" / pointer for pointer in (PROMOTED, PREVIOUS)]
    before = [path.read_bytes() if path.exists() else None for path in paths]
    try:
        promote(nlu_dir, name)
        yield
    except BaseException:
        for path, content in zip(paths, before, strict=True):
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        raise


def promoted(nlu_dir: Path) -> Path:
    """The archive that is served. Raises NoModel."""
    try:
        name = (nlu_dir / "models" / PROMOTED).read_text(encoding="utf-8").strip()
        path = nlu_dir / "models" / Path(name).name
        if not name or not path.is_file():
            raise NoModel
    except (OSError, ValueError):
        raise NoModel from None
    return path


def names_a_model(nlu_dir: Path) -> bool:
    """Whether a model was ever promoted here, even if its archive is lost now."""
    return (nlu_dir / "models" / PROMOTED).exists()


def promoted_name(nlu_dir: Path) -> str | None:
    """The version that is served; None if there is none."""
    try:
        return promoted(nlu_dir).name.removesuffix(SUFFIX)
    except NoModel:
        return None


def _archives(nlu_dir: Path) -> Iterable[Path]:
    return (nlu_dir / "models").glob(f"canhgiac-*{SUFFIX}")


def _hash_of(paths: Iterable[Path], *roots: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        root = next(root for root in roots if path.is_relative_to(root))
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _write(path: Path, text: str) -> None:
    """In one step: a server that reads meanwhile sees the old text or the new one."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)

"""Makes a model version again from its commit, and says whether it is the same byte for byte."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from casework.learning.models import ModelVersion
from trainer import registry
from trainer.settings import ROOT, TrainerSettings

_GIT_PATIENCE = 60
_LOCKS = ("uv.lock", "nlu/uv.lock")
_OURS = (
    *("DATA_DIR", "NLU_DIR", "NLU_URL", "NLU_REPLICAS", "NLU_TOKEN"),
    *("DATABASE_URL", "WATCH_LIST_KEY"),
)


class NoCommit(Exception):
    """Bản này được huấn luyện ngoài kho git nên không dựng lại được từ lịch sử."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class CommitGone(Exception):
    """Kho git trên máy này không có mốc mà bản này được huấn luyện từ đó."""

    def __init__(self, commit: str) -> None:
        super().__init__(f"{self.__doc__} ({commit})")


class OtherLibraries(Exception):
    """Bản này cần bộ thư viện khác bộ đang cài, nên dựng lại ở đây sẽ không giống.

    Lấy mã nguồn ở mốc của bản đó ra một thư mục riêng, chạy './canhgiac trainer train' ở đó.
    """

    def __init__(self, lock: str, commit: str) -> None:
        super().__init__(f"{' '.join((self.__doc__ or '').split())} ({lock}, {commit})")


class NotRebuilt(Exception):
    """Dựng lại không xong."""

    def __init__(self, said: str) -> None:
        super().__init__(f"{self.__doc__}\n{said[-2000:]}")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """An archive that was made again: its hash, and the one of the first training."""

    archive: bytes
    hash: str
    first_hash: str

    @property
    def same(self) -> bool:
        """Whether it is the same byte for byte."""
        return self.hash == self.first_hash


def rebuild(settings: TrainerSettings, version: ModelVersion) -> Rebuilt:
    """Train the version again in a checkout of its commit (two to three minutes).

    Raises NoCommit, CommitGone, OtherLibraries, NotRebuilt.
    """
    if version.commit is None:
        raise NoCommit
    with _checkout(version.commit) as there:
        for lock in _LOCKS:
            if (there / lock).read_bytes() != (ROOT / lock).read_bytes():
                raise OtherLibraries(lock, version.commit)
        (there / "nlu" / ".venv").symlink_to((settings.nlu_dir / ".venv").resolve())
        _train(there)
        archive = registry.archive_of(there / "nlu", version.name)
        if not archive.is_file():
            raise NotRebuilt("Dữ liệu và mã ở mốc đó cho ra một bản mang tên khác.")
        return Rebuilt(archive.read_bytes(), registry.file_hash(archive), version.archive_hash)


@contextmanager
def _checkout(commit: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="canhgiac-rebuild-") as folder:
        there = Path(folder) / "checkout"
        try:
            _git("worktree", "add", "--detach", "--quiet", str(there), commit)
        except (OSError, subprocess.SubprocessError):
            raise CommitGone(commit) from None
        try:
            yield there
        finally:
            _git("worktree", "remove", "--force", str(there))


def _git(*arguments: str) -> None:
    subprocess.run(  # noqa: S603  # our own command line
        ["git", *arguments], cwd=ROOT, check=True, capture_output=True, timeout=_GIT_PATIENCE
    )


def _train(there: Path) -> None:
    """With the code, data and settings of that commit; nothing of this machine's settings."""
    clean = {name: value for name, value in os.environ.items() if name not in _OURS}
    done = subprocess.run(  # our own command line
        [sys.executable, "-P", "-m", "trainer", "train"],
        cwd=there,
        env={**clean, "PYTHONPATH": str(there), "DATABASE_URL": f"sqlite:///{there}/book.db"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotRebuilt(done.stdout + done.stderr)

"""Trains a candidate from data/, in the NLU project's own Python. Nobody is served by it yet."""

import fcntl
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casework.learning.git_history import snapshot
from casework.playbooks.data_file import Mistake
from casework.playbooks.help_channels import today
from casework.validation import validate
from trainer import registry
from trainer.packing import pack
from trainer.rasa_export import export
from trainer.registry import Fingerprint, Origin
from trainer.settings import ROOT, TrainerSettings

_TRIES = 3

MOST_TOLD = 20
"""Mistakes that are told when there is no training; validate tells all."""

TURNS = 300
"""Seconds to wait for another training of this checkout."""


class TrainingFailed(Exception):
    """Huấn luyện không xong. Chạy './canhgiac trainer validate' để tìm chỗ sai trong dữ liệu."""

    def __init__(self, output: str = "") -> None:
        # Rasa's last words, in English, for whoever helps the trainer.
        super().__init__("\n".join(filter(None, (self.__doc__, output[-2000:].strip()))))


class NluNotInstalled(Exception):
    """Máy hiểu câu chữ chưa được cài. Chạy './canhgiac nlu install' trước."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class AlreadyTraining(Exception):
    """Đang có một lần huấn luyện khác trên máy này. Chờ nó xong rồi chạy lại."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class DataNotReady(Exception):
    """Dữ liệu còn chỗ sai nên chưa huấn luyện. Chạy './canhgiac trainer validate' để xem đủ."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        # What is wrong quotes what was written, and this is kept with the job: the mend does not.
        told = [f"{Path(m.file).name}:{m.line}: {m.mend}" for m in mistakes[:MOST_TOLD]]
        more = [f"Và {len(mistakes) - MOST_TOLD} chỗ nữa."] if len(mistakes) > MOST_TOLD else []
        super().__init__("\n".join([self.__doc__ or "", *told, *more]))


class DataKeepChanging(Exception):
    """Dữ liệu cứ bị sửa trong lúc chuẩn bị huấn luyện. Chờ mọi người lưu xong rồi chạy lại."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class Trained:
    """A version whose archive is there; `anew`: it had to be trained."""

    name: str
    anew: bool


@dataclass(frozen=True, slots=True)
class _MadeFrom:
    """All that a version is made from, at one moment: what is saved later is not in it."""

    fingerprint: Fingerprint
    patterns: str
    commit: str | None
    at: datetime


def train(settings: TrainerSettings, *, by: str, even_if_current: bool = False) -> Trained:
    """Check, export, train, pack: a candidate, unless there is one of just these data.

    Raises DataFileError, DataNotReady, DataKeepChanging, NluNotInstalled, AlreadyTraining or
    TrainingFailed.
    """
    (settings.nlu_dir / "models").mkdir(exist_ok=True)
    with _alone(settings.nlu_dir), _waiting_rasa(settings.nlu_dir) as rasa:
        made_from = _exported(settings)
        name = made_from.fingerprint.name
        anew = even_if_current or registry.read_origin(settings.nlu_dir, name) is None
        if anew or not registry.archive_of(settings.nlu_dir, name).is_file():
            anew = True
            _make(rasa, settings, name, made_from.patterns)
            _write_origin(settings, made_from, by)
    return Trained(name, anew)


def _exported(settings: TrainerSettings) -> _MadeFrom:
    """Check and export, and hold fast what was exported. Somebody may save meanwhile: once more."""
    for _ in range(_TRIES):
        before, at = _state_of(settings.data_dir), datetime.now(UTC)
        _check(settings.data_dir)
        export(settings.data_dir, settings.nlu_dir)
        fingerprint = registry.fingerprint(settings.data_dir, settings.nlu_dir)
        patterns = (settings.data_dir / "scam_patterns.yml").read_text(encoding="utf-8")
        # What is new and not yet in git belongs to it too; what git is told to ignore does not.
        also = [settings.data_dir, settings.nlu_dir, ROOT / "casework", ROOT / "trainer"]
        ours = _of_this_checkout(settings)
        commit = snapshot(ROOT, fingerprint.name, also) if ours else None
        if _state_of(settings.data_dir) == before:
            return _MadeFrom(fingerprint, patterns, commit, at)
    raise DataKeepChanging


def _state_of(data_dir: Path) -> list[tuple[Path, str]]:
    paths = [data_dir / "scam_patterns.yml", *sorted((data_dir / "examples").glob("*.txt"))]
    return [(path, registry.file_hash(path)) for path in paths if path.is_file()]


def _check(data_dir: Path) -> None:
    mistakes = [m for m in validate(data_dir, today()) if not m.is_warning]
    if mistakes:
        raise DataNotReady(mistakes)


def _make(
    rasa: "subprocess.Popen[str] | None", settings: TrainerSettings, name: str, patterns: str
) -> None:
    models = settings.nlu_dir / "models"
    with tempfile.TemporaryDirectory(dir=models, prefix=".training-") as aside:
        _finish(rasa, name, Path(aside))
        trained = Path(aside) / f"{name}{registry.SUFFIX}"
        if not trained.is_file():
            raise TrainingFailed
        pack(trained, registry.archive_of(settings.nlu_dir, name), name, patterns)


def _write_origin(settings: TrainerSettings, made_from: _MadeFrom, by: str) -> None:
    name = made_from.fingerprint.name
    origin = Origin(
        data_hash=made_from.fingerprint.data_hash,
        code_hash=made_from.fingerprint.code_hash,
        archive_hash=registry.file_hash(registry.archive_of(settings.nlu_dir, name)),
        commit=made_from.commit,
        trained_at=made_from.at,
        trained_by=by,
    )
    registry.write_origin(settings.nlu_dir, name, origin)


def _of_this_checkout(settings: TrainerSettings) -> bool:
    """Whether a commit of this checkout would hold data and NLU project."""
    places = (settings.data_dir, settings.nlu_dir)
    return all(place.resolve().is_relative_to(ROOT) for place in places)


@contextmanager
def _alone(nlu_dir: Path) -> Iterator[None]:
    """One training at a time: two would write the same export. Raises AlreadyTraining."""
    with (nlu_dir / "models" / ".training").open("w") as lock:
        for _ in range(TURNS):
            with suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(1)
        else:
            raise AlreadyTraining
        yield


@contextmanager
def _waiting_rasa(nlu_dir: Path) -> "Iterator[subprocess.Popen[str] | None]":
    """A Rasa that waits for its arguments; None if it is not installed.

    Importing Rasa takes 12 seconds, checking and exporting as long: side by side they take 12.
    """
    python = nlu_dir / ".venv" / "bin" / "python"
    if not python.is_file():
        yield None
        return
    rasa = _start(python, nlu_dir)
    try:
        yield rasa
    finally:
        # Not needed after all, or the data are wrong. One that has ended stays as it is.
        rasa.kill()
        rasa.communicate()


def _start(python: Path, nlu_dir: Path) -> "subprocess.Popen[str]":
    # Rasa's cache does not notice a changed helper module of a component, so it is not used.
    environment = {
        **os.environ,
        "PYTHONPATH": str(nlu_dir),
        "PYTHONHASHSEED": "0",
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_MAX_CACHE_SIZE": "0",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "LOG_LEVEL": "WARNING",
    }
    return subprocess.Popen(  # noqa: S603  # our own command line
        [str(python), "-c", _WAITING_RASA],
        cwd=nlu_dir,
        env=environment,
        stdin=subprocess.PIPE,
        # Pages of English about the age of Rasa's dependencies: shown only if it fails.
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def _finish(rasa: "subprocess.Popen[str] | None", name: str, out: Path) -> None:
    if rasa is None:
        raise NluNotInstalled
    arguments = ["train", "nlu", "--config", "config.yml", "--nlu", "data"]
    arguments += ["--out", str(out), "--fixed-model-name", name]
    output, _ = rasa.communicate("\0".join(arguments))
    if rasa.returncode:
        raise TrainingFailed(output)


_WAITING_RASA = """
import sys
import rasa.__main__, rasa.model_training
sys.argv[1:] = sys.stdin.read().split("\\0")
rasa.__main__.main()
"""

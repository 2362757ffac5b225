"""Trains the Rasa model from data/, in the NLU project's own Python."""

import os
import subprocess
from pathlib import Path

import httpx

from trainer import registry
from trainer.rasa_export import export
from trainer.settings import TrainerSettings


class TrainingFailed(Exception):
    """Huấn luyện không xong. Chạy './canhgiac trainer validate' để tìm chỗ sai trong dữ liệu."""

    def __init__(self, output: str = "") -> None:
        # Rasa's last words, in English, for whoever helps the trainer.
        super().__init__("\n".join(filter(None, (self.__doc__, output[-2000:].strip()))))


class NluNotInstalled(Exception):
    """Máy hiểu câu chữ chưa được cài. Chạy './canhgiac nlu install' trước."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def train(settings: TrainerSettings, *, even_if_current: bool) -> tuple[Path, bool]:
    """Export, train, promote; the model's file, and whether it had to be trained.

    Raises DataFileError, NluNotInstalled or TrainingFailed.
    """
    rasa = _start_rasa(settings.nlu_dir)
    try:
        export(settings.data_dir, settings.nlu_dir)
        name = registry.model_name(settings.nlu_dir)
        model = settings.nlu_dir / "models" / name
        needed = even_if_current or not model.is_file()
        if needed:
            _finish(rasa, name.removesuffix(".tar.gz"))
            if not model.is_file():
                raise TrainingFailed
    finally:
        if rasa:
            # Not needed after all, or the data are wrong. One that has ended stays as it is.
            rasa.kill()
            rasa.communicate()
    registry.promote(settings.nlu_dir, name)
    return model, needed


def reload_server(settings: TrainerSettings, model: Path) -> bool:
    """Let a running server take the model up; False if none is running."""
    params = {"token": settings.token} if settings.token else {}
    body = {"model_file": str(model)}
    try:
        answer = httpx.put(f"{settings.nlu_url}/model", json=body, params=params, timeout=60)
    except httpx.HTTPError:
        return False
    return answer.is_success


def _start_rasa(nlu_dir: Path) -> "subprocess.Popen[str] | None":
    """Start a Rasa that waits for its arguments; None if it is not installed.

    Importing Rasa takes 12 seconds and exporting 5: side by side they take 12.
    """
    python = nlu_dir / ".venv" / "bin" / "python"
    if not python.is_file():
        return None
    # Rasa's cache does not notice a changed helper module of a component, so it is not used.
    environment = {
        **os.environ,
        "PYTHONPATH": str(nlu_dir),
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


def _finish(rasa: "subprocess.Popen[str] | None", name: str) -> None:
    if rasa is None:
        raise NluNotInstalled
    arguments = ["train", "nlu", "--config", "config.yml", "--nlu", "data"]
    arguments += ["--out", "models", "--fixed-model-name", name]
    output, _ = rasa.communicate("\0".join(arguments))
    if rasa.returncode:
        raise TrainingFailed(output)


_WAITING_RASA = """
import sys
import rasa.__main__, rasa.model_training
sys.argv[1:] = sys.stdin.read().split("\\0")
rasa.__main__.main()
"""

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

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class NluNotInstalled(Exception):
    """Máy hiểu câu chữ chưa được cài. Chạy './canhgiac nlu install' trước."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def train(settings: TrainerSettings, *, even_if_current: bool) -> tuple[Path, bool]:
    """Export, train, promote; the model's file, and whether it had to be trained.

    Raises DataFileError, NluNotInstalled or TrainingFailed.
    """
    export(settings.data_dir, settings.nlu_dir)
    name = registry.model_name(settings.nlu_dir)
    model = settings.nlu_dir / "models" / name
    needed = even_if_current or not model.is_file()
    if needed:
        _run_rasa(settings.nlu_dir, name.removesuffix(".tar.gz"))
        if not model.is_file():
            raise TrainingFailed
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


def _run_rasa(nlu_dir: Path, name: str) -> None:
    python = nlu_dir / ".venv" / "bin" / "python"
    if not python.is_file():
        raise NluNotInstalled
    command = [str(python), "-m", "rasa", "train", "nlu", "--config", "config.yml", "--nlu", "data"]
    command += ["--out", "models", "--fixed-model-name", name]
    # Rasa's cache does not notice a changed helper module of a component, so it is not used.
    environment = {
        **os.environ,
        "PYTHONPATH": str(nlu_dir),
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_MAX_CACHE_SIZE": "0",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "LOG_LEVEL": "WARNING",
        # Warnings of Rasa's old dependencies, which no trainer can mend.
        "PYTHONWARNINGS": "ignore",
    }
    done = subprocess.run(command, cwd=nlu_dir, env=environment, check=False)  # noqa: S603  # our own command line
    if done.returncode:
        raise TrainingFailed

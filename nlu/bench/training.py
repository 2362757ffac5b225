"""Training a pipeline with `rasa train nlu`, and what that costs."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final

import yaml

from bench import training_data
from bench.progress import BenchError, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bench.training_data import Example

_SHOWN_OF_LOG: Final = 2000
_ENVIRONMENT: Final = {
    "RASA_TELEMETRY_ENABLED": "false",
    # A cached model would be trained in no time.
    "RASA_MAX_CACHE_SIZE": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
}


@dataclasses.dataclass(frozen=True)
class Trained:
    """A model's file and what training it cost, the start of Rasa included."""

    model: Path
    texts: int
    wall_seconds: float
    cpu_seconds: float
    model_bytes: int


def train(
    name: str, config: Mapping[str, Any], examples: Sequence[Example], workshop: Path
) -> Trained:
    """Train in a process of its own, so that its CPU time can be told from ours."""
    say(f"training {name} on {len(examples)} texts")
    training_data.write(examples, workshop / f"{name}.yml")
    (workshop / f"{name}.config.yml").write_text(yaml.safe_dump(dict(config)), "utf-8")
    command = [
        *(sys.executable, "-m", "rasa", "train", "nlu", "--nlu", f"{name}.yml"),
        *("--config", f"{name}.config.yml"),
        *("--out", "models", "--fixed-model-name", name),
    ]
    log = workshop / f"{name}.log"
    wall, cpu = _run(command, workshop, log)
    model = workshop / "models" / f"{name}.tar.gz"
    # Rasa ends with 0 even where it refuses to train.
    if not model.is_file():
        message = f"{name} could not be trained:\n{log.read_text()[-_SHOWN_OF_LOG:]}"
        raise BenchError(message)
    size = model.stat().st_size
    say(f"trained {name}: {wall:.0f} s, {cpu:.0f} s of CPU, {size / 1e6:.1f} MB")
    return Trained(model, len(examples), wall, cpu, size)


def _run(command: list[str], workshop: Path, log: Path) -> tuple[float, float]:
    """Run it; give the wall time and the CPU time, that of its children included."""
    environment = {**os.environ, **_ENVIRONMENT, "PYTHONPATH": str(workshop)}
    began = time.monotonic()
    with log.open("wb") as output:
        child = subprocess.Popen(  # noqa: S603 - no shell
            command,
            cwd=workshop,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        # Not child.wait(), which keeps the usage to itself.
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime

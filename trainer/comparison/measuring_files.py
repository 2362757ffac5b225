"""The files that models are measured on, and which of them may be shown message by message."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from casework.json_lines import MessageLine
from trainer.cases import NothingToScore, read_cases

READ_ONE_BY_ONE = frozenset({"messages_1.jsonl"})
"""What was looked at before (data/held_out/README.md). Whoever reads the wrong answers of any other
held-out file, and mends the data by them, has used that file up: of it only counts are told."""


@dataclass(frozen=True, slots=True)
class MeasuringFile:
    """The messages of one file; `shown` if a report may tell them one by one."""

    name: str
    shown: bool
    cases: tuple[MessageLine, ...]


def measuring_hash(data_dir: Path) -> str:
    """SHA-256 over the held-out files that every candidate is measured on."""
    digest = hashlib.sha256()
    for path in _held_out(data_dir):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_measuring_files(
    data_dir: Path, labels: Collection[str], more: Iterable[Path] = ()
) -> list[MeasuringFile]:
    """The held-out messages of data/, then the trainer's own files, each file once.

    Raises NotACase, NothingToScore, NotAMessage or NotUtf8.
    """
    paths = {path.resolve(): path.name in READ_ONE_BY_ONE for path in _held_out(data_dir)}
    for path in more:
        # A held-out file does not become readable by being named.
        paths.setdefault(path.resolve(), True)
    if not paths:
        raise NothingToScore(data_dir / "held_out")
    return [
        MeasuringFile(path.name, shown, tuple(read_cases(path, labels)))
        for path, shown in paths.items()
    ]


def _held_out(data_dir: Path) -> list[Path]:
    return sorted((data_dir / "held_out").glob("messages_*.jsonl"))

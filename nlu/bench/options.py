"""The command line of the benchmark."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NLU: Final = Path(__file__).resolve().parents[1]
ROOT: Final = NLU.parent


@dataclasses.dataclass(frozen=True)
class Options:
    """How much is measured, on which files, and where the report goes."""

    share: float
    epochs: int | None
    seconds: float
    rounds: int
    data: Path
    held_out: Path
    docs: Path

    @property
    def report(self) -> Path:
        """Give the file of the report."""
        return self.docs / "benchmarks.md"

    @property
    def pictures(self) -> Path:
        """Give the folder of its picture."""
        return self.docs / "pictures"


def read(arguments: Sequence[str]) -> Options:
    """Read the command line; a wrong one ends the program with a message."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    add = parser.add_argument
    add(
        "--share",
        type=_share,
        default=0.02,
        help="share of each intent's texts that both pipelines train on (0.02)",
    )
    add(
        "--epochs",
        type=_positive,
        help="epochs of the stock pipeline (what `rasa init` writes)",
    )
    add(
        "--seconds",
        type=float,
        default=6.0,
        help="length of one load measurement (6)",
    )
    add("--rounds", type=_positive, default=5, help="how often A and B take turns (5)")
    add("--data", type=Path, default=NLU / "data" / "nlu.yml", help="training data")
    add(
        "--held-out",
        type=Path,
        default=ROOT / "data" / "held_out",
        help="folder of *.jsonl to score on",
    )
    add("--docs", type=Path, default=ROOT / "docs", help="where the report goes")
    return Options(**vars(parser.parse_args(arguments)))


def _share(text: str) -> float:
    share = float(text)
    if not 0 < share <= 1:
        message = "allowed: above 0, up to 1"
        raise argparse.ArgumentTypeError(message)
    return share


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        message = "allowed: 1 or more"
        raise argparse.ArgumentTypeError(message)
    return number

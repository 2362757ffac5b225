"""All that one run finds out."""

from __future__ import annotations

import dataclasses
import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bench.load import Load
    from bench.options import Options
    from bench.scores import Scores
    from bench.training import Trained


@dataclasses.dataclass(frozen=True)
class Pipeline:
    """What was measured of one trained pipeline."""

    trained: Trained
    memory_bytes: int
    reload_seconds: float
    typed: Scores
    bare: Scores
    # By number of clients, one for each round.
    rounds: Mapping[int, Sequence[Load]]

    def median(self, clients: int, of: Callable[[Load], float]) -> float:
        """Give the median over the rounds: one bad minute does not move it."""
        return statistics.median(of(load) for load in self.rounds[clients])


@dataclasses.dataclass(frozen=True)
class Figures:
    """What was measured, on what and where."""

    machine: Mapping[str, str]
    options: Options
    messages: int
    components: Sequence[str]  # of the stock pipeline
    stock: Pipeline
    ours: Pipeline
    ours_on_all: Pipeline
    ceiling: Load  # GET /status, as many clients as ever
    busy_before: float
    minutes: float

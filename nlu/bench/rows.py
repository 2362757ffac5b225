"""The figures as lines of a table: what, the stock pipeline's, ours, and the gain."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Final, NamedTuple

from bench.load import CLIENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.figures import Figures, Pipeline
    from bench.load import Load
    from bench.scores import Scores


class Row(NamedTuple):
    """One line of the table, as text."""

    measure: str
    stock: str
    ours: str
    gain: str


SCORES: Final[dict[str, Callable[[Scores], float]]] = {
    "accuracy": lambda scores: scores.accuracy,
    "macro-F1": lambda scores: scores.macro_f1,
}

# How each is read off, how it is written, and whether more of it is better.
LOADS: Final[dict[str, tuple[Callable[[Load], float], str, bool]]] = {
    "p50": (lambda load: 1e3 * load.quantile(0.5), "{:.2f} ms", False),
    "p99": (lambda load: 1e3 * load.quantile(0.99), "{:.2f} ms", False),
    "requests/s": (lambda load: load.per_second, "{:.0f}", True),
}

COSTS: Final[dict[str, tuple[Callable[[Pipeline], float], str]]] = {
    "training, CPU time": (lambda found: found.trained.cpu_seconds, "{:.0f} s"),
    "training, wall time": (lambda found: found.trained.wall_seconds, "{:.0f} s"),
    "model file": (lambda found: found.trained.model_bytes / 1e6, "{:.1f} MB"),
    "memory of the server": (lambda found: found.memory_bytes / 1e6, "{:.0f} MB"),
    "reload with PUT /model": (lambda found: found.reload_seconds, "{:.2f} s"),
}


def side_by_side(figures: Figures) -> list[Row]:
    """Give every line of the comparison."""
    return [*score_rows(figures), *load_rows(figures), *cost_rows(figures)]


def score_rows(figures: Figures) -> Iterator[Row]:
    """Compare what is understood, in points of a hundred."""
    stock, ours = figures.stock, figures.ours
    for name, of in SCORES.items():
        for view, a, b in (
            ("as written", of(stock.typed), of(ours.typed)),
            ("tones stripped", of(stock.bare), of(ours.bare)),
        ):
            gain = f"{100 * (b - a):+.1f} points"
            yield Row(f"{name}, {view}", percent(a), percent(b), gain)


def load_rows(figures: Figures) -> Iterator[Row]:
    """Compare latency and throughput: medians of the rounds, and their spread."""
    for name, (of, written, _) in LOADS.items():
        for clients in CLIENTS:
            gains = load_gains(figures, name, clients)
            yield Row(
                f"HTTP {name}, {clients} client{'s' if clients > 1 else ''}",
                written.format(figures.stock.median(clients, of)),
                written.format(figures.ours.median(clients, of)),
                f"{statistics.median(gains):.1f} x "
                f"({min(gains):.1f} to {max(gains):.1f})",
            )


def load_gains(figures: Figures, name: str, clients: int) -> list[float]:
    """Give how much better ours is in each round; how they differ is the noise."""
    of, _, more_is_better = LOADS[name]
    pairs = zip(
        figures.stock.rounds[clients], figures.ours.rounds[clients], strict=True
    )
    return [of(b) / of(a) if more_is_better else of(a) / of(b) for a, b in pairs]


def cost_rows(figures: Figures) -> Iterator[Row]:
    """Compare what it takes to train, keep and load the model."""
    for name, (of, written) in COSTS.items():
        a, b = of(figures.stock), of(figures.ours)
        yield Row(name, written.format(a), written.format(b), f"{a / b:.1f} x")


def percent(share: float) -> str:
    """Write a share as a percentage."""
    return f"{100 * share:.1f} %"

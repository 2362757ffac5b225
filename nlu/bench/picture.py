"""The comparison as a picture: docs/pictures/benchmarks.svg."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure

from bench import rows
from bench.load import CLIENTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.figures import Figures

_STOCK: Final = ("rasa init", "#9aa5b1")
_OURS: Final = ("ours", "#d3572b")
_HALF: Final = 0.2  # half the distance between two bars of a pair


def draw(figures: Figures, path: Path) -> None:
    """Draw four panels: what is understood, latency, throughput, costs."""
    # Without these two the same figures would give another file each time.
    mpl.rcParams["svg.hashsalt"] = "bench"
    undated = {"Date": None}
    canvas = Figure(figsize=(10, 7))
    (scores, latency), (throughput, costs) = canvas.subplots(2, 2)
    _draw_scores(scores, figures)
    _draw_load(latency, figures, "p50", "HTTP p50, ms (lower is better)")
    # With 32 clients it is 32 times that of one, which would not be seen beside it.
    latency.set_yscale("log")
    _draw_load(throughput, figures, "requests/s", "requests/s (higher is better)")
    _draw_costs(costs, figures)
    handles, labels = scores.get_legend_handles_labels()
    canvas.legend(handles, labels, loc="upper center", ncol=2, frameon=False)
    canvas.tight_layout(rect=(0, 0, 1, 0.95))
    canvas.savefig(path, metadata=undated)


def _draw_scores(axes: Any, figures: Figures) -> None:  # noqa: ANN401 - untyped library
    stock, ours = figures.stock, figures.ours
    _draw_pairs(
        axes,
        ("accuracy,\nas written", "accuracy,\ntones stripped"),
        [100 * scores.accuracy for scores in (stock.typed, stock.bare)],
        [100 * scores.accuracy for scores in (ours.typed, ours.bare)],
    )
    axes.set_ylim(0, 100)
    axes.set_title("understood, %")


def _draw_load(axes: Any, figures: Figures, name: str, title: str) -> None:  # noqa: ANN401
    of, _, _ = rows.LOADS[name]
    labels = []
    for clients in CLIENTS:
        gain = statistics.median(rows.load_gains(figures, name, clients))
        labels.append(f"{clients} client{'s' if clients > 1 else ''}\n{gain:.1f} x")
    _draw_pairs(
        axes,
        labels,
        [figures.stock.median(clients, of) for clients in CLIENTS],
        [figures.ours.median(clients, of) for clients in CLIENTS],
    )
    axes.set_title(title)


def _draw_pairs(
    axes: Any,  # noqa: ANN401 - untyped library
    labels: Sequence[str],
    stock: Sequence[float],
    ours: Sequence[float],
) -> None:
    places = range(len(labels))
    for (name, colour), values, side in ((_STOCK, stock, -1), (_OURS, ours, 1)):
        bars = axes.bar(
            [place + side * _HALF for place in places],
            values,
            width=2 * _HALF,
            label=name,
            color=colour,
        )
        axes.bar_label(bars, fmt="%.3g", fontsize=8)
    axes.set_xticks(list(places), labels)
    _without_frame(axes)


def _draw_costs(axes: Any, figures: Figures) -> None:  # noqa: ANN401 - as above
    gains = [of(figures.stock) / of(figures.ours) for of, _ in rows.COSTS.values()]
    bars = axes.barh(list(rows.COSTS), gains, color=_OURS[1])
    axes.bar_label(bars, fmt="%.1f x", fontsize=8, padding=3)
    axes.set_xscale("log")
    axes.set_xlim(min(1, *gains), 3 * max(gains))
    axes.invert_yaxis()
    axes.set_title("ours needs less, times")
    _without_frame(axes)


def _without_frame(axes: Any) -> None:  # noqa: ANN401 - as above
    axes.spines[["top", "right"]].set_visible(False)

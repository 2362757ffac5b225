"""Pictures of a comparison as SVG: what is confused with what, and what confidence is worth.

By matplotlib's figures, never by pyplot, which keeps every figure of the process. The same
comparison gives the same bytes. A number stands in every cell, so that colour is never needed.
"""

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casework.learning.comparison import Calibration, Comparison, Confusion

_SETTINGS: Any = {
    "svg.hashsalt": "canh-giac",
    "svg.fonttype": "path",
    # A name may hold a dollar sign.
    "text.parse_math": False,
    "font.size": 8,
}
_LONGEST_NAME = 26
_CELL = 0.24
"""Inches of a row: 33 of them and their names fill the width of a sheet of paper."""

_MARGIN = 2.2
_MUCH = 6
"""So many confusions have the full colour."""

_DARK = 0.55
_WRONG, _MORE, _FEWER = "#b3541e", "#a3123a", "#1f6f4a"

Cells = Mapping[tuple[str, str], int]


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Names that fit beside a picture: up to the first comma, colon or bracket; all different."""
    short = {key: _cut(name) for key, name in names.items()}
    often = Counter(short.values())
    return {key: name if often[name] == 1 else key for key, name in short.items()}


def _cut(name: str) -> str:
    begin = re.split(r"[,;:(]", name, maxsplit=1)[0].strip() or name
    if len(begin) <= _LONGEST_NAME:
        return begin
    return begin[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def cells(confusions: Sequence[Confusion]) -> Counter[tuple[str, str]]:
    """How often each right label was taken for another one."""
    counted: Counter[tuple[str, str]] = Counter()
    for gold, said, times in confusions:
        counted[gold, said] += times
    return counted


def difference(comparison: Comparison) -> dict[tuple[str, str], int]:
    """How much more often each confusion happens than before; what stays the same is left out."""
    before, after = cells(comparison.confusions_before), cells(comparison.confusions_after)
    grown = {pair: after[pair] - before[pair] for pair in {*before, *after}}
    return {pair: times for pair, times in grown.items() if times}


def confusion_svg(found: Cells, names: Mapping[str, str], *, signed: bool = False) -> bytes:
    """Rows are the right labels, columns what was said; `signed` for a difference."""
    order = list(names)
    size = _MARGIN + _CELL * len(order)
    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(size, size), layout="constrained")
        axes = figure.add_subplot()
        _frame(axes, list(names.values()))
        for (gold, said), times in sorted(found.items()):
            if gold in names and said in names:
                _fill(axes, order.index(gold), order.index(said), times, signed=signed)
        return _saved(figure)


def _frame(axes: Axes, labels: Sequence[str]) -> None:
    places = range(len(labels))
    axes.set_xlim(-0.5, len(labels) - 0.5)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_aspect("equal")
    axes.set_xticks(places, labels, rotation=90)
    axes.set_yticks(places, labels)
    axes.tick_params(length=0)
    axes.set_xlabel("máy nói")
    axes.set_ylabel("đúng ra là")
    for place in places:
        axes.axhline(place - 0.5, color="#dddddd", linewidth=0.4)
        axes.axvline(place - 0.5, color="#dddddd", linewidth=0.4)
        # Right answers are no confusions: their cells are shut.
        axes.add_patch(Rectangle((place - 0.5, place - 0.5), 1, 1, facecolor="#eeeeee"))


def _fill(axes: Axes, row: int, column: int, times: int, *, signed: bool) -> None:
    colour = (_MORE if times > 0 else _FEWER) if signed else _WRONG
    strength = 0.15 + 0.85 * min(abs(times), _MUCH) / _MUCH
    face = tuple(1 - strength * (1 - part) for part in to_rgb(colour))
    axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=face))
    text = f"{times:+d}".replace("-", "−") if signed else str(times)
    ink = "white" if strength > _DARK else "black"
    axes.text(column, row, text, ha="center", va="center", color=ink, fontsize=7)


def calibration_svg(before: Calibration | None, after: Calibration) -> bytes:
    """How often the model is right when it is so sure; on the line it is as right as it says."""
    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(4.6, 4.2), layout="constrained")
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], color="#999999", linewidth=0.8, linestyle=":")
        if before is not None:
            _line(axes, before, "bản đang dùng", color="#777777", marker="o", linestyle="--")
        _line(axes, after, "bản thử", color="#1b3a57", marker="s", linestyle="-")
        axes.set_xlim(0, 1.02)
        axes.set_ylim(0, 1.02)
        axes.set_xlabel("máy chắc bao nhiêu")
        axes.set_ylabel("đúng bao nhiêu")
        axes.grid(color="#e5e5e5", linewidth=0.5)
        axes.legend(loc="upper left", frameon=False)
        return _saved(figure)


def _line(axes: Axes, of: Calibration, label: str, **look: str) -> None:
    confidences = [held.confidence for held in of.bins]
    axes.plot(confidences, [held.right for held in of.bins], label=label, **look)  # type: ignore[arg-type]  # only colours and marks


def _saved(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()

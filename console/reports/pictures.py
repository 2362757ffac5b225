"""Draws bars for paper: in black and white, told apart by hatching, hidden numbers as a gap.

By matplotlib's figures, never by pyplot, which keeps every figure of the process. The same bars
give the same bytes.
"""

import io
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from casework.statistics.table import HIDDEN
from console import wording
from console.reports import sheet
from console.reports.blocks import Bar, Picture

FONTS = Path(__file__).parent / "fonts"

DOTS_PER_INCH = 150

_INCH = 25.4
_TYPE = 9
_LONGEST_NAME = 34
_LIES, _STANDS = 0.72, 72.0
"""How thick a bar is, of its place; how high a picture of standing bars is, in millimetres."""

_LIES_HIGH, _LINE_HIGH, _LEGEND_HIGH = 4.6, 2.4, 15.0
"""Millimetres of height for a lying bar, each line of its name, and the legend with the axis."""

_ROOM = 1.16
"""The axis goes on beyond the longest bar, where its number is written."""

_MOST_LEVEL, _LONGEST_LEVEL = 9, 9_999
"""With more standing bars than these their names, and greater numbers, would touch each other."""

_TOGETHER = "Cộng (phần riêng được che)"


@dataclass(frozen=True, slots=True)
class _Look:
    """How a part of a bar is filled; black, white and grey print alike everywhere."""

    face: str
    hatch: str


_PARTS = (_Look("#4d4d4d", ""), _Look("white", "////"))
_WHOLE = _Look("#bfbfbf", "")
_EDGE = "black"

_DRAWING = Lock()
"""The settings of matplotlib are the whole process's: one picture at a time."""

_SETTINGS: Any = {
    "svg.hashsalt": "canh-giac",
    "svg.fonttype": "path",
    # A name may hold a dollar sign.
    "text.parse_math": False,
    "hatch.linewidth": 0.7,
}


def png(picture: Picture) -> bytes:
    """For word processors."""
    return _saved(picture, "png", {"Software": None})


def svg(picture: Picture) -> bytes:
    """For the PDF: sharp at every size, its letters as outlines."""
    return _saved(picture, "svg", {"Date": None, "Creator": None})


def _saved(picture: Picture, kind: str, metadata: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    with _DRAWING, mpl.rc_context(_SETTINGS):
        _drawn(picture).savefig(file, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
    return file.getvalue()


def _drawn(picture: Picture) -> Figure:
    size = (sheet.TEXT_WIDTH / _INCH, _height(picture) / _INCH)
    figure = Figure(figsize=size, layout="constrained")
    axes: Axes = figure.add_subplot()
    most = max(one.whole or 0 for one in picture.bars)
    for place, one in enumerate(picture.bars):
        _draw(axes, picture, place, one, most)
    _name(axes, picture)
    _scale(axes, picture, most)
    _explain(figure, picture)
    return figure


def _height(picture: Picture) -> float:
    if picture.upright:
        return _STANDS
    lines = [_broken(one.name).count("\n") + 1 for one in picture.bars]
    return _LEGEND_HIGH + sum(_LIES_HIGH + _LINE_HIGH * each for each in lines)


def _broken(name: str) -> str:
    return textwrap.fill(name, _LONGEST_NAME)


def _draw(axes: Axes, picture: Picture, place: int, one: Bar, most: int) -> None:
    reach = 0
    for look, size in _pieces(one):
        if picture.upright:
            axes.bar(place, size, _LIES, bottom=reach, **_filled(look))
        else:
            axes.barh(place, size, _LIES, left=reach, **_filled(look))
        reach += size
    text = HIDDEN if one.whole is None else wording.number(one.whole)
    gap = most * 0.012
    if picture.upright:
        turned = 90 if len(picture.bars) > _MOST_LEVEL and most > _LONGEST_LEVEL else 0
        where: dict[str, Any] = {"ha": "center", "va": "bottom", "rotation": turned}
        axes.text(place, reach + gap, text, fontproperties=_font(), **where)
    else:
        axes.text(reach + gap, place, text, ha="left", va="center", fontproperties=_font())


def _pieces(one: Bar) -> Iterator[tuple[_Look, int]]:
    """What a bar is put together from: its parts if all are shown, else the whole, else nothing."""
    parts = [part for part in one.parts if part is not None]
    if one.whole is None:
        return
    if parts and len(parts) == len(one.parts):
        yield from zip(_PARTS, parts, strict=True)
    else:
        yield _WHOLE, one.whole


def _filled(look: _Look) -> dict[str, Any]:
    return {"facecolor": look.face, "edgecolor": _EDGE, "hatch": look.hatch, "linewidth": 0.7}


def _name(axes: Axes, picture: Picture) -> None:
    places = range(len(picture.bars))
    if picture.upright:
        axes.set_xlim(-0.6, len(picture.bars) - 0.4)
        axes.set_xticks(places, [one.name for one in picture.bars], fontproperties=_font())
        if len(picture.bars) > _MOST_LEVEL:
            axes.tick_params(axis="x", rotation=90)
    else:
        names = [_broken(one.name) for one in picture.bars]
        axes.set_yticks(places, names, fontproperties=_font())
        axes.invert_yaxis()


def _scale(axes: Axes, picture: Picture, most: int) -> None:
    axis = axes.yaxis if picture.upright else axes.xaxis
    axis.set_major_locator(MaxNLocator(5, integer=True))
    axis.set_major_formatter(FuncFormatter(lambda value, _: wording.number(int(value))))
    (axes.set_ylim if picture.upright else axes.set_xlim)(0, most * _ROOM)
    axes.grid(axis="y" if picture.upright else "x", color="#d9d9d9", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    for label in axis.get_ticklabels():
        label.set_fontproperties(_font())


def _explain(figure: Figure, picture: Picture) -> None:
    """The legend, of what was drawn only."""
    if not picture.legend:
        return
    drawn = {look for one in picture.bars for look, _ in _pieces(one)}
    known = [*zip(_PARTS, picture.legend, strict=True), (_WHOLE, _TOGETHER)]
    named = [(look, name) for look, name in known if look in drawn]
    figure.legend(
        [Patch(**_filled(look)) for look, _ in named],
        [name for _, name in named],
        loc="outside upper center",
        ncols=len(named),
        frameon=False,
        prop=_font(),
    )


@cache
def _font() -> FontProperties:
    return FontProperties(fname=FONTS / "LiberationSerif-Regular.ttf", size=_TYPE)

"""The report of a comparison: one HTML file that needs no network and no script.

The messages in it are of measuring sets, never of residents (casework/learning/comparison.py).
"""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from casework.learning.comparison import Comparison, PlaybookChange
from trainer.comparison import pictures
from trainer.comparison.changes import NO_SCAM
from trainer.measures import NONE
from trainer.shown_figures import decimal, percent

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_VERDICTS = {"better": "khá hơn", "worse": "kém đi", "neither": "như nhau"}


def report_path(nlu_dir: Path, candidate: str) -> Path:
    """Where the report of a candidate stands."""
    return nlu_dir / "models" / "reports" / f"{candidate}.html"


def write_report(comparison: Comparison, path: Path) -> Path:
    """Write the report; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_html(comparison), encoding="utf-8")
    return path


def as_html(comparison: Comparison) -> str:
    """The report as a page. Every text is escaped."""
    names = {row.id: row.name for row in comparison.playbooks} | {NONE: NO_SCAM}
    return _TEMPLATES.get_template("report.html").render(
        c=comparison,
        names=names,
        percent=percent,
        decimal=_decimal,
        state=_state,
        verdicts=_VERDICTS,
        measures=_measures(comparison),
        confusions=_confusions(comparison),
        pictures=_pictures(comparison, names),
    )


def _decimal(value: float | None, places: int = 2) -> str:
    return "–" if value is None else decimal(value, places)


def _state(row: PlaybookChange) -> str:
    """What a trainer should see at once of a playbook's row."""
    if row.is_gone:
        return "không còn"
    if row.is_new:
        return "mới"
    gain = row.right_after - (row.right_before or 0)
    return "khá hơn" if gain > 0 else "kém đi" if gain < 0 else ""


def _measures(c: Comparison) -> list[tuple[str, float | None, float, float | None, float]]:
    """Each measure: typed before and after, stripped before and after."""
    return [
        (name, c.before.get(name), value, c.stripped_before.get(name), c.stripped_after[name])
        for name, value in c.after.items()
    ]


def _confusions(c: Comparison) -> list[tuple[str, str, int, int]]:
    """Every confusion with its counts before and after, the most frequent now first."""
    before, after = pictures.cells(c.confusions_before), pictures.cells(c.confusions_after)
    pairs = sorted({*before, *after}, key=lambda pair: (-after[pair], -before[pair], pair))
    return [(*pair, before[pair], after[pair]) for pair in pairs]


def _pictures(c: Comparison, names: Mapping[str, str]) -> dict[str, Any]:
    """Each picture as the address of an image that stands in the page itself."""
    short = pictures.short_names(names)
    drawn = {
        "after": pictures.confusion_svg(pictures.cells(c.confusions_after), short),
        "calibration": pictures.calibration_svg(c.calibration_before, c.calibration_after),
    }
    if c.live is not None:
        before = pictures.cells(c.confusions_before)
        drawn["before"] = pictures.confusion_svg(before, short)
        drawn["difference"] = pictures.confusion_svg(pictures.difference(c), short, signed=True)
    return {
        name: f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
        for name, svg in drawn.items()
    }

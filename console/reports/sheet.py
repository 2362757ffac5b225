"""The sheet of paper of Decree 30/2020/NĐ-CP, in millimetres and points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from casework.clock import VIET_NAM
from casework.statistics.period import Span

WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20
TEXT_WIDTH = WIDTH - LEFT - RIGHT

LEFT_HALF, RIGHT_HALF = 64, 96
"""Of the national heading; the nation's name has to stand on one line."""

OFFICE_LINE, MOTTO_LINE = 22, 52
"""How long the lines under office and motto are."""

BODY, SMALL, NATION, MOTTO = 13, 11, 12, 13
"""Sizes of type: of the text, of notes, and of the two lines of the national heading."""

TABLE_TYPE = 12
"""Smaller than the text, so that the names of the tricks fit on a line or two."""

NUMBER_WIDTH, LEAST_NAME_WIDTH = 28.0, 48.0

SHORT = 26
"""Lines. A table of no more is not split over two pages."""


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the column of names is, and each column of numbers."""

    names: float
    numbers: float


def widths(headings: Sequence[str]) -> Widths:
    """Columns that fill the text's width exactly; with many of them the numbers move closer."""
    columns = max(len(headings) - 1, 1)
    each = min(NUMBER_WIDTH, (TEXT_WIDTH - LEAST_NAME_WIDTH) / columns)
    return Widths(TEXT_WIDTH - columns * each, each)


def made_at(span: Span) -> datetime:
    """The first moment after a period: documents of one period are all of the same age."""
    day_after = span.period.last + timedelta(days=1)
    return datetime.combine(day_after, time(), VIET_NAM).astimezone(UTC)

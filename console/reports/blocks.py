"""What a document says, piece by piece, whatever it is printed as.

All text in it is final: what prints it neither counts nor words anything, so that paper, screen
and loudspeaker can't say different things.
"""

from dataclasses import dataclass
from enum import StrEnum

from casework.statistics.table import ALL, HIDDEN, Cell, Row, Table
from console import wording


class Kind(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Mark:
    """What nobody may overlook: it stands above everything, and on every page."""

    text: str


@dataclass(frozen=True, slots=True)
class Title:
    """What kind of document it is, in capitals, and what it is about."""

    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` from 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `opening` are its first words, in bold."""

    text: str
    kind: Kind = Kind.BODY
    opening: str = ""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table, as it is read."""

    cells: tuple[str, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: the first column names, the others hold numbers."""

    title: str
    headings: tuple[str, ...]
    lines: tuple[TableLine, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the parts in the order of the legend, and what they are together.

    A part, or the whole, is None where it is hidden.
    """

    name: str
    parts: tuple[Cell, ...]
    whole: Cell


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars to be drawn, and in words what they show. `upright` bars stand, the others lie."""

    title: str
    alternative: str
    legend: tuple[str, ...]
    bars: tuple[Bar, ...]
    upright: bool


_HIDES_SOMETHING = f"«{HIDDEN}» là số được che, đừng đọc là 0."

Block = Mark | Title | Heading | Paragraph | TableBlock | Picture


def written(cell: Cell) -> str:
    """A cell as it is printed."""
    return HIDDEN if cell is None else wording.number(cell)


def table_block(table: Table, number: int) -> TableBlock:
    """A statistic as a table of a document."""
    return TableBlock(
        f"Bảng {number}. {table.title}",
        (table.heading, *(column.name for column in table.columns)),
        tuple(_line(table, row) for row in table.lines()),
        f"Đơn vị: {table.unit}",
        (*table.notes, _HIDES_SOMETHING) if table.hides_something else table.notes,
    )


def _line(table: Table, row: Row) -> TableLine:
    return TableLine((row.name, *map(written, row.cells)), is_total=row is table.total)


def bar(table: Table, row: Row) -> Bar:
    """A row as a bar; where nothing adds across, without parts."""
    parts = row.cells[:-1] if table.adds_across else ()
    return Bar(row.name, parts, table.cell(row.key, ALL.key))

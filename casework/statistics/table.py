"""A statistic as a table, which console and exports render as it is.

A cell is a number of reports, or None where it is hidden (casework/statistics/disclosure.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

Cell = int | None

HIDDEN = "*"
"""How a hidden cell is written. Not 'under 5': it may stand for more (see docs/statistics.md)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a stable key, and what the reader sees."""

    key: str
    name: str


OFFICERS = Column("officers", "Cán bộ đã xác nhận")
MODEL = Column("model", "Máy nhận, chưa ai xem")
ALL = Column("all", "Cộng")
BY_WHOM = (OFFICERS, MODEL, ALL)
"""Who has named the playbook. The two are kept apart, and the third is their sum."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, a cell for each column.

    `within` are the rows of other tables, 'table:row', that this one is a part of.
    """

    key: str
    name: str
    cells: tuple[Cell, ...]
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One statistic of one period.

    `base` says whose total it is: tables of the same base have the same total. `heading` is what
    its rows are called, `unit` what is counted. `total` is None where a sum would mean nothing
    (months beside each other). Where `adds_across`, the last column is the sum of the others.
    """

    key: str
    title: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None
    base: str
    unit: str = "lượt kể"
    notes: tuple[str, ...] = ()
    adds_across: bool = False

    def row(self, key: str) -> Row:
        """A row by its key. Raises KeyError."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)

    def cell(self, row: str, column: str = ALL.key) -> Cell:
        """One number; 'total' is the row of totals. Raises KeyError."""
        line = self.total if row == TOTAL and self.total else self.row(row)
        return line.cells[self.column_index(column)]

    def column_index(self, key: str) -> int:
        """Where a column stands. Raises KeyError."""
        for index, column in enumerate(self.columns):
            if column.key == key:
                return index
        raise KeyError(key)

    def lines(self) -> Iterator[Row]:
        """All rows, and the total after them if there is one."""
        yield from self.rows
        if self.total is not None:
            yield self.total

    @property
    def hides_something(self) -> bool:
        """Whether any cell is hidden."""
        return any(cell is None for line in self.lines() for cell in line.cells)

    def with_cells(self, cells: Mapping[tuple[str, str], Cell]) -> "Table":
        """The same table with other numbers, by row key and column key."""

        def changed(line: Row) -> Row:
            new = tuple(cells[line.key, column.key] for column in self.columns)
            return replace(line, cells=new)

        total = changed(self.total) if self.total else None
        return replace(self, rows=tuple(changed(row) for row in self.rows), total=total)


TOTAL = "total"
"""The key of every row of totals, and so not that of any other row."""


@dataclass(frozen=True, slots=True)
class Split:
    """Reports by who has named their playbook."""

    officers: int = 0
    model: int = 0

    def __add__(self, other: "Split") -> "Split":
        """Both together."""
        return Split(self.officers + other.officers, self.model + other.model)

    @property
    def cells(self) -> tuple[int, int, int]:
        """As the columns BY_WHOM."""
        return self.officers, self.model, self.officers + self.model


@dataclass(frozen=True, slots=True)
class Line:
    """What a row of a split table is made from: all keys of the counts that belong to it."""

    key: str
    name: str
    within: tuple[str, ...] = field(default=())


REPORTS = "reports"
"""The base of most tables: all reports that are no duplicate and not dismissed."""


def split_table(
    key: str,
    title: str,
    heading: str,
    lines: Sequence[Line],
    counts: Mapping[str, Split],
    *,
    notes: tuple[str, ...] = (),
    base: str = REPORTS,
    within: tuple[str, ...] = (),
) -> Table:
    """A table with officers and model apart. Every count must have its line.

    `within` is what the total is a part of, if it is not that of all reports. Raises
    CountedNowhere.
    """
    if nowhere := counts.keys() - {line.key for line in lines}:
        raise CountedNowhere(key, sorted(nowhere))
    rows = tuple(
        Row(line.key, line.name, counts.get(line.key, Split()).cells, line.within) for line in lines
    )
    whole = sum(counts.values(), Split())
    total = Row(TOTAL, "Cộng", whole.cells, within)
    return Table(*(key, title, heading, BY_WHOM, rows, total, base), notes=notes, adds_across=True)


class CountedNowhere(Exception):
    """Có lượt kể không thuộc dòng nào của bảng, nên không lập báo cáo."""

    def __init__(self, table: str, keys: Sequence[str]) -> None:
        super().__init__(f"{self.__doc__} Bảng {table}: {', '.join(keys)}.")

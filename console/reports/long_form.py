"""All numbers of a report line by line, each with all that it needs to be understood alone.

The sheet «Dữ liệu» and the CSV are both this, so that a filter finds the same in either.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.statistics.report import Report
from casework.statistics.table import Cell, Column, Row, Table
from console.reports.explained import marks_of

HIDDEN_NOTE = "được che"

_USUAL_UNIT = "lượt kể"


@dataclass(frozen=True, slots=True)
class Line:
    """One number of one table; `remark` is said beside it."""

    table: Table
    row: Row
    column: Column
    value: Cell
    remark: str


def lines_of(report: Report) -> Iterator[Line]:
    """Every cell of every table, rows of totals included, in the order of the report."""
    marks = marks_of(report)
    for table in report.tables:
        unit = () if table.unit == _USUAL_UNIT else (f"đơn vị: {table.unit}",)
        for row in table.lines():
            for column, value in zip(table.columns, row.cells, strict=True):
                hidden = (HIDDEN_NOTE,) if value is None else ()
                yield Line(table, row, column, value, "; ".join((*hidden, *unit, *marks)))

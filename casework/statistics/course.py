"""How the reports go over time: month by month, by season, and the tricks compared."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from casework.statistics.period import MONTHS, Month
from casework.statistics.table import ALL, BY_WHOM, TOTAL, Cell, Column, Row, Table

SHOWN = MONTHS + 1
"""The month of the report, and the twelve before it: the same month a year ago is the first."""

OVER_TIME = ("compared", "trend", "season")
"""The tables that look at other periods too: they are no part of what is added up."""

Totals = Mapping[Month, tuple[Cell, ...]]
"""The cells BY_WHOM of all reports of a month."""

_EMPTY = "Tháng mà sổ chưa mở thì đếm là 0."


def trend(last: Month, of_months: Totals) -> Table:
    """The last thirteen months."""
    months = [last.later(-back) for back in reversed(range(SHOWN))]
    rows = tuple(Row(str(month), _name(month), of_months[month]) for month in months)
    return Table(
        *("trend", "Lượt kể theo tháng", "Tháng", BY_WHOM, rows, None, "months"),
        notes=(_EMPTY,),
        adds_across=True,
    )


def season(last: Month, of_months: Totals) -> Table:
    """Twelve months, each beside the same month of the year before."""
    months = [last.later(-back) for back in reversed(range(MONTHS))]
    rows = tuple(
        Row(str(month), _name(month), (of_months[month][-1], of_months[month.later(-MONTHS)][-1]))
        for month in months
    )
    columns = (Column("year", "Năm nay"), Column("year_before", "Cùng tháng năm trước"))
    return Table(
        *("season", "Lượt kể theo mùa trong năm", "Tháng", columns, rows, None, "seasons"),
        notes=(_EMPTY,),
    )


def compared(now: Table, before: Table, year_before: Table, length: int) -> Table:
    """The plan's tricks in this period, the one before, and the same one a year ago."""
    this, last = {
        1: ("Tháng này", "Tháng trước"),
        3: ("Quý này", "Quý trước"),
        MONTHS: ("Năm nay", "Năm trước"),
    }[length]
    columns = [Column("now", this), Column("before", last)]
    of = [now, before]
    if length < MONTHS:
        columns.append(Column("year_before", "Cùng kỳ năm trước"))
        of.append(year_before)
    rows = tuple(replace(row, cells=_side_by_side(row.key, of), within=()) for row in now.rows)
    total = Row(TOTAL, "Cộng", _side_by_side(TOTAL, of))
    return Table(
        key="compared",
        title="So sánh sáu thủ đoạn giữa các kỳ",
        heading="Thủ đoạn",
        columns=tuple(columns),
        rows=rows,
        total=total,
        base="compared",
        notes=("Chỉ so được khi cả hai kỳ đều không che số.",),
    )


def _side_by_side(row: str, of: Sequence[Table]) -> tuple[Cell, ...]:
    return tuple(table.cell(row, ALL.key) for table in of)


def _name(month: Month) -> str:
    return f"Tháng {month.number}/{month.year}"

"""Charts of Excel under two of the tables: they are drawn from the cells, and can be changed."""

from typing import Any, cast

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from casework.statistics.table import HIDDEN, Table
from console.reports.workbook_style import NUMBER
from console.reports.workbook_tables import HEADER, Page

UPRIGHT = {"trend": True, "by_category": False}
"""Which tables have a chart, and whether its bars stand."""

_MOVES = 2
"""With the cells above, but it keeps its size."""

# To be told apart on paper without colours too.
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#1F4E79"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#1F4E79", "bg_color": "#FFFFFF"}},
)


def add_chart(workbook: Workbook, page: Page, table: Table, below: int) -> None:
    """From row `below` on. Where the bar of a hidden cell would be, it says so.

    Parts are stacked only if all of them are shown: a bar without one of its parts would lie.
    """
    if table.key not in UPRIGHT or not any(row.cells[-1] for row in table.rows):
        return
    kind, upright = "column" if UPRIGHT[table.key] else "bar", UPRIGHT[table.key]
    last = len(table.columns) - 1
    parts = range(last) if table.adds_across else ()
    stacked = 0 < len(parts) <= len(_FILLS) and not _hides(table, *parts)
    chart = _chart(workbook, kind, stacked=stacked)
    for index, column in enumerate(parts if stacked else (last,)):
        chart.add_series(_series(page, table, column) | _FILLS[index])
    hides = not stacked and _hides(table, last)
    title = f"{table.title} ({HIDDEN} hay để trống: số được che)" if hides else table.title
    chart.set_title({"name": title, "overlay": False, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"} if stacked else {"none": True})
    numbers = {"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, "min": 0}
    numbers["num_format"] = NUMBER
    chart.set_y_axis(numbers if upright else {"reverse": True})
    if not upright:
        chart.set_x_axis(numbers)
    if hides:
        # Rows that a filter takes away would move the marks of hidden cells to other bars.
        chart.show_hidden_data()
    chart.set_size({"width": 720, "height": 400})
    said = f"Biểu đồ cột: {title}. Cùng số với bảng bên trên."
    page.sheet.insert_chart(below, 0, chart, {"description": said, "object_position": _MOVES})


def _chart(workbook: Workbook, kind: str, *, stacked: bool) -> Chart:
    how = {"type": kind, **({"subtype": "stacked"} if stacked else {})}
    # Of a kind that it does not know, xlsxwriter would make none.
    return cast("Chart", workbook.add_chart(how))


def _hides(table: Table, *columns: int) -> bool:
    return any(row.cells[column] is None for row in table.rows for column in columns)


def _series(page: Page, table: Table, column: int) -> dict[str, Any]:
    """`values_data` is what is drawn before Excel has looked at the cells: without a 0 for '*'."""
    first, final = HEADER + 1, HEADER + len(table.rows)
    values = [row.cells[column] for row in table.rows]
    marks = [{"value": HIDDEN} if value is None else None for value in values]
    labels = {"value": True, **({"custom": marks} if any(marks) else {})}
    alone = len(table.columns) - 1 == column
    return {
        "name": [page.name, HEADER, column + 1],
        "categories": [page.name, first, 0, final, 0],
        "values": [page.name, first, column + 1, final, column + 1],
        "values_data": values,
        "gap": 60,
        "border": {"color": "#1F4E79"},
        **({"data_labels": labels} if alone else {}),
    }

"""One statistic on a sheet of its own, as a table of Excel: live filters, and a row of totals.

The totals stand under the table, so that no filter takes them for a row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from casework.statistics.report import Report
from casework.statistics.table import HIDDEN, Cell, Row, Table
from console.reports.explained import HIDDEN_HERE, marks_of
from console.reports.workbook_style import (
    Styles,
    set_paper,
    width_of_names,
    width_of_numbers,
    write_headings,
    write_wrapped,
)

COVER = "Tổng hợp"

HEADER = 4
"""The row of headings, counted from 0; above it stand title, period, marks and the way back."""

_MISREAD = re.compile(r"(?<=_)(?=x[0-9a-fA-F]_)")
_SUM_OF_WHAT_IS_SEEN = 109
_THIN = 4.0
_TABLE_STYLE = "Table Style Light 1"

_FOLLOWS = "Dòng cộng theo bộ lọc: chỉ cộng các dòng đang hiện."
_FOLLOWS_IN_PART = (
    "Dòng cộng theo bộ lọc, trừ cột có ô được che: ở đó là số của cả kỳ, bộ lọc không đổi."
)
_STANDS = "Dòng cộng là số của cả kỳ, bộ lọc không đổi."


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that is being written, and by what it is called."""

    sheet: Worksheet
    name: str
    report: Report
    styles: Styles

    def head(self, title: str, about: str) -> None:
        """The rows above the headings; the same on every sheet."""
        self.sheet.write_string(0, 0, title, self.styles.title)
        self.sheet.write_string(1, 0, about, self.styles.plain)
        marks = " · ".join(marks_of(self.report)).upper()
        self.sheet.write_string(2, 0, marks, self.styles.mark)
        address = f"internal:'{COVER}'!A1"
        self.sheet.write_url(3, 0, address, self.styles.link, f"Về trang {COVER}")

    def cell(self, row: int, column: int, value: Cell, *, total: bool = False) -> None:
        """A number; a hidden one is written as such, never as nothing and never as 0."""
        styles = self.styles
        if value is None:
            style = styles.total_hidden if total else styles.hidden
            self.sheet.write_string(row, column, HIDDEN, style)
        else:
            style = styles.total_number if total else styles.number
            self.sheet.write_number(row, column, value, style)

    def word(self, row: int, column: int, text: str) -> None:
        """A key or a name. LibreOffice would read '_xa_' as an escaped line break: kept apart."""
        plain, parts = self.styles.plain, _MISREAD.split(text)
        if len(parts) == 1:
            self.sheet.write_string(row, column, text, plain)
        else:
            formatted = [piece for part in parts for piece in (plain, part)]
            self.sheet.write_rich_string(row, column, *formatted, plain)

    def filtered(
        self, key: str, headings: Sequence[str], widths: Sequence[float], rows: int
    ) -> None:
        """The headings, and a table of Excel of the rows under them; it knows none without rows."""
        sheet, style = self.sheet, self.styles.header
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if rows:
            columns = [{"header": heading, "header_format": style} for heading in headings]
            options = {"name": f"bang_{key}", "columns": columns, "style": _TABLE_STYLE}
            sheet.add_table(HEADER, 0, HEADER + rows, len(headings) - 1, options)
        write_headings(sheet, HEADER, headings, widths, style)
        set_paper(sheet, self.report, len(headings), HEADER)


def write_table(page: Page, table: Table) -> int:
    """Title, table, totals, notes. Returns the first row that is still free."""
    sheet = page.sheet
    page.head(table.title, f"Kỳ: {page.report.span.name}. Đơn vị: {table.unit}.")
    headings = [table.heading, *(column.name for column in table.columns)]
    widths = [width_of_names([line.name for line in table.lines()])]
    widths += [width_of_numbers(column.name) for column in table.columns]
    page.filtered(table.key, headings, widths, len(table.rows))
    for at, line in enumerate(table.rows, start=HEADER + 1):
        sheet.write_string(at, 0, line.name, page.styles.name)
        for column, value in enumerate(line.cells, start=1):
            page.cell(at, column, value)
    below = HEADER + len(table.rows) + 1
    sheet.set_row(below, _THIN)
    if table.total is not None:
        below += 1
        _write_total(page, table, table.total, below)
    for note in ("", *_notes(table)):
        below += 1
        write_wrapped(sheet, below, widths, note, page.styles.wrapped)
    sheet.freeze_panes(HEADER + 1, 1)
    return below + 1


def _write_total(page: Page, table: Table, total: Row, at: int) -> None:
    page.sheet.write_string(at, 0, total.name, page.styles.total_name)
    for column, value in enumerate(total.cells, start=1):
        if value is None or not _follows(table, column - 1):
            page.cell(at, column, value, total=True)
            continue
        cells = xl_range(HEADER + 1, column, HEADER + len(table.rows), column)
        formula = f"=SUBTOTAL({_SUM_OF_WHAT_IS_SEEN},{cells})"
        page.sheet.write_formula(at, column, formula, page.styles.total_number, value)


def _follows(table: Table, column: int) -> bool:
    """Whether a sum of the rows that are seen would be right: none of them is hidden."""
    return bool(table.rows) and all(row.cells[column] is not None for row in table.rows)


def _notes(table: Table) -> list[str]:
    follow = [_follows(table, column) for column in range(len(table.columns))]
    notes = list(table.notes)
    if table.hides_something:
        notes.insert(0, HIDDEN_HERE)
    if table.total is not None and table.rows:
        notes.append(_FOLLOWS if all(follow) else _FOLLOWS_IN_PART if any(follow) else _STANDS)
    return notes

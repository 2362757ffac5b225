"""A report as a workbook: a first sheet that leads to all others, and a sheet for each table.

No cell is ever guessed at: a name that begins like a formula or an address stays a text. The only
formulas are the sums under the tables.
"""

import io

import xlsxwriter

from casework.statistics.report import Report
from casework.statistics.table import HIDDEN
from console import wording
from console.reports.explained import COUNTED, HIDDEN_HERE, MEANS, marks_of
from console.reports.long_form import lines_of
from console.reports.sheet import made_at
from console.reports.workbook_baseline import write_baseline
from console.reports.workbook_charts import add_chart
from console.reports.workbook_style import (
    FONT,
    Styles,
    set_paper,
    sheet_name,
    write_headings,
    write_wrapped,
)
from console.reports.workbook_tables import COVER, HEADER, Page, write_table

DATA, BASELINE = "Dữ liệu", "Mốc so sánh"

_HEADINGS = ("Mã bảng", "Bảng", "Mã dòng", "Dòng", "Mã cột", "Cột", "Số", "Ghi chú")
_WIDTHS = (18, 48, 32, 48, 12, 24, 10, 28)
_COVER_WIDTHS = (34, 62, 12)

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def render(report: Report) -> bytes:
    """The same report gives the same bytes, whenever and wherever it is written."""
    file = io.BytesIO()
    # Into what it is given here, xlsxwriter writes: each workbook gets its own.
    options = {**_OPTIONS, "default_format_properties": dict(FONT)}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties(
            {
                "title": f"Cảnh Giác: số liệu {report.span.name}",
                "author": "Cảnh Giác",
                "created": made_at(report.span).replace(tzinfo=None),
            }
        )
        styles = Styles.of(workbook)
        names = [sheet_name(number, table) for number, table in enumerate(report.tables, start=1)]
        pages = {
            name: Page(workbook.add_worksheet(name), name, report, styles)
            for name in (COVER, *names, DATA, BASELINE)
        }
        _write_cover(pages[COVER], names)
        for name, table in zip(names, report.tables, strict=True):
            below = write_table(pages[name], table)
            add_chart(workbook, pages[name], table, below + 1)
        _write_lines(pages[DATA])
        write_baseline(pages[BASELINE])
    return file.getvalue()


def _write_cover(page: Page, names: list[str]) -> None:
    """What the numbers are, and where they stand."""
    report, sheet, styles = page.report, page.sheet, page.styles
    for column, width in enumerate(_COVER_WIDTHS):
        sheet.set_column(column, column, width)
    days = report.span.period
    sheet.write_string(0, 0, f"Số liệu lượt kể {report.span.name}", styles.title)
    said = [f"Từ {wording.day(days.first)} đến hết {wording.day(days.last)}.", _how_many(report)]
    said.append(COUNTED)
    if report.protected:
        said.append(HIDDEN_HERE)
    row = 1
    for mark in marks_of(report):
        sheet.write_string(row, 0, f"{mark.upper()}: {MEANS[mark]}", styles.mark)
        row += 1
    for text in said:
        write_wrapped(sheet, row, _COVER_WIDTHS, text, styles.wrapped)
        row += 1
    row += 1
    headings = ("Trang", "Nội dung", "Đơn vị")
    write_headings(sheet, row, headings, _COVER_WIDTHS, styles.header)
    contents = [(table.title, table.unit) for table in report.tables]
    contents.append(("Tất cả các số trên, mỗi số một dòng, để lọc", ""))
    contents.append((report.baseline.name, "tin báo"))
    for name, (title, unit) in zip((*names, DATA, BASELINE), contents, strict=True):
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link, name)
        sheet.write_string(row, 1, title, styles.name)
        sheet.write_string(row, 2, unit, styles.name)
    set_paper(sheet, report, len(_COVER_WIDTHS), None)


def _how_many(report: Report) -> str:
    if report.reports is None:
        return f"Số lượt kể trong kỳ: {HIDDEN} (được che, vì quá ít)."
    if not report.reports:
        return "Trong kỳ này không có lượt kể nào."
    return f"Số lượt kể trong kỳ: {wording.number(report.reports)}."


def _write_lines(page: Page) -> None:
    """All numbers under each other, totals too: 'total' and 'all' are keys to filter by."""
    lines = list(lines_of(page.report))
    about = f"Kỳ: {page.report.span.name}. Dòng mã «total» và cột mã «all» đã là số cộng."
    page.head("Tất cả các số, mỗi số một dòng", about)
    page.filtered("du_lieu", _HEADINGS, _WIDTHS, len(lines))
    # Keys stay text, those of hours and communes too.
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:F{HEADER + 1 + len(lines)}"})
    for at, line in enumerate(lines, start=HEADER + 1):
        words = (line.table.key, line.table.title, line.row.key, line.row.name)
        for column, word in enumerate((*words, line.column.key, line.column.name)):
            page.word(at, column, word)
        page.cell(at, len(_HEADINGS) - 2, line.value)
        page.sheet.write_string(at, len(_HEADINGS) - 1, line.remark, page.styles.remark)
    page.sheet.freeze_panes(HEADER + 1, 0)

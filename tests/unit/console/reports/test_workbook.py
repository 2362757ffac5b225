import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from casework.statistics.period import Span
from casework.statistics.report import Report
from casework.statistics.table import ALL, HIDDEN, TOTAL, Column, Row, Table
from console.reports import workbook
from console.reports.workbook import BASELINE, DATA
from console.reports.workbook_style import LONGEST_SHEET_NAME, sheet_name
from console.reports.workbook_tables import COVER, HEADER
from tests.unit.console.reports.made_up import (
    EVIL,
    REPORTS,
    empty_report,
    fingerprint,
    fingerprint_elsewhere,
    hidden_report,
    open_report,
    report_of,
)

FIRST = HEADER + 2
"""The first row under the headings, as Excel counts."""


def opened(report: Report, *, values: bool = True) -> Any:  # noqa: ANN401  # openpyxl has no types
    """The workbook as openpyxl reads it: with the cached values, or with the formulas."""
    return openpyxl.load_workbook(io.BytesIO(workbook.render(report)), data_only=values)


def sheets_of(report: Report, *, values: bool = True) -> list[tuple[Table, Any]]:
    names = [sheet_name(number, table) for number, table in enumerate(report.tables, start=1)]
    book = opened(report, values=values)
    return [(table, book[name]) for name, table in zip(names, report.tables, strict=True)]


def parts(report: Report) -> dict[str, str]:
    """The files inside, by name."""
    with zipfile.ZipFile(io.BytesIO(workbook.render(report))) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def as_shown(line: Row) -> tuple[object, ...]:
    return (line.name, *(HIDDEN if cell is None else cell for cell in line.cells))


def everything_said(sheet: Any) -> str:  # noqa: ANN401  # openpyxl has no types
    said = (cell for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join(cell for cell in said if isinstance(cell, str))


@pytest.mark.parametrize("name", REPORTS)
def test_every_table_can_be_read_back_cell_for_cell(name: str) -> None:
    for table, sheet in sheets_of(REPORTS[name]()):
        rows = list(sheet.iter_rows(values_only=True, max_col=len(table.columns) + 1))
        assert rows[HEADER] == (table.heading, *(column.name for column in table.columns))
        first = HEADER + 1
        assert rows[first : first + len(table.rows)] == [as_shown(row) for row in table.rows]
        if table.total:
            assert rows[first + len(table.rows) + 1] == as_shown(table.total)


@pytest.mark.parametrize("name", REPORTS)
def test_all_lines_can_be_read_back(name: str) -> None:
    report = REPORTS[name]()
    rows = list(opened(report)[DATA].iter_rows(values_only=True, min_row=FIRST))
    assert [row[:7] for row in rows] == [
        (
            *(table.key, table.title, line.key, line.name, column.key, column.name),
            HIDDEN if value is None else value,
        )
        for table in report.tables
        for line in table.lines()
        for column, value in zip(table.columns, line.cells, strict=True)
    ]


def test_every_table_has_live_filters_over_its_rows_and_not_over_its_total() -> None:
    for table, sheet in sheets_of(open_report()):
        (one,) = sheet.tables.values()
        last = chr(ord("A") + len(table.columns))
        assert (
            one.ref == one.autoFilter.ref == f"A{HEADER + 1}:{last}{HEADER + 1 + len(table.rows)}"
        )
        assert one.name == f"bang_{table.key}"
        assert sheet.freeze_panes == f"B{FIRST}"
    assert opened(open_report())[DATA].tables["bang_du_lieu"].autoFilter


def test_a_total_follows_the_filter_and_has_its_value_before_that() -> None:
    (table, sheet), *_ = sheets_of(open_report(), values=False)
    under = FIRST + len(table.rows) + 1
    assert sheet[f"D{under}"].value == f"=SUBTOTAL(109,D{FIRST}:D{under - 2})"
    (table, sheet), *_ = sheets_of(open_report())
    assert sheet[f"D{under}"].value == table.cell(TOTAL)
    assert "theo bộ lọc: chỉ cộng các dòng đang hiện" in everything_said(sheet)


@pytest.mark.parametrize("name", REPORTS)
def test_over_a_hidden_cell_nothing_is_summed(name: str) -> None:
    for table, sheet in sheets_of(REPORTS[name](), values=False):
        if table.total is None:
            continue
        for index, total in enumerate(table.total.cells):
            all_shown = all(row.cells[index] is not None for row in table.rows) and table.rows
            kind = sheet.cell(FIRST + len(table.rows) + 1, index + 2).data_type
            assert kind == ("f" if all_shown else "s" if total is None else "n")


def test_a_hidden_total_is_no_number_either() -> None:
    hidden = Table(
        *("k", "T", "H", (ALL,), (Row("a", "A", (None,)), Row("b", "B", (7,)))),
        *(Row(TOTAL, "Cộng", (None,)), "k"),
    )
    _, (_, sheet) = sheets_of(replace(hidden_report(), tables=(hidden_report().tables[0], hidden)))
    assert sheet[f"B{FIRST + 3}"].value == HIDDEN
    assert "Dòng cộng là số của cả kỳ" in everything_said(sheet)


def test_no_hidden_cell_stands_anywhere_as_a_number() -> None:
    report = hidden_report()
    for table, sheet in sheets_of(report):
        for at, line in enumerate(table.rows, start=FIRST):
            for column, value in enumerate(line.cells, start=2):
                cell = sheet.cell(at, column)
                assert (cell.data_type == "s") == (value is None)
                assert cell.alignment.horizontal == ("right" if value is None else None)


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    sheet = next(s for t, s in sheets_of(open_report(), values=False) if t.key == "by_commune")
    names = {cell.value: cell.data_type for (cell,) in sheet.iter_rows(max_col=1)}
    lines = opened(open_report(), values=False)[DATA].iter_rows(min_col=4, max_col=4)
    everywhere = {cell.value: cell.data_type for (cell,) in lines}
    for evil in EVIL:
        assert names[evil] == everywhere[evil] == "s"


def test_titles_and_headings_that_look_like_formulas_stay_text() -> None:
    evil = Table(
        *("k", "=1+1", "+2", (Column("c", "@SUM(A1)"),), (Row("=r", "-1", (1,)),), None, "k"),
        notes=("=3",),
    )
    book = opened(replace(empty_report(), tables=(*empty_report().tables, evil)), values=False)
    formulas = {
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas
    assert all(formula.startswith("=SUBTOTAL(109,") for formula in formulas)


def test_the_first_sheet_leads_to_all_others() -> None:
    report = open_report()
    book = opened(report)
    cover, *others = book.sheetnames
    assert cover == COVER
    assert others[-2:] == [DATA, BASELINE]
    places = {cell.hyperlink.location for row in book[COVER] for cell in row if cell.hyperlink}
    assert places == {f"'{name}'!A1" for name in others}
    for name in others:
        assert book[name]["A4"].hyperlink.location == f"'{COVER}'!A1"
    said = everything_said(book[COVER])
    assert "Số lượt kể trong kỳ: 2.311." in said
    assert "Từ 01/10/2026 đến hết 31/10/2026." in said
    assert "chưa phải tố giác" in said


def test_marks_stand_on_every_sheet_and_on_every_printed_page() -> None:
    book = opened(open_report())
    cover = everything_said(book[COVER])
    assert "TẠM TÍNH: tháng chưa chốt" in cover
    assert "NỘI BỘ: có ô dưới 5" in cover
    assert "VÍ DỤ: có số liệu ví dụ, không phải của người dân thật" in cover
    for name in book.sheetnames[1:]:
        assert book[name]["A3"].value == "TẠM TÍNH · NỘI BỘ · VÍ DỤ"
    for sheet in book:
        assert "TẠM TÍNH - NỘI BỘ - VÍ DỤ" in sheet.oddFooter.left.text


def test_a_report_that_may_be_published_bears_no_mark() -> None:
    files = parts(hidden_report())
    assert not [name for name, text in files.items() if re.search("TẠM TÍNH|NỘI BỘ|VÍ DỤ", text)]


def test_a_period_without_reports_and_one_with_too_few_are_told_apart() -> None:
    assert "Trong kỳ này không có lượt kể nào." in everything_said(opened(empty_report())[COVER])
    few = hidden_report().table("by_category")
    cells = {(line.key, column.key): None for line in few.lines() for column in few.columns}
    said = everything_said(opened(report_of(few.with_cells(cells)))[COVER])
    assert "Số lượt kể trong kỳ: * (được che" in said


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    title = "Lượt kể theo [mọi] thứ: a/b\\c? * 'd' và một cái tên dài không sao tả xiết"
    table = Table("k", title, "H", (ALL,), (), None, "k")
    names = [sheet_name(number, table) for number in range(1, 40)]
    assert len(set(names)) == len(names)
    assert all(len(name) <= LONGEST_SHEET_NAME for name in names)
    assert not re.search(r"[\[\]:*?/\\']", "".join(names))
    assert names[0] == "1. Theo mọi thứ a b c d và một…"


def test_the_baseline_stands_there_with_both_sums_and_its_note() -> None:
    report = open_report()
    sheet = opened(report)[BASELINE]
    values = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert values["Tổng văn bản nêu"][0] == 50
    assert values["Cộng sáu thủ đoạn"][0] == 51
    said, share, now, share_now = values["Giả danh cơ quan tư pháp"]
    assert (said, share, now) == (8, 8 / 51, 927)
    assert share_now == 927 / (2311 - 128)
    assert report.baseline.note in everything_said(sheet)


def test_shares_of_the_period_are_not_told_beside_a_hidden_cell() -> None:
    sheet = opened(hidden_report())[BASELINE]
    rows = list(sheet.iter_rows(values_only=True, min_row=FIRST, max_row=FIRST + 5))
    assert HIDDEN in [row[3] for row in rows]
    assert {row[4] for row in rows} == {"–"}


def test_charts_are_drawn_from_the_cells_and_leave_hidden_ones_out() -> None:
    charts = [text for name, text in parts(hidden_report()).items() if "/charts/chart" in name]
    by_category, trend = charts
    values = by_category.split("<c:val>")[1]
    assert "$D$6:$D$12</c:f>" in values
    # Two tricks and the unknown ones are hidden, and what is known to be 0 is not.
    assert re.findall(r'<c:pt idx="(\d)"><c:v>(\d+)', values) == [
        *[("0", "27"), ("1", "13"), ("2", "7"), ("5", "0")]
    ]
    assert by_category.count("<a:t>*</a:t>") == 3
    assert "(* hay để trống: số được che)" in by_category
    assert '<c:grouping val="stacked"/>' in trend
    assert trend.count("<c:ser>") == 2


def test_nothing_is_drawn_of_a_period_without_reports() -> None:
    assert not [name for name in parts(empty_report()) if "chart" in name]


def test_libre_office_reads_keys_as_they_are() -> None:
    """It takes '_xa_' for an escaped line break."""
    assert "_xa_" not in parts(open_report())["xl/sharedStrings.xml"]
    keys = {row[2] for row in opened(open_report())[DATA].iter_rows(values_only=True)}
    assert "mua_hang_mang_xa_hoi" in keys


def test_the_file_is_as_old_as_the_end_of_its_period() -> None:
    for written, moment in (
        ("2026-10", datetime(2026, 10, 31, 17)),  # noqa: DTZ001  # openpyxl: UTC, unsaid
        ("2026-Q4", datetime(2026, 12, 31, 17)),  # noqa: DTZ001  # the same
    ):
        properties = opened(replace(open_report(), span=Span.parse(written))).properties
        assert (properties.created, properties.modified) == (moment, moment)
        assert properties.creator == properties.lastModifiedBy == "Cảnh Giác"


def test_the_same_report_gives_the_same_bytes_here_and_elsewhere() -> None:
    here = fingerprint(workbook.render(hidden_report()))
    assert here == fingerprint(workbook.render(hidden_report()))
    assert [here] * 2 == [fingerprint_elsewhere("workbook", seed) for seed in ("1", "2")]

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given

from casework.statistics.report import Report
from casework.statistics.table import ALL, Row, Table
from console.reports import plain_csv
from console.reports.plain_csv import HEADINGS
from console.spreadsheet_cells import harmless
from tests.unit.console.reports.made_up import (
    EVIL,
    REPORTS,
    any_report,
    empty_report,
    fingerprint,
    fingerprint_elsewhere,
    hidden_report,
    open_report,
    report_of,
)


def read(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def expected(report: Report) -> list[tuple[str, ...]]:
    """Every cell of every table, as the CSV shall have it; without the notes."""
    return [
        (
            report.span.name,
            *map(harmless, (table.key, table.title, line.key, line.name, column.key, column.name)),
            "" if value is None else str(value),
        )
        for table in report.tables
        for line in table.lines()
        for column, value in zip(table.columns, line.cells, strict=True)
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_every_number_of_every_table_can_be_read_back(name: str) -> None:
    report = REPORTS[name]()
    rows = read(plain_csv.render(report))
    assert [tuple(row[heading] for heading in HEADINGS[:-1]) for row in rows] == expected(report)


@given(report=any_report())
def test_whatever_the_tables_are_called_they_can_be_read_back(report: Report) -> None:
    rows = read(plain_csv.render(report))
    assert [tuple(row[heading] for heading in HEADINGS[:-1]) for row in rows] == expected(report)


def test_excel_sees_the_tones_and_every_line_ends_as_it_expects() -> None:
    file = plain_csv.render(hidden_report())
    assert file.startswith("\ufeffKỳ,Mã bảng,Bảng,Mã dòng,Dòng,Mã cột,Cột,Số,Ghi chú\r\n".encode())
    assert file.count(b"\n") == file.count(b"\r\n") == len(read(file)) + 1
    assert "Giả danh cơ quan tư pháp".encode() in file


def test_a_hidden_number_is_empty_and_the_note_says_so() -> None:
    rows = read(plain_csv.render(hidden_report()))
    hidden = [row for row in rows if "được che" in row["Ghi chú"]]
    assert hidden
    assert {row["Số"] for row in hidden} == {""}
    assert all(row["Số"].isdigit() for row in rows if row not in hidden)


def test_a_row_torn_out_still_says_that_it_is_not_to_be_published() -> None:
    notes = {row["Ghi chú"] for row in read(plain_csv.render(open_report()))}
    assert notes == {
        "tạm tính; nội bộ; ví dụ",
        "đơn vị: vụ; tạm tính; nội bộ; ví dụ",
    }


def test_a_report_that_may_be_published_bears_no_mark() -> None:
    notes = {row["Ghi chú"] for row in read(plain_csv.render(hidden_report()))}
    assert notes == {"", "được che", "đơn vị: vụ"}


def test_the_period_is_no_date_to_a_spreadsheet() -> None:
    periods = {row["Kỳ"] for row in read(plain_csv.render(empty_report()))}
    assert periods == {"tháng 10 năm 2026"}


def test_no_name_becomes_a_formula() -> None:
    names = {row["Dòng"] for row in read(plain_csv.render(open_report()))}
    assert names >= {f"'{evil}" for evil in EVIL}
    assert not names & set(EVIL)


def test_no_title_and_no_heading_becomes_a_formula() -> None:
    evil = Table(
        *("k", "=1+1", "=2", (replace(ALL, name="@SUM(A1)"),), (Row("r", "\t=1", (1,)),)),
        *(None, "k"),
    )
    (row,) = read(plain_csv.render(report_of(evil)))
    assert (row["Bảng"], row["Cột"], row["Dòng"]) == ("'=1+1", "'@SUM(A1)", "'\t=1")


def test_the_same_report_gives_the_same_bytes_here_and_elsewhere() -> None:
    here = fingerprint(plain_csv.render(hidden_report()))
    assert here == fingerprint(plain_csv.render(hidden_report()))
    assert [here] * 2 == [fingerprint_elsewhere("plain_csv", seed) for seed in ("1", "2")]

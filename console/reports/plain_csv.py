"""A report as one CSV, long form: a row a number, and each row tells by itself what it is.

UTF-8 with a mark at its beginning, so that Excel shows the tones; lines end as RFC 4180 has them.
"""

import csv
import io

from casework.statistics.report import Report
from console.reports.long_form import lines_of
from console.spreadsheet_cells import harmless

HEADINGS = (
    *("Kỳ", "Mã bảng", "Bảng", "Mã dòng", "Dòng", "Mã cột", "Cột"),
    *("Số", "Ghi chú"),
)

BOM = "\ufeff"


def render(report: Report) -> bytes:
    """The period is said in words: of '2026-10' Excel would make a date.

    A hidden number is no number: the cell is empty, and the note says why.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for line in lines_of(report):
        named = (line.table.key, line.table.title, line.row.key, line.row.name)
        words = (report.span.name, *named, line.column.key, line.column.name)
        number = "" if line.value is None else str(line.value)
        writer.writerow((*map(harmless, words), number, line.remark))
    return (BOM + file.getvalue()).encode()

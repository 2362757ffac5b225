"""How the sheets of a report's workbook look on the screen and on paper."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from casework.statistics.report import Report
from casework.statistics.table import Table
from console.reports.explained import marks_of

NUMBER = "#,##0"
"""Each Excel shows it in its own way: 1.234 in a Vietnamese one."""

LONGEST_SHEET_NAME = 31

FONT = MappingProxyType({"font_name": "Arial", "font_size": 11})
"""Every office has it, or one of the same widths."""

_A4 = 9
_LINE = 15.0
_LETTERS_A_WIDTH = 1.25
"""Excel measures columns by its digits; the letters of a sentence are narrower."""

_MANY_COLUMNS = 6
_WIDEST = 64
_GREY = "#595959"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of cells. A hidden cell is grey and stands where a number would."""

    title: Format
    plain: Format
    remark: Format
    mark: Format
    wrapped: Format
    link: Format
    header: Format
    name: Format
    number: Format
    share: Format
    hidden: Format
    total_name: Format
    total_number: Format
    total_hidden: Format

    @classmethod
    def of(cls, workbook: Workbook) -> "Styles":
        """The formats, made in a workbook."""

        def made(**properties: object) -> Format:
            return workbook.add_format({"valign": "top", **properties})

        hidden = {"align": "right", "font_color": _GREY}
        total = {"bold": True, "top": 1, "bottom": 1}
        heading = {"bold": True, "text_wrap": True, "bg_color": "#D9D9D9", "border": 1}
        return cls(
            title=made(bold=True, font_size=14),
            plain=made(),
            remark=made(indent=1),
            mark=made(bold=True, font_color="#C00000"),
            wrapped=made(text_wrap=True),
            link=made(underline=1, font_color="#0563C1"),
            header=made(**heading | {"valign": "vcenter"}),
            name=made(text_wrap=True),
            number=made(num_format=NUMBER),
            share=made(num_format="0.0%"),
            hidden=made(**hidden),
            total_name=made(text_wrap=True, **total),
            total_number=made(num_format=NUMBER, **total),
            total_hidden=made(**hidden | total),
        )


def sheet_name(number: int, table: Table) -> str:
    """As short as Excel wants it; with its number, no two are the same."""
    title = re.sub(f"^{re.escape(table.unit)} ", "", table.title, flags=re.IGNORECASE)
    words = _FORBIDDEN.sub(" ", f"{number}. {title[:1].upper()}{title[1:]}")
    return textwrap.shorten(words, LONGEST_SHEET_NAME, placeholder="…")


def width_of_numbers(heading: str) -> float:
    """Room for the button of the filter, and for the heading on two or three lines."""
    longest_word = max(map(len, heading.split()), default=0)
    return max(longest_word + 4, min(len(heading) / 2 + 4, 18), 9)


def width_of_names(names: Sequence[str]) -> float:
    """So wide that most names stand on one line; the longest are wrapped."""
    return min(max(20, *(len(name) + 2 for name in names)), _WIDEST)


def write_wrapped(
    sheet: Worksheet, row: int, widths: Sequence[float], text: str, style: Format
) -> None:
    """A text over several columns. Excel does not heighten merged cells by itself."""
    sheet.set_row(row, _height(text, sum(widths)))
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
    sheet.write_string(row, 0, text, style)


def write_headings(
    sheet: Worksheet, row: int, headings: Sequence[str], widths: Sequence[float], style: Format
) -> None:
    """With all their lines in sight, whatever opens the file."""
    highest = max(_height(h, w - 3) for h, w in zip(headings, widths, strict=True))
    sheet.set_row(row, highest + 4)
    for column, heading in enumerate(headings):
        sheet.write_string(row, column, heading, style)


def _height(text: str, width: float) -> float:
    lines = textwrap.wrap(text, max(int(width * _LETTERS_A_WIDTH), 1))
    return _LINE * max(len(lines), 1)


def set_paper(sheet: Worksheet, report: Report, columns: int, header: int | None) -> None:
    """One page wide; the heading again on each page, and the marks at the foot of each."""
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    if columns > _MANY_COLUMNS:
        sheet.set_landscape()
    if header is not None:
        sheet.repeat_rows(header)
    marks = " - ".join((report.span.name, *marks_of(report))).upper()
    sheet.set_footer(f"&L{marks}&RTrang &P/&N")

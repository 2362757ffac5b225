"""The report as a PDF, in the form of Decree 30/2020/NĐ-CP, from the same content as the Word file.

Text reaches the typesetter as data, never as its source. Only the fonts beside this module are
used, so that every machine prints the same. The PDF is tagged: PDF/UA-1 for screen readers.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from casework.statistics.report import Report
from console.reports import heading, sheet
from console.reports.blocks import Block, Mark, Picture, TableBlock
from console.reports.heading import Letterhead
from console.reports.pictures import FONTS, svg
from console.reports.word_document import title_of

STANDARD: Final = "ua-1"

_FORM = Path(__file__).parent / "typst" / "report.typ"


class NotPrinted(Exception):
    """Không lập được tệp PDF; hãy lấy tệp Word, và báo người quản trị."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{self.__doc__} ({why})")


def render(content: Sequence[Block], letterhead: Letterhead, report: Report) -> bytes:
    """The same content, letterhead and period give the same bytes. Raises NotPrinted."""
    told = {
        "title": title_of(content),
        "marks": [block.text for block in content if isinstance(block, Mark)],
        "blocks": list(_told(content)),
        "heading": _heading(letterhead),
        "sheet": _sheet(),
    }
    try:
        made = typst.compile(
            _FORM,
            format="pdf",
            font_paths=_fonts(),
            sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
            pdf_standards=STANDARD,
            timestamp=sheet.made_at(report.span),
        )
    except typst.TypstError as error:
        raise NotPrinted(error.message) from error
    return made


def _told(content: Sequence[Block]) -> Iterator[dict[str, Any]]:
    for block in content:
        told = {"block": type(block).__name__, **asdict(block)}
        match block:
            case Mark():
                continue
            case TableBlock():
                widths = sheet.widths(block.headings)
                told["widths"] = [widths.names, *[widths.numbers] * (len(block.headings) - 1)]
                told["stays"] = len(block.lines) <= sheet.SHORT
            case Picture():
                told["drawn"] = svg(block).decode()
        yield told


def _heading(letterhead: Letterhead) -> dict[str, Any]:
    return {
        "parent": letterhead.parent_line,
        "office": letterhead.office_line,
        "number": heading.NUMBER,
        "nation": heading.NATION,
        "motto": heading.MOTTO,
        "place": letterhead.place_line,
        "recipients": heading.RECIPIENTS,
        "recipient_lines": heading.RECIPIENT_LINES,
        "signer": letterhead.signer_line,
        "name": heading.BLANK,
    }


def _sheet() -> dict[str, float]:
    """The measures of the sheet, under their names in small letters."""
    names = (
        *("TOP", "BOTTOM", "LEFT", "RIGHT", "TEXT_WIDTH", "LEFT_HALF", "RIGHT_HALF"),
        *("OFFICE_LINE", "MOTTO_LINE", "BODY", "SMALL", "NATION", "MOTTO", "TABLE_TYPE"),
    )
    return {name.lower(): getattr(sheet, name) for name in names}


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])

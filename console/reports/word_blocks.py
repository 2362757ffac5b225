"""Puts the blocks of a document into Word, one after the other."""

import io
from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Row

from console.reports import sheet
from console.reports.blocks import (
    Block,
    Heading,
    Kind,
    Mark,
    Paragraph,
    Picture,
    TableBlock,
    TableLine,
    Title,
)
from console.reports.pictures import png
from console.reports.word_form import CENTRE, FIRST_LINE, JUSTIFIED, set_widths, tighten
from console.reports.word_xml import (
    describe_picture,
    describe_table,
    draw_frame,
    keep_whole,
    repeat,
    shade,
)

_HEAD = "E7E6E6"


def add_block(document: WordDocument, block: Block) -> None:
    """One block at the end of the document."""
    match block:
        case Mark():
            _add_mark(document, block)
        case Title():
            _add_title(document, block)
        case Heading():
            document.add_paragraph(block.text, f"Heading {block.level}")
        case Paragraph():
            _add_paragraph(document, block)
        case TableBlock():
            _add_table(document, block)
        case Picture():
            _add_picture(document, block)


def _add_mark(document: WordDocument, mark: Mark) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(mark.text).bold = True
    paragraph.alignment = CENTRE
    draw_frame(paragraph)


def _add_title(document: WordDocument, title: Title) -> None:
    for text, style, before, after in (
        (title.name, "Title", 14, 0),
        (title.about, "Normal", 0, 10),
    ):
        paragraph = document.add_paragraph(style=style)
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(sheet.MOTTO)
        paragraph.alignment = CENTRE
        tighten(paragraph)
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.space_after = Pt(after)


def _add_paragraph(document: WordDocument, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    if block.opening:
        paragraph.add_run(f"{block.opening} ").bold = True
    run = paragraph.add_run(block.text)
    paragraph.alignment = JUSTIFIED
    paragraph.paragraph_format.first_line_indent = FIRST_LINE
    if block.kind is Kind.ITEM:
        paragraph.paragraph_format.space_after = Pt(3)
    if block.kind is Kind.NOTE:
        run.italic, run.font.size = True, Pt(sheet.SMALL)


def _add_table(document: WordDocument, block: TableBlock) -> None:
    document.add_paragraph(block.title, "Caption")
    if block.unit:
        unit = document.add_paragraph()
        run = unit.add_run(block.unit)
        run.italic, run.font.size = True, Pt(sheet.SMALL)
        unit.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        tighten(unit)
        unit.paragraph_format.keep_with_next = True
    table = document.add_table(1 + len(block.lines), len(block.headings), "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = sheet.widths(block.headings)
    set_widths(table, (widths.names, *[widths.numbers] * (len(block.headings) - 1)))
    describe_table(table, block.title)
    head, *rows = table.rows
    _fill_head(head, block.headings)
    for row, line, ends in zip(rows, block.lines, _ends(block), strict=True):
        _fill(row, line, stays_with_next=not ends)
    _add_notes(document, block.notes)


def _ends(block: TableBlock) -> list[bool]:
    """After which lines a page may end: of a short table after none, so that it stays whole.

    Of a long one neither after the first nor before a total. What is below stays with the last.
    """
    last = len(block.lines) - 1
    is_long = last >= sheet.SHORT
    return [
        not block.notes
        if place == last
        else is_long and place > 0 and not block.lines[place + 1].is_total
        for place in range(last + 1)
    ]


def _fill_head(row: _Row, headings: Sequence[str]) -> None:
    keep_whole(row)
    repeat(row)
    for cell, text in zip(row.cells, headings, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table Text"
        paragraph.add_run(text).bold = True
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.keep_with_next = True
        shade(cell, _HEAD)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _fill(row: _Row, line: TableLine, *, stays_with_next: bool) -> None:
    keep_whole(row)
    for place, (cell, text) in enumerate(zip(row.cells, line.cells, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table Text"
        paragraph.add_run(text).bold = line.is_total
        if place:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.keep_with_next = stays_with_next


def _add_notes(document: WordDocument, notes: Sequence[str]) -> None:
    """Below a table; without notes a little room all the same."""
    for place, note in enumerate(notes or ("",), start=1):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(f"Ghi chú: {note}" if note else "")
        run.italic, run.font.size = True, Pt(sheet.SMALL)
        tighten(paragraph)
        paragraph.paragraph_format.space_before = Pt(3 if note else 0)
        paragraph.paragraph_format.keep_with_next = place < len(notes)


def _add_picture(document: WordDocument, block: Picture) -> None:
    """The picture, and its title below it on the same page."""
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(6), Pt(0)
    run = paragraph.add_run()
    run.add_picture(io.BytesIO(png(block)), width=Mm(sheet.TEXT_WIDTH))
    describe_picture(run, block.title, block.alternative)
    title = document.add_paragraph(block.title, "Caption")
    title.alignment = CENTRE
    title.paragraph_format.keep_with_next = False
    title.paragraph_format.space_before = Pt(2)

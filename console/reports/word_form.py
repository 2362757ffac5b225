"""The form of Decree 30/2020/NĐ-CP in Word: sheet, type, national heading, end."""

from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from console.reports import heading, sheet
from console.reports.heading import Letterhead
from console.reports.word_xml import (
    add_page_number,
    draw_line,
    set_font,
    speak_vietnamese,
    take_out_padding,
)

CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
FIRST_LINE = Mm(10)


def blank_sheet(marks: Sequence[str]) -> WordDocument:
    """A4 with the margins and type of the decree, numbered from the second page on."""
    document = Document()
    speak_vietnamese(document.styles.element, document.settings.element)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(sheet.WIDTH), Mm(sheet.HEIGHT)
    section.top_margin, section.bottom_margin = Mm(sheet.TOP), Mm(sheet.BOTTOM)
    section.left_margin, section.right_margin = Mm(sheet.LEFT), Mm(sheet.RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    _set_styles(document)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    add_page_number(number)
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = CENTRE
        paragraph.add_run("; ".join(marks)).bold = True
    return document


def national_heading(document: WordDocument, letterhead: Letterhead) -> None:
    """Offices, number, nation, motto, place and day, side by side."""
    left, right = halves(document)
    line_of(left, letterhead.parent_line, sheet.NATION)
    line_of(left, letterhead.office_line, sheet.NATION, bold=True)
    rule(left, (sheet.LEFT_HALF - sheet.OFFICE_LINE) / 2)
    line_of(left, heading.NUMBER, sheet.BODY)
    line_of(right, heading.NATION, sheet.NATION, bold=True)
    line_of(right, heading.MOTTO, sheet.MOTTO, bold=True)
    rule(right, (sheet.RIGHT_HALF - sheet.MOTTO_LINE) / 2)
    line_of(right, letterhead.place_line, sheet.MOTTO, italic=True)


def closing(document: WordDocument, letterhead: Letterhead) -> None:
    """Who gets it on the left; who signs on the right, with room for signature and stamp."""
    document.add_paragraph().paragraph_format.keep_with_next = True
    left, right = halves(document)
    line_of(
        left,
        heading.RECIPIENTS,
        sheet.TABLE_TYPE,
        bold=True,
        italic=True,
        align=WD_ALIGN_PARAGRAPH.LEFT,
    )
    for recipient in heading.RECIPIENT_LINES:
        line_of(left, recipient, sheet.SMALL, align=WD_ALIGN_PARAGRAPH.LEFT)
    line_of(right, letterhead.signer_line, sheet.MOTTO, bold=True)
    line_of(right, "", sheet.MOTTO).paragraph_format.space_before = Mm(22)
    line_of(right, heading.BLANK, sheet.MOTTO, bold=True)


def line_of(
    cell: _Cell,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTRE,
) -> Paragraph:
    """The next line of a cell; the first takes the empty one that each cell is born with."""
    first = cell.paragraphs[0]
    is_taken = bool(first.runs) or len(cell.paragraphs) > 1
    paragraph: Paragraph = cell.add_paragraph() if is_taken else first
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = align
    tighten(paragraph)
    return paragraph


def tighten(paragraph: Paragraph) -> None:
    """No more room than its type, and no first indent."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = form.first_line_indent = Pt(0)
    form.line_spacing = 1.0


def _set_styles(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    names = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Caption", "Header")
    for style in (document.styles[name] for name in (*names, "Footer")):
        if isinstance(style, ParagraphStyle):
            _plain(style)
    if isinstance(normal, ParagraphStyle):
        form = normal.paragraph_format
        form.space_before, form.space_after = Pt(0), Pt(6)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.1
    table = document.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    table.font.size = Pt(sheet.TABLE_TYPE)
    table.paragraph_format.space_before = table.paragraph_format.space_after = Pt(1)
    table.paragraph_format.line_spacing = 1.0


def _plain(style: ParagraphStyle) -> None:
    """Black letters of one font; the template's blue headings belong to another country."""
    set_font(style)
    style.font.size, style.font.color.rgb = Pt(sheet.BODY), RGBColor(0, 0, 0)
    style.font.italic = False
    style.font.bold = style.name not in {"Normal", "Header", "Footer"}
    if style.name == "Footer":
        style.font.size = Pt(sheet.SMALL)
    if style.name == "Title":
        # The template draws a line below it.
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break
    if style.name and style.name.startswith(("Heading", "Caption")):
        is_small = style.name == "Heading 3"
        style.paragraph_format.space_before = Pt(4 if is_small else 9)
        style.paragraph_format.space_after = Pt(2 if is_small else 4)
        style.paragraph_format.keep_with_next = True


def halves(document: WordDocument) -> tuple[_Cell, _Cell]:
    """A table without lines, for what stands side by side."""
    table = document.add_table(1, 2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    take_out_padding(table)
    set_widths(table, (sheet.LEFT_HALF, sheet.RIGHT_HALF))
    left, right = table.rows[0].cells
    return left, right


def set_widths(table: Table, millimetres: Sequence[float]) -> None:
    """Widths on columns and on every cell: each word processor reads another of the two."""
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, millimetres, strict=True):
            cell.width = Mm(width)


def rule(cell: _Cell, away: float) -> None:
    """A line between two lines of text, its own paragraph so that the text keeps its room."""
    paragraph = line_of(cell, "", sheet.SMALL)
    # Without a letter in it the paragraph would be as high as the text's type.
    paragraph.paragraph_format.line_spacing = Pt(3)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(away)
    paragraph.paragraph_format.space_after = Pt(3)
    draw_line(paragraph)

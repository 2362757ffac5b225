"""The report as a Word document, in the form of Decree 30/2020/NĐ-CP."""

import io
from collections.abc import Callable, Sequence

from docx.document import Document as WordDocument

from casework.statistics.report import Report
from console.reports.blocks import Block, Mark, Title
from console.reports.fixed_zip import with_fixed_times
from console.reports.heading import Letterhead
from console.reports.sheet import made_at
from console.reports.word_blocks import add_block
from console.reports.word_form import blank_sheet, closing, national_heading
from console.reports.word_xml import LANGUAGE

AUTHOR = "Cảnh Giác"

Part = Callable[[WordDocument, Letterhead], None]
"""What stands before, or after, the content."""


def render(content: Sequence[Block], letterhead: Letterhead, report: Report) -> bytes:
    """The same content, letterhead and period give the same bytes."""
    return bound(content, letterhead, report, (national_heading, closing))


def bound(
    content: Sequence[Block], letterhead: Letterhead, report: Report, form: tuple[Part, Part]
) -> bytes:
    """Content in another form: what stands before it, and what after it. Marks stand above all."""
    before, after = form
    marks = [block for block in content if isinstance(block, Mark)]
    document = blank_sheet([mark.text for mark in marks])
    for mark in marks:
        add_block(document, mark)
    before(document, letterhead)
    for block in content:
        if not isinstance(block, Mark):
            add_block(document, block)
    after(document, letterhead)
    _sign(document, content, report)
    file = io.BytesIO()
    document.save(file)
    return with_fixed_times(file.getvalue())


def title_of(content: Sequence[Block]) -> str:
    """What the document is called by who opens it."""
    return next(f"{block.name}: {block.about}" for block in content if isinstance(block, Title))


def _sign(document: WordDocument, content: Sequence[Block], report: Report) -> None:
    """What the file says of itself: nothing of the machine or the moment that wrote it."""
    known = document.core_properties
    made = made_at(report.span).replace(tzinfo=None)
    known.author = known.last_modified_by = AUTHOR
    known.created = known.modified = made
    known.title, known.language = title_of(content), LANGUAGE
    known.revision, known.comments = 1, ""

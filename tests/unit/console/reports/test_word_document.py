# ruff: noqa: SLF001  # python-docx names its own elements as private, and tells to use them
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

from casework.statistics.report import Report
from console import wording
from console.reports import word_document
from console.reports.blocks import Picture
from console.reports.content import report_content
from console.reports.heading import Letterhead


def opened(report: Report, letterhead: Letterhead) -> Document:
    made = word_document.render(report_content(report), letterhead, report)
    return docx.Document(io.BytesIO(made))


@pytest.fixture(scope="module")
def document(full: Report, letterhead: Letterhead) -> Document:
    return opened(full, letterhead)


def lines(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        yield [cell.text for cell in row.cells]


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_the_sheet_is_that_of_the_decree(document: Document) -> None:
    section = document.sections[0]
    # A file for Word measures in twentieths of a point.
    for found, millimetres in (
        *((section.page_width, 210), (section.page_height, 297)),
        *((section.top_margin, 20), (section.bottom_margin, 20)),
        *((section.left_margin, 30), (section.right_margin, 20)),
    ):
        assert abs((found or 0) - Mm(millimetres)) < Pt(0.05)


def test_all_type_is_times_new_roman_for_every_script(document: Document) -> None:
    fonts = list(document.styles.element.iter(qn("w:rFonts")))
    used = [
        document.styles[name].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Caption", "Header")
    ]
    for font in (fonts[0], *used):
        assert dict(font.attrib) == {
            qn(f"w:{script}"): "Times New Roman" for script in ("ascii", "hAnsi", "eastAsia", "cs")
        }
    assert document.styles["Normal"].font.size == Pt(13)


def test_it_is_written_in_vietnamese(document: Document) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    language = next(defaults.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == language.get(qn("w:eastAsia")) == "vi-VN"
    assert document.core_properties.language == "vi-VN"


def test_pages_are_numbered_above_in_the_middle_but_for_the_first(document: Document) -> None:
    section = document.sections[0]
    number = section.header.paragraphs[0]
    assert section.different_first_page_header_footer
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    kinds = [run.get(qn("w:fldCharType")) for run in number._p.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "end"]
    assert next(number._p.iter(qn("w:instrText"))).text == "PAGE"
    assert not next(iter(section.first_page_header.paragraphs)).text
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))


def test_the_parts_stand_in_the_order_of_the_decree(document: Document) -> None:
    head, *_, end = document.tables
    offices, nation = (cell.text.split("\n") for cell in head.rows[0].cells)
    assert offices == ["CÔNG AN TỈNH VÍ DỤ", "PHÒNG VÍ DỤ", "", "Số: ……/BC-……"]
    assert nation == [
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ""),
        "Ví Dụ, ngày …… tháng …… năm ………",
    ]
    order = texts(document)
    assert order[0] == "BÁO CÁO"
    assert order[1].startswith("Kết quả tiếp nhận lời kể của người dân về lừa đảo")
    recipients, signer = (cell.text.split("\n") for cell in end.rows[0].cells)
    assert recipients[0] == "Nơi nhận:"
    assert (signer[0], signer[-1]) == ("TRƯỞNG PHÒNG", "……………………")


def test_nation_and_motto_have_the_sizes_and_weights_of_the_decree(document: Document) -> None:
    nation, motto, _, place = document.tables[0].rows[0].cells[1].paragraphs
    for line, sizes in ((nation, (12, 13)), (motto, (13, 14))):
        size = line.runs[0].font.size
        assert line.runs[0].bold
        assert size is not None
        assert sizes[0] <= size.pt <= sizes[1]
    assert place.runs[0].italic
    recipients = document.tables[-1].rows[0].cells[0].paragraphs
    sizes_of_type = [line.runs[0].font.size for line in recipients]
    assert sizes_of_type == [Pt(12), Pt(11), Pt(11), Pt(11)]


def test_what_nobody_has_told_is_left_blank(full: Report) -> None:
    head, *_, end = opened(full, Letterhead()).tables
    assert head.rows[0].cells[0].text.split("\n")[:2] == ["……………………"] * 2
    assert head.rows[0].cells[1].text.endswith("………, ngày …… tháng …… năm ………")
    assert end.rows[0].cells[1].text.startswith("……………………")


@pytest.mark.parametrize("made", ["full", "hidden"])
def test_every_cell_is_printed_as_it_is_and_no_hidden_one_as_a_number(
    made: str, letterhead: Letterhead, request: pytest.FixtureRequest
) -> None:
    report: Report = request.getfixturevalue(made)
    printed = opened(report, letterhead).tables[1:-2]
    for table, found in zip(report.tables, printed, strict=True):
        assert list(lines(found)) == [
            [table.heading, *(column.name for column in table.columns)],
            *(
                [row.name, *("*" if cell is None else wording.number(cell) for cell in row.cells)]
                for row in table.lines()
            ),
        ]


def test_heads_repeat_and_rows_stay_whole(document: Document) -> None:
    for table in document.tables[1:-1]:
        head, *rows = table.rows
        assert head._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for row in (head, *rows):
            assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


@pytest.mark.parametrize(
    ("tag", "order"),
    [
        ("w:tblPr", "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption"),
        ("w:tcPr", "tcW shd vAlign"),
        ("w:trPr", "cantSplit tblHeader"),
        ("w:pPr", "pStyle keepNext pBdr spacing ind jc rPr sectPr"),
    ],
)
def test_properties_stand_in_the_order_that_words_schema_wants(
    document: Document, tag: str, order: str
) -> None:
    wanted = [qn(f"w:{name}") for name in order.split()]
    found = [[one.tag for one in properties] for properties in document.element.iter(qn(tag))]
    assert found
    for tags in found:
        assert [wanted.index(one) for one in tags] == sorted(wanted.index(one) for one in tags)


def test_columns_fill_the_text_exactly(document: Document) -> None:
    for table in document.tables:
        widths = [column.width for column in table.columns]
        assert abs(sum(width or 0 for width in widths) - Mm(160)) < Mm(0.2)


def test_pictures_say_in_words_what_they_show(document: Document, full: Report) -> None:
    told = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    drawn = [block for block in report_content(full) if isinstance(block, Picture)]
    assert told == [picture.alternative for picture in drawn]


def test_marks_are_framed_above_the_heading_and_stand_on_every_page(
    internal: Report, letterhead: Letterhead
) -> None:
    document = opened(internal, letterhead)
    first, second, third = document.element.body[:3]
    for mark in (first, second, third):
        assert mark.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None
    section = document.sections[0]
    for footer in (section.first_page_footer, section.footer):
        assert "TÀI LIỆU NỘI BỘ" in footer.paragraphs[0].text
        assert "SỐ LIỆU TẠM TÍNH" in footer.paragraphs[0].text


def test_the_file_knows_its_title_and_its_period_only(document: Document) -> None:
    known = document.core_properties
    assert known.author == known.last_modified_by == "Cảnh Giác"
    assert known.title.startswith("BÁO CÁO: Kết quả tiếp nhận")
    # The first moment of 1 November in Việt Nam, as Word keeps it: in UTC.
    moment = known.created
    assert moment is not None
    assert moment.replace(tzinfo=None) == datetime(2026, 10, 31, 17)  # noqa: DTZ001
    assert known.modified == moment


def test_the_archive_tells_no_time(full: Report, letterhead: Letterhead) -> None:
    made = word_document.render(report_content(full), letterhead, full)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_period_without_reports_has_a_document_too(empty: Report, letterhead: Letterhead) -> None:
    document = opened(empty, letterhead)
    assert len(document.tables) == 3
    assert not document.inline_shapes

"""What Word's files can say and python-docx has no word for."""

# ruff: noqa: SLF001  # python-docx names its own elements as private, and tells to use them

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
LANGUAGE = "vi-VN"

_SIDES = ("top", "left", "bottom", "right")
_EIGHTHS_OF_A_POINT = "6"


def child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    """A new last child, or the one that is there, with these attributes ('val' is 'w:val')."""
    found: BaseOxmlElement | None = parent.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        parent.append(found)
    for name, value in attributes.items():
        found.set(qn(f"w:{name}"), value)
    return found


def set_font(style: ParagraphStyle) -> None:
    """One font for every script: Word would take another one for some letters with tones."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def speak_vietnamese(styles: BaseOxmlElement, settings: BaseOxmlElement) -> None:
    """Language and font of everything that says no other: for spelling, and for reading aloud."""
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = child(defaults, "w:rFonts")
    fonts.attrib.clear()
    child(defaults, "w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    child(defaults, "w:lang", val=LANGUAGE, eastAsia=LANGUAGE)
    child(settings, "w:themeFontLang", val=LANGUAGE, eastAsia=LANGUAGE)


def add_page_number(paragraph: Paragraph) -> None:
    """A field that every reader fills in for itself."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()._r
        if kind:
            child(run, "w:fldChar", fldCharType=kind)
        else:
            child(run, "w:instrText").text = "PAGE"


def draw_line(paragraph: Paragraph) -> None:
    """A line at the top of a paragraph, as long as its indents leave room for."""
    borders = OxmlElement("w:pBdr")
    child(borders, "w:top", val="single", sz=_EIGHTHS_OF_A_POINT, space="1", color="000000")
    _insert_border(paragraph, borders)


def draw_frame(paragraph: Paragraph) -> None:
    """A frame around a paragraph."""
    borders = OxmlElement("w:pBdr")
    for side in _SIDES:
        child(borders, f"w:{side}", val="single", sz="12", space="4", color="000000")
    _insert_border(paragraph, borders)


def _insert_border(paragraph: Paragraph, borders: BaseOxmlElement) -> None:
    """Where the schema wants it: before spacing, indents and alignment."""
    properties = paragraph._p.get_or_add_pPr()
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
    properties.insert_element_before(borders, *later)


def repeat(row: _Row) -> None:
    """The row stands again at the top of each page over which its table goes."""
    child(row._tr.get_or_add_trPr(), "w:tblHeader")


def keep_whole(row: _Row) -> None:
    """No page ends in the middle of the row."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def shade(cell: _Cell, colour: str) -> None:
    """A ground of one colour."""
    child(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=colour)


def take_out_padding(table: Table) -> None:
    """Cells of a table that is there for its two halves only: their text begins at their edge."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        child(margins, f"w:{side}", w="0", type="dxa")
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")


def describe_table(table: Table, text: str) -> None:
    """What a table is about, for whoever has it read out."""
    child(table._tbl.tblPr, "w:tblCaption", val=text)


def describe_picture(run: Run, name: str, text: str) -> None:
    """What a picture shows, for whoever does not see it."""
    for picture in run._r.iter(qn("wp:docPr")):
        picture.set("name", name)
        picture.set("descr", text)

"""The spreadsheet of examples: one sheet, one row a line, to be edited in Excel or LibreOffice."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import xlsxwriter

from casework.stage import Stage
from trainer.example_rows import Row, rows_of

SHEET = "Câu ví dụ"
CODES = "Mã kịch bản"
ORIGIN = "_xuat"
"""Hidden: which files the rows were taken from, and a digest of each."""

HEADINGS = ("Mã", "Giai đoạn", "Câu")
LABELS = {
    Stage.APPROACH: "mới tiếp cận",
    Stage.INFO_GIVEN: "đã đưa thông tin",
    Stage.PAID: "đã mất tiền",
}
HOW = (
    "Mỗi hàng một câu. Thêm câu: chèn hàng, chọn mã, gõ câu; giai đoạn không rõ thì để trống.",
    "Bớt câu: xoá cả hàng. Câu bắt đầu bằng # là ghi chú, hàng chỉ có mã là dòng trống: để yên.",
    "Không tên, số máy, số tài khoản của ai: viết <NAME>, <PHONE>, <ACCOUNT>, <ADDRESS>, <OTP>.",
    "Lưu thành .xlsx, rồi chạy: ./canhgiac trainer import-examples TỆP.xlsx",
)
_LAST = 100_000
"""Rows for which choices are offered."""


def digest(content: bytes) -> str:
    """Of a file of examples: whether it is still the one that was exported."""
    return blake2b(content, digest_size=16).hexdigest()


def write_sheet(
    target: Path, files: Sequence[Path], names: Mapping[str, str], texts: Mapping[Path, bytes]
) -> int:
    """Write the examples of some files into a workbook; how many there are.

    `names`: what each code stands for. Cells are text whatever they begin with: a spreadsheet that
    takes an example for a formula would run what a scammer wrote. Raises OSError.
    """
    count = 0
    aside = target.with_name(f".{target.name}.new")
    # xlsxwriter has errors of its own for a place that cannot be written.
    aside.touch()
    try:
        with xlsxwriter.Workbook(str(aside)) as book:
            sheet = book.add_worksheet(SHEET)
            as_text = book.add_format({"num_format": "@", "valign": "top"})
            wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
            remark = book.add_format({"num_format": "@", "italic": True, "font_color": "#767676"})
            _head(book, sheet, as_text, wrapped)
            place = 0
            for path in files:
                for row in rows_of(texts[path].decode("utf-8")):
                    place += 1
                    count += row.is_example
                    sheet.write_string(place, 0, path.stem, as_text)
                    _put(sheet, place, 1, _label(row), as_text)
                    _put(sheet, place, 2, row.text, wrapped if row.is_example else remark)
            sheet.autofilter(0, 0, max(place, 1), len(HEADINGS) - 1)
            sheet.data_validation(1, 0, _LAST, 0, _codes(book, names, as_text))
            _origin(book, files, texts)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return count


def _put(
    sheet: xlsxwriter.worksheet.Worksheet,
    place: int,
    column: int,
    text: str,
    style: xlsxwriter.format.Format,
) -> None:
    if text:
        sheet.write_string(place, column, text, style)
    else:
        sheet.write_blank(place, column, None, style)


def _head(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    as_text: xlsxwriter.format.Format,
    wrapped: xlsxwriter.format.Format,
) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, (heading, width) in enumerate(zip(HEADINGS, (34, 18, 110), strict=True)):
        # What is typed later is text too: "01/02" stays what it is.
        sheet.set_column(column, column, width, wrapped if column == len(HEADINGS) - 1 else as_text)
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    choices = {"validate": "list", "source": list(LABELS.values()), "error_type": "warning"}
    sheet.data_validation(1, 1, _LAST, 1, choices)


def _codes(
    book: xlsxwriter.Workbook, names: Mapping[str, str], as_text: xlsxwriter.format.Format
) -> dict[str, str]:
    """A sheet of the codes and what they stand for; the choices that a cell offers of them."""
    codes = book.add_worksheet(CODES)
    codes.set_column(0, 0, 40)
    codes.set_column(1, 1, 110)
    for place, (code, name) in enumerate(names.items()):
        codes.write_string(place, 0, code, as_text)
        codes.write_string(place, 1, name, as_text)
    for place, line in enumerate(HOW, start=len(names) + 1):
        codes.write_string(place, 1, line)
    source = f"='{CODES}'!$A$1:$A${len(names)}"
    return {"validate": "list", "source": source, "error_type": "warning"}


def _origin(book: xlsxwriter.Workbook, files: Sequence[Path], texts: Mapping[Path, bytes]) -> None:
    origin = book.add_worksheet(ORIGIN)
    for place, path in enumerate(files):
        origin.write_string(place, 0, path.stem)
        origin.write_string(place, 1, digest(texts[path]))
    origin.hide()


def _label(row: Row) -> str:
    return LABELS[row.stage] if row.stage else ""

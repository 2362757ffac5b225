"""Reads the spreadsheet of examples back; each thing wrong is told by its cell."""

import unicodedata
import warnings
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from casework.playbooks.examples import examples_in
from casework.playbooks.nearest import did_you_mean
from casework.stage import Stage
from casework.validation.examples import LONGEST_EXAMPLE
from casework.vietnamese import fold, strip_tones
from trainer.example_rows import Row
from trainer.example_sheet import HEADINGS, LABELS, ORIGIN, SHEET

LARGEST = 30_000_000
"""Bytes: a hundred times what all examples need."""

_MOST_TOLD = 50
_NOT_A_WORKBOOK = (
    *(InvalidFileException, BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError),
    *(AttributeError, SyntaxError, EOFError, NotImplementedError),
)
"""What openpyxl raises over a file that is no workbook, or a broken one."""

_MEND_FAILED = "Cách sửa: gõ lại câu, hoặc xoá cả hàng."
_QUOTE = "gõ dấu nháy đơn ' rồi gõ lại chữ, hoặc đổi kiểu ô thành Text (Văn bản) rồi gõ lại."


class NotAWorkbook(Exception):
    """Tệp này không phải bảng tính .xlsx, hoặc đã hỏng.

    Cách sửa: mở bằng Excel hay LibreOffice, chọn Lưu thành (Save as), kiểu .xlsx.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: {' '.join((self.__doc__ or '').split())}")


class BadSheet(Exception):
    """Bảng tính có ô chưa đúng nên chưa ghi gì; sửa theo từng dòng dưới đây rồi chạy lại."""

    def __init__(self, wrong: Sequence[str]) -> None:
        told = list(wrong[:_MOST_TOLD])
        if len(wrong) > _MOST_TOLD:
            told.append(f"… và {len(wrong) - _MOST_TOLD} ô nữa.")
        super().__init__("\n".join([self.__doc__ or "", *told]))


@dataclass(frozen=True, slots=True)
class Sheet:
    """What came back: the rows of each intent in order, and the digests of the files exported."""

    rows: Mapping[str, Sequence[Row]]
    exported: Mapping[str, str]


def read_sheet(path: Path, intents: Collection[str]) -> Sheet:
    """The examples in a workbook. Raises NotAWorkbook, BadSheet; OSError if there is no file."""
    if path.stat().st_size > LARGEST:
        raise NotAWorkbook(path)
    try:
        with warnings.catch_warnings():
            # Of decorations that openpyxl does not know.
            warnings.simplefilter("ignore")
            title, cells, exported = _cells(path)
    except _NOT_A_WORKBOOK:
        raise NotAWorkbook(path) from None
    wrong: list[str] = []
    rows: dict[str, list[Row]] = defaultdict(list)
    columns = _columns(cells, title)
    for number, values in enumerate(cells[1:], start=2):
        said = [values[column] if column < len(values) else None for column in columns]
        places = [f"{title}!{get_column_letter(column + 1)}{number}" for column in columns]
        mistakes = list(_mistakes(said, places, intents))
        wrong += mistakes
        if not mistakes and said[0] is not None:
            code, stage, text = (str(value or "").strip() for value in said)
            rows[code].append(Row(_stage(stage), text))
    if wrong:
        raise BadSheet(wrong)
    return Sheet(rows, exported)


def _cells(path: Path) -> tuple[str, list[list[Any]], dict[str, str]]:
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        # LibreOffice and others may write a size that is not that of the sheet.
        sheet.reset_dimensions()
        cells = [[_said(cell) for cell in row] for row in sheet.rows]
        origin = book[ORIGIN].iter_rows(values_only=True) if ORIGIN in book.sheetnames else ()
        return sheet.title, cells, {str(row[0]): str(row[1]) for row in origin}
    finally:
        book.close()


class _Formula:
    """Stands for whatever a formula came to."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """What a spreadsheet shows where it could not make sense of a cell: #REF!, #NAME?."""

    code: str


def _said(cell: Any) -> Any:  # noqa: ANN401  # openpyxl has many kinds of cells and of values
    match cell.data_type:
        case "f":
            return _Formula()
        case "e":
            return _Failed(str(cell.value))
        case _:
            return unicodedata.normalize("NFC", v) if isinstance(v := cell.value, str) else v


def _columns(cells: Sequence[Sequence[Any]], title: str) -> list[int]:
    """Where the three columns are: by their headings, in any order."""
    found = {_plain(str(value)): place for place, value in enumerate(cells[0] if cells else ())}
    missing = [heading for heading in HEADINGS if _plain(heading) not in found]
    if missing:
        names = ", ".join(f"«{heading}»" for heading in missing)
        all_names = ", ".join(f"«{heading}»" for heading in HEADINGS)
        mend = f"hàng đầu phải có ba cột {all_names}."
        raise BadSheet([f"{title}!A1: Thiếu cột {names}. Cách sửa: {mend}"])
    return [found[_plain(heading)] for heading in HEADINGS]


def _mistakes(
    said: Sequence[Any], places: Sequence[str], intents: Collection[str]
) -> Iterator[str]:
    """What is wrong with one row, by cell."""
    typed = [_not_text(value) for value in said]
    for told, place in zip(typed, places, strict=True):
        if told:
            yield f"{place}: {told}"
    if any(typed):
        return
    code, stage, text = (str(value or "").strip() for value in said)
    if not (code or stage or text):
        return
    if not code:
        yield f"{places[0]}: Thiếu mã. Cách sửa: chọn mã của kịch bản mà câu này kể."
    elif code not in intents:
        mend = f"{did_you_mean(code, intents)}dùng một mã có trong data/scam_patterns.yml."
        yield f"{places[0]}: Không có mã '{code}'. Cách sửa: {mend}"
    if stage and _stage(stage) is None:
        labels = ", ".join(LABELS.values())
        mend = f"{did_you_mean(stage, LABELS.values())}dùng một trong: {labels}; hoặc để trống."
        yield f"{places[1]}: Không có giai đoạn «{stage}». Cách sửa: {mend}"
    yield from (f"{places[2]}: {told}" for told in _text_mistakes(text, has_stage=bool(stage)))


def _text_mistakes(text: str, *, has_stage: bool) -> Iterator[str]:
    if has_stage and not text:
        yield "Có giai đoạn mà không có câu. Cách sửa: gõ câu, hoặc xoá cả hàng."
    if len(text) > LONGEST_EXAMPLE:
        yield f"Câu dài {len(text)} ký tự. Cách sửa: rút gọn còn tối đa {LONGEST_EXAMPLE} ký tự."
    if len(text.splitlines()) > 1:
        yield "Câu có xuống dòng trong ô. Cách sửa: viết lại trên một dòng."
    marked = next(examples_in(Path(), text), None)
    if has_stage and marked and marked.stage:
        yield "Giai đoạn ghi hai lần. Cách sửa: bỏ ngoặc vuông ở đầu câu, chỉ chọn ở cột giai đoạn."


def _not_text(value: object) -> str | None:
    """What a spreadsheet made of a text."""
    match value:
        case None | str():
            return None
        case _Formula():
            return f"Ô này là công thức, không phải câu chữ. Cách sửa: {_QUOTE}"
        case _Failed():
            return f"Ô này là lỗi của bảng tính ({value.code}), không phải câu chữ. {_MEND_FAILED}"
        case bool():
            return f"Ô này là đúng/sai, không phải câu chữ. Cách sửa: {_QUOTE}"
        case datetime() | date() | time() | timedelta():
            return f"Bảng tính đã đổi chữ thành ngày giờ ({value}). Cách sửa: {_QUOTE}"
        case _:
            return f"Ô này là số ({value}), không phải câu chữ. Cách sửa: {_QUOTE}"


def _stage(said: str) -> Stage | None:
    known = {_plain(name): stage for stage, label in LABELS.items() for name in (label, stage)}
    return known.get(_plain(said).strip("[]"))


def _plain(text: str) -> str:
    return " ".join(strip_tones(fold(text)).split())

"""The lines of a file of what is to be watched, by column, as any spreadsheet writes them."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from casework.playbooks.data_file import DataFileError, Mistake, read_text
from console.spreadsheet_cells import harmless

EXPORTED: Final = (
    *("kind", "key", "made_with", "source", "listed_on", "expires_on", "playbook", "held_since"),
)
"""The columns of an exported list. One that officers write has `value` instead of two of them."""

COLUMNS: Final = ("value", *EXPORTED)


def lines_of(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each line's number and its cells by column; empty lines are left out.

    Raises DataFileError, without a word of the line.
    """
    text = read_text(path)
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check(path, header)
        line = reader.line_num + 1
        for row in reader:
            cells = [_as_written(cell.strip()) for cell in row]
            if len(cells) > len(header):
                raise _of_line(path, line, "Thừa ô.", "đặt ô có dấu phẩy vào trong ngoặc kép.")
            if any(cells):
                yield line, dict(zip(header, cells, strict=False))
            line = reader.line_num + 1
    except csv.Error:
        # Without its message, which may quote the cell.
        mend = 'xem lại dấu ngoặc kép (") và dấu ngăn cột quanh đây.'
        raise _of_line(path, line, "Không đọc được dòng này.", mend) from None


def _as_written(cell: str) -> str:
    """Without the mark that an export has put before a cell, lest it be taken for a formula."""
    inner = cell.removeprefix("'")
    return inner if harmless(inner) == cell else cell


def _check(path: Path, header: list[str]) -> None:
    names = ", ".join(COLUMNS)
    if unknown := [place for place, name in enumerate(header, 1) if name not in COLUMNS]:
        places = ", ".join(map(str, unknown))
        # By its place: a file without a header begins with a value.
        raise _of_line(path, 1, f"Không biết cột thứ {places}.", f"dòng đầu chỉ gồm: {names}.")
    if len(header) != len(set(header)):
        raise _of_line(path, 1, "Có cột ghi hai lần.", "mỗi tên cột một lần.")
    if "kind" not in header or not {"value", "key"} & set(header):
        raise _of_line(path, 1, "Thiếu cột.", "cần cột kind, và cột value (hoặc key).")


def _of_line(path: Path, line: int, wrong: str, mend: str) -> DataFileError:
    return DataFileError([Mistake(str(path), line, "dòng", wrong, mend)])

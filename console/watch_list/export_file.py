"""Writes the list to a file: hashes, who says so and when. It holds no value."""

import csv
import os
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from casework.watch_list.models import WatchedValue
from console.spreadsheet_cells import harmless
from console.watch_list.lines import EXPORTED

_OWNER_ONLY = 0o600


class FileThere(Exception):
    """Đã có tệp này, nên không ghi đè. Đặt tên khác, hoặc thêm --force nếu chắc muốn thay."""


def must_be_new(path: Path) -> None:
    """Raises FileThere."""
    if path.exists():
        raise FileThere


def as_csv(entries: Iterable[WatchedValue], mark: str) -> bytes:
    """The list as spreadsheets open it and `import` reads it.

    `mark` names the key (watch_key) of entries that bear no mark of their own.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(EXPORTED)
    for one in entries:
        cells = (
            *(one.kind, one.key, one.made_with or mark, one.source, one.listed_on, one.expires_on),
            *(one.playbook or "", one.held_since or ""),
        )
        writer.writerow([harmless(str(cell)) for cell in cells])
    # With its mark: without it spreadsheets read Vietnamese letters wrongly.
    return text.getvalue().encode("utf-8-sig")


def write_for_owner(path: Path, data: bytes) -> None:
    """Write wholly or not at all, readable by its owner only. Raises OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise

"""Writes several files of examples: all of them, or none."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casework.playbooks.data_file import read_text
from trainer.example_rows import Merged, merge
from trainer.example_sheet import digest
from trainer.example_sheet_reading import Sheet


class NotWritten(Exception):
    """Không ghi được vào data/examples nên chưa đổi gì. Cách sửa: xem quyền ghi, chỗ trống."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a spreadsheet makes of one file; `moved_on`: somebody edited the file meanwhile."""

    path: Path
    before: bytes
    merged: Merged
    moved_on: bool

    @property
    def after(self) -> bytes:
        """The new content."""
        return self.merged.text.encode("utf-8", "surrogatepass")


def updates(folder: Path, sheet: Sheet) -> list[Update]:
    """The files that change, by name. Raises DataFileError if one cannot be read.

    What was exported comes back whole; rows of an intent that was not are added to its file.
    """
    found: list[Update] = []
    for intent, rows in sorted(sheet.rows.items()):
        path = folder / f"{intent}.txt"
        if path.exists():
            read_text(path)  # tells in whose words it is no text
        before = path.read_bytes() if path.exists() else b""
        exported = sheet.exported.get(intent)
        merged = merge(before.decode("utf-8"), rows, whole=exported is not None)
        moved_on = exported is not None and exported != digest(before)
        update = Update(path, before, merged, moved_on)
        if update.after != before:
            found.append(update)
    return found


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write aside, then move into place; what was moved is put back if a later one fails.

    Raises NotWritten.
    """
    asides = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in contents}
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    done: list[Path] = []
    try:
        for path, content in contents.items():
            asides[path].write_bytes(content)
            if path.exists():
                asides[path].chmod(path.stat().st_mode)
        for path, aside in asides.items():
            aside.replace(path)
            done.append(path)
    except OSError:
        for path in done:
            _put_back(path, before[path])
        raise NotWritten from None
    finally:
        for aside in asides.values():
            aside.unlink(missing_ok=True)


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)

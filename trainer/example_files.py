"""Writes several files of examples: all of them, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.learning.draft_lock import draft_alone
from casework.playbooks.data_file import read_text
from trainer.example_rows import Merged, merge
from trainer.example_sheet import digest
from trainer.example_sheet_reading import Sheet


class NotWritten(Exception):
    """Không ghi được vào data/examples nên chưa đổi gì. Cách sửa: xem quyền ghi, chỗ trống."""


class ChangedMeanwhile(Exception):
    """Có người vừa sửa tệp câu ví dụ trong lúc bạn xem, nên chưa ghi gì. Cách sửa: nhập lại."""


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


def write_all(data_dir: Path, changes: Sequence[Update]) -> None:
    """Write these files of the draft: all of them, or none.

    Raises NotWritten, DraftBusy; ChangedMeanwhile if one is not as it was when it was compared.
    """
    try:
        with draft_alone(data_dir) as draft, draft.all_or_nothing():
            for change in changes:
                path = change.path
                if (path.read_bytes() if path.exists() else b"") != change.before:
                    raise ChangedMeanwhile
                draft.write(path, change.after)
    except OSError:
        raise NotWritten from None

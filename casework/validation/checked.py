"""A data file under check: its content, and where each part of it stands."""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from casework.playbooks.data_file import Lines, Mistake, Model, Where


@dataclass(frozen=True, slots=True)
class Checked(Generic[Model]):
    """A data file that could be read."""

    path: Path
    content: Model
    lines: Lines

    def mistake(self, where: Where, entry: str, wrong: str, mend: str) -> Mistake:
        """A mistake at a place of this file."""
        return Mistake(str(self.path), self.lines.of(where), entry, wrong, mend)

    def warning(self, where: Where, entry: str, wrong: str, mend: str) -> Mistake:
        """The same, of what may be left as it is."""
        line = self.lines.of(where)
        return Mistake(str(self.path), line, entry, wrong, mend, is_warning=True)

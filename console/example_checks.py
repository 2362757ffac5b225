"""Checks a file of examples that somebody is typing; personal data is never let in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.playbooks.data_file import Mistake
from casework.playbooks.examples import Example, examples_in
from casework.validation.editing import check_example_lines
from casework.validation.personal_data import check_personal_data, read_looked_at
from casework.validation.wording import worded
from console.differences import DiffLine, difference
from console.example_styles import Styles, styles_in


@dataclass(frozen=True, slots=True)
class LineMistake:
    """A mistake, and the words of the line where it is."""

    line: int
    said: str
    wrong: str
    mend: str
    is_warning: bool


@dataclass(frozen=True, slots=True)
class CheckedExamples:
    """What would happen if the text were saved now.

    With anything `personal` it is refused; with something `guessed` too, unless the trainer says
    that it is nobody's.
    """

    mistakes: tuple[LineMistake, ...]
    personal: tuple[LineMistake, ...]
    guessed: tuple[LineMistake, ...]
    styles: Styles
    changes: tuple[DiffLine, ...]

    @property
    def to_mend(self) -> int:
        """Mistakes with which nothing is trained."""
        return sum(not mistake.is_warning for mistake in self.mistakes)


def check_examples_text(intent: str, before: str, text: str, path: Path) -> CheckedExamples:
    """Check the text as if it were saved in place of `before`. Raises DataFileError."""
    data_dir = path.parent.parent
    lines = text.splitlines()
    found = personal_data_in(intent, before, text, path)
    personal = tuple(_told([m for m in found if not m.is_warning], lines))
    guessed = tuple(_told([m for m in found if m.is_warning], lines))
    mistakes = tuple(_told(check_example_lines(intent, text, data_dir), lines))
    styles = styles_in(intent, text, path)
    return CheckedExamples(mistakes, personal, guessed, styles, tuple(difference(before, text)))


def personal_data_in(intent: str, before: str, text: str, path: Path) -> list[Mistake]:
    """What must not be kept, in examples and in remarks: those stay as long.

    Guesses are told of new lines only: the old ones have been looked at.
    """
    known = frozenset(before.splitlines())
    lines = text.splitlines()
    remarks = [
        Example(intent, line.lstrip("# "), path, number)
        for number, line in enumerate(lines, start=1)
        if line.startswith("#")
    ]
    written = sorted([*examples_in(path, text), *remarks], key=lambda example: example.line)
    looked_at = read_looked_at(path.parent.parent / "not_personal.txt")
    found = check_personal_data(worded(written), looked_at)
    return [m for m in found if not m.is_warning or lines[m.line - 1] not in known]


def _told(mistakes: Sequence[Mistake], lines: Sequence[str]) -> Iterator[LineMistake]:
    for m in mistakes:
        said = lines[m.line - 1] if 0 < m.line <= len(lines) else ""
        yield LineMistake(m.line, said, m.wrong, m.mend, m.is_warning)

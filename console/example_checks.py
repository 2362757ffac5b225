"""Checks a file of examples that somebody is typing; personal data is never let in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.playbooks.data_file import Mistake
from casework.playbooks.examples import Example, examples_in
from casework.validation.editing import check_example_lines
from casework.validation.found_before import found_while_typed
from casework.validation.personal_data import check_personal_data, read_looked_at
from casework.validation.personal_texts import NOT_PERSONAL
from casework.validation.wording import worded
from console.differences import DiffLine, difference
from console.example_styles import Styles, styles_in

MOST_LINES = 3_000
MOST_LETTERS = 400_000
LONGEST_LINE = 10_000
"""Of a file in the editor: some times what the longest has. More would keep the desk busy for
minutes, and is not looked at."""


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
    that it is nobody's. `residents` are new lines that repeat what a resident has told: known only
    when somebody wants to save. Nothing of a text that is `too_much` was looked at.
    """

    mistakes: tuple[LineMistake, ...]
    personal: tuple[LineMistake, ...]
    guessed: tuple[LineMistake, ...]
    styles: Styles
    changes: tuple[DiffLine, ...]
    residents: tuple[LineMistake, ...] = ()
    too_much: bool = False

    @property
    def to_mend(self) -> int:
        """Mistakes with which nothing is trained."""
        return sum(not mistake.is_warning for mistake in self.mistakes)

    @property
    def others(self) -> list[LineMistake]:
        """Those that are not told as personal data already."""
        told = {(one.line, one.wrong) for one in (*self.personal, *self.guessed)}
        return [one for one in self.mistakes if (one.line, one.wrong) not in told]


def check_examples_text(intent: str, before: str, text: str, path: Path) -> CheckedExamples:
    """Check the text as if it were saved in place of `before`. Raises DataFileError."""
    data_dir = path.parent.parent
    lines = text.splitlines()
    if is_too_much(text, lines):
        return CheckedExamples((), (), (), Styles(0, (), ()), (), too_much=True)
    found = personal_data_in(intent, before, text, path)
    personal = tuple(_told([m for m in found if not m.is_warning], lines))
    guessed = tuple(_told([m for m in found if m.is_warning], lines))
    mistakes = tuple(_told(check_example_lines(intent, text, data_dir), lines))
    styles = styles_in(intent, text, path)
    return CheckedExamples(mistakes, personal, guessed, styles, tuple(difference(before, text)))


def is_too_much(text: str, lines: Sequence[str]) -> bool:
    """Whether a text is longer than any file of examples needs to be."""
    longest = max(map(len, lines), default=0)
    return len(lines) > MOST_LINES or len(text) > MOST_LETTERS or longest > LONGEST_LINE


def new_lines(intent: str, before: str, text: str, path: Path) -> list[Example]:
    """Examples and remarks on lines that the file does not have yet."""
    known = frozenset(before.splitlines())
    lines = text.splitlines()
    return [one for one in _written(intent, text, path) if lines[one.line - 1] not in known]


def of_residents(found: Sequence[Example]) -> tuple[LineMistake, ...]:
    """What is told of lines that repeat a resident's words."""
    wrong = "Còn giữ nguyên lời của một người dân."
    mend = "kể lại bằng lời của bạn: đổi cách nói, đổi thứ tự, bỏ chi tiết riêng."
    return tuple(LineMistake(one.line, one.text, wrong, mend, is_warning=False) for one in found)


def personal_data_in(intent: str, before: str, text: str, path: Path) -> list[Mistake]:
    """What must not be kept, in examples and in remarks: those stay as long.

    Guesses are told of new lines only: the old ones have been looked at.
    """
    known = frozenset(before.splitlines())
    lines = text.splitlines()
    looked_at = read_looked_at(path.parent.parent / NOT_PERSONAL)
    written = worded(_written(intent, text, path))
    found = check_personal_data(written, looked_at, found_while_typed)
    return [m for m in found if not m.is_warning or lines[m.line - 1] not in known]


def _written(intent: str, text: str, path: Path) -> list[Example]:
    remarks = [
        Example(intent, line.lstrip("# "), path, number)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.startswith("#")
    ]
    return sorted([*examples_in(path, text), *remarks], key=lambda example: example.line)


def _told(mistakes: Sequence[Mistake], lines: Sequence[str]) -> Iterator[LineMistake]:
    for m in mistakes:
        said = lines[m.line - 1] if 0 < m.line <= len(lines) else ""
        yield LineMistake(m.line, said, m.wrong, m.mend, m.is_warning)

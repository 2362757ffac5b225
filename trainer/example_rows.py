"""Files of examples as rows of a spreadsheet, and back: what nobody touched stays byte for byte.

A row is a line of the file, remarks and empty lines too. Lines that come back as they went keep
their bytes: blanks at their ends, their line ends, whatever a spreadsheet cannot hold.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from casework.playbooks.examples import examples_in
from casework.stage import Stage

# What XML cannot hold; a cell shows a blank instead.
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Row:
    """A line as a spreadsheet shows it: a remark begins with '#', an empty line has no text."""

    stage: Stage | None
    text: str

    @property
    def is_example(self) -> bool:
        """Whether the model learns from it."""
        return bool(self.text) and not self._is_remark

    @property
    def line(self) -> str:
        """The line of the file that it becomes if it is new."""
        return f"[{self.stage.value}] {self.text}" if self.stage else self.text

    @property
    def _is_remark(self) -> bool:
        return self.stage is None and self.text.startswith("#")


@dataclass(frozen=True, slots=True)
class Merged:
    """The new text of a file, and what became of its examples."""

    text: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: int = 0


def rows_of(text: str) -> list[Row]:
    """A row for each line of a file of examples."""
    return [row for _, row in _lines(text)]


def merge(text: str, rows: Sequence[Row], *, whole: bool) -> Merged:
    """A file of examples with what came back.

    `whole`: the rows are all that shall stand in it; if not, those it lacks are put at its end.
    """
    before = _lines(text)
    old = [row for _, row in before]
    if not whole:
        there = set(map(_composed, old))
        new = (row for row in rows if row.text and _composed(row) not in there)
        rows = [*old, *dict.fromkeys(new)]
    newline = "\r\n" if "\r\n" in text else "\n"
    lines: list[str] = []
    added: list[str] = []
    removed: list[str] = []
    changed = 0
    # Some programs write the marks apart from their letters: that is no change.
    alike = [*map(_composed, old)], [*map(_composed, rows)]
    matcher = SequenceMatcher(None, *alike, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            lines += [line for line, _ in before[old_from:old_to]]
            continue
        lines += [row.line + newline for row in rows[new_from:new_to]]
        gone = [row.text for row in old[old_from:old_to] if row.is_example]
        come = [row.text for row in rows[new_from:new_to] if row.is_example]
        both = min(len(gone), len(come))
        changed += both
        removed += gone[both:]
        added += come[both:]
    ended = [line if _is_ended(line) else line + newline for line in lines[:-1]]
    return Merged("".join([*ended, *lines[-1:]]), tuple(added), tuple(removed), changed)


def _composed(row: Row) -> Row:
    return replace(row, text=unicodedata.normalize("NFC", row.text))


def _is_ended(line: str) -> bool:
    """Whether what follows is another line; Python knows more ends of lines than one."""
    return len(f"{line}.".splitlines()) > 1


def _lines(text: str) -> list[tuple[str, Row]]:
    return list(_each_line(text))


def _each_line(text: str) -> Iterator[tuple[str, Row]]:
    for number, line in enumerate(text.splitlines(keepends=True)):
        said = line.removeprefix(_MARK) if number == 0 else line
        # Read by those who read it for the model, so that both see the same.
        example = next(examples_in(Path(), said), None)
        told = example is not None and example.text != ""
        shown = Row(example.stage, example.text) if example and told else Row(None, said.strip())
        yield line, Row(shown.stage, _UNSHOWN.sub(" ", shown.text).strip())

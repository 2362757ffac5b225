"""Takes the line breaks out that a narrow bubble has made: a wrapped sentence is one line again.

A break parts what belongs together: a name from its title, an account from its bank. Whoever reads
on (the redactor, the model) would no longer see it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from casework.evidence.pictures.broken_links import continues

_ROOM: Final = 1.2
"""How much wider than the others the letters of the next word may be."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of writing: what it says, from where to where, and whether a gap parts it from above.

    `whole` is false for what stands side by side, as in a table: such a row is not wrapped.
    """

    text: str = field(repr=False)
    left: float
    right: float
    apart: bool
    whole: bool = True


def joined(rows: Sequence[Row]) -> str:
    """The rows as text: wrapped ones in one line, an empty line between paragraphs."""
    return "\n\n".join(_in_lines(paragraph) for paragraph in _paragraphs(rows))


def _paragraphs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    paragraph: list[Row] = []
    for row in rows:
        if row.apart and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(row)
    if paragraph:
        yield paragraph


def _in_lines(rows: Sequence[Row]) -> str:
    right = max(row.right for row in rows)
    text = rows[0].text
    for row, following in pairwise(rows):
        if continues(text.rpartition("\n")[2], following.text):
            text += following.text
        elif _is_wrapped(row, following, right):
            text += f" {following.text}"
        else:
            text += f"\n{following.text}"
    return text


def _is_wrapped(row: Row, following: Row, right: float) -> bool:
    """Whether the next word would not have found room at the end of this row."""
    if not (row.whole and following.whole):
        return False
    letter = (row.right - row.left) / max(1, len(row.text))
    word = following.text.partition(" ")[0]
    return right - row.right < (len(word) + 1) * letter * _ROOM

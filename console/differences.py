"""What differs between two texts, line by line, for readers and for screen readers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum

_AROUND = 1
"""Unchanged lines shown before and after a change."""

_PLACE = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")


class Kind(StrEnum):
    """What became of a line."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a difference; of a place the text is the number of its first line."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[DiffLine]:
    """What has changed, with a line around it; empty if nothing has."""
    if before == after:
        return []
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=_AROUND)
    return list(_told(lines))


def of_unified(diff: str) -> list[DiffLine]:
    """The same of what git has written."""
    return list(_told(diff.splitlines()))


def _told(lines: Iterable[str]) -> Iterator[DiffLine]:
    begun = False
    for line in lines:
        place = _PLACE.match(line)
        if place:
            begun = True
            yield DiffLine(Kind.PLACE, place[2])
        elif begun and line[:1] in _KINDS:
            yield DiffLine(_KINDS[line[0]], line[1:])


_KINDS = {"-": Kind.GONE, "+": Kind.NEW, " ": Kind.SAME}

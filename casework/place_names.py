"""Finds names of places in a resident's few words, with or without tone marks.

Shared by communes and provinces: both are short lists of names, of which the longest that stands in
the text counts, and what stands before a name says what kind of place is meant.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from casework.vietnamese import Word, words

# "quý" and "quí", "mỹ" and "mĩ" are the same; "thuỷ" and "thuí" are not.
_LAST_Y = re.compile(r"(?<=[bcdđghklmnpqrstvx])[yýỳỷỹỵ]$|(?<=qu)[yýỳỷỹỵ]$")
_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")

Place = TypeVar("Place")
Name = tuple[Word, ...]
Kind = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen(Generic[Place]):
    """A name in a text. `exact`: typed just so, not only the same without tone marks."""

    first: int
    after: int
    place: Place
    exact: bool
    full: bool


def spelled(text: str) -> Name:
    """The words of a text, in one spelling."""
    return tuple(Word(_with_i(w.typed), _with_i(w.bare), w.start, w.end) for w in words(text))


def find(said: Sequence[Word], names: Sequence[Name], place: Place) -> Iterator[Seen[Place]]:
    """Where the names of a place stand; the first of them is its full one."""
    for name in names:
        for first in range(len(said) - len(name) + 1):
            here = said[first : first + len(name)]
            if all(word.says(part) for word, part in zip(here, name, strict=True)):
                exact = all(w.typed == part.typed for w, part in zip(here, name, strict=True))
                yield Seen(first, first + len(name), place, exact, full=name is names[0])


def longest(seen: Iterable[Seen[Place]]) -> list[Seen[Place]]:
    """Leave out what stands within a longer name, and what is exact for another place only."""
    found = list(seen)
    kept = [s for s in found if not any(_is_within(s, other) for other in found)]
    exact = {(s.first, s.after) for s in kept if s.exact}
    return [s for s in kept if s.exact or (s.first, s.after) not in exact]


def kind_before(said: Sequence[Word], seen: Seen[Place], known: Container[Kind]) -> Kind:
    """The word before a name that says what kind of place it is; () for none that is known."""
    before = tuple(word.bare for word in said[max(0, seen.first - 2) : seen.first])
    # "thị xã" ends in "xã": the longer reading counts.
    return next((kind for kind in (before, before[-1:]) if kind in known), ())


def _is_within(one: Seen[Place], other: Seen[Place]) -> bool:
    longer = other.after - other.first > one.after - one.first
    return longer and other.first <= one.first and one.after <= other.after


def _with_i(word: str) -> str:
    return _LAST_Y.sub(lambda found: found.group().translate(_TO_I), word)

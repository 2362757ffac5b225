"""A pasted text in its one form, with the views in which names and numbers are looked for."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from casework.privacy.normalize import normalize
from casework.privacy.reading import Reading


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted, normalised (`casework.privacy.normalize`), and the way back to it.

    `reading` has the views of the normalised text; `starts` and `ends` say for each of its
    characters where it stands in the text as it was pasted.
    """

    reading: Reading = field(repr=False)
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> "Pasted":
        """Bring a text to its one form."""
        normal = normalize(text)
        return cls(Reading(normal.text), normal.starts, normal.ends)

    def before(self, start: int, most: int) -> str:
        """What stands before a place, in small letters without tone marks."""
        return self.reading.bare[max(0, start - most) : start]

    def after(self, end: int, most: int) -> str:
        """What stands behind a place, in small letters without tone marks."""
        return self.reading.bare[end : end + most]

    def here(self, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Spans of the text as pasted, as spans of the normalised one."""
        for start, end in spans:
            yield bisect_left(self.starts, start), bisect_left(self.starts, end)

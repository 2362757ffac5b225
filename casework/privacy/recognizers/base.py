"""What every recognizer is: a kind of personal data, its token, and how to find it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from casework.privacy.reading import Reading

Span = tuple[int, int]
"""Start and end (exclusive) of a piece of personal data in the text that was read."""


@dataclass(frozen=True, slots=True)
class Recognizer:
    """Finds one kind of personal data. `kind` is a name from eval/README, `token` replaces it."""

    kind: str
    token: str
    find: Callable[[Reading], Iterable[Span]]
    numeric: bool = False
    """Finds nothing in a text without digits, typed or said: then it is not asked."""

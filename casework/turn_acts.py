"""What a turn has to write, collected, to be written in the transaction in which its answer is.

A turn that is answered again after a crash writes nothing twice: with the answer, or not at all
(casework/deliveries/shared_book.py).
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy.ext.asyncio import AsyncSession

Act = Callable[[AsyncSession], Awaitable[None]]
"""Something to be written, in a transaction that somebody else has begun."""


class TurnActs:
    """Shared by the books into which turns write. Turns side by side do not mix."""

    def __init__(self) -> None:
        self._acts: ContextVar[list[Act] | None] = ContextVar("acts of this turn", default=None)

    @contextmanager
    def turn(self) -> Iterator[list[Act]]:
        """What is to be written in the block, to be done afterwards in this order."""
        acts: list[Act] = []
        before = self._acts.set(acts)
        try:
            yield acts
        finally:
            self._acts.reset(before)

    @property
    def of_this_turn(self) -> list[Act] | None:
        """Where to put an act; None outside of a turn: write at once."""
        return self._acts.get()

"""The time by the database's clock, which all workers share.

A worker whose own clock has jumped would else take running conversations for rested, and count
reports on another day.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

NOT_WORTH_IT = timedelta(seconds=5)
"""A difference below it is the way to the database, or one that nobody notices."""


class DatabaseClock:
    """Tells the time; learns with every claim how far this machine's clock is off."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """This moment, in UTC."""
        return self._now() - self._ahead

    def told(self, moment: datetime) -> None:
        """Learn that the database's clock shows this moment."""
        ahead = self._now() - moment
        self._ahead = ahead if abs(ahead) > NOT_WORTH_IT else timedelta()

"""What happens on the channels, in numbers a day: for whoever looks after the bot."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from casework.clock import day_in_viet_nam
from casework.deliveries.models import ChannelFigure

FIGURES_KEPT = timedelta(days=400)
"""A year and a month, to compare with the same month of last year."""


class Figure(StrEnum):
    """What is counted."""

    TAKEN = "taken"
    ANSWERED = "answered"
    REPEATED = "repeated"
    FORGED = "forged"
    UNREADABLE = "unreadable"
    LIMITED = "limited"
    UNREACHABLE = "unreachable"
    UNSURE = "unsure"
    PUT_OFF = "put_off"
    # No count: what the platform said last.
    QUOTA_LEFT = "quota_left"


class Watcher(Protocol):
    """Is told at once of what is counted: for metrics, which are asked for every few seconds."""

    def happened(self, channel: str, figure: Figure) -> None:
        """Something was counted once more."""
        ...

    def has_quota_left(self, channel: str, messages: int) -> None:
        """The platform has said how many messages it still allows."""
        ...


class Figures:
    """Counts in memory. A flood of forgeries must not become a flood of writes."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._counted: Counter[tuple[date, str, str]] = Counter()
        self._quota_left: dict[str, int] = {}
        self._watchers: tuple[Watcher, ...] = ()

    def watched_by(self, watcher: Watcher) -> None:
        """From now on tell this one too."""
        self._watchers += (watcher,)

    def set_quota_left(self, channel: str, messages: int) -> None:
        """Note how many messages the platform still allows."""
        self._quota_left[channel] = messages
        for watcher in self._watchers:
            watcher.has_quota_left(channel, messages)

    def count(self, channel: str, figure: Figure) -> None:
        """Count once more."""
        self._counted[day_in_viet_nam(self._now()), channel, figure.value] += 1
        for watcher in self._watchers:
            watcher.happened(channel, figure)

    async def write(self, session: AsyncSession) -> None:
        """Add what was counted to the database's figures, and forget those of long ago."""
        counted, self._counted = self._counted, Counter()
        try:
            for (day, channel, figure), times in counted.items():
                await _put(session, (day, channel, figure), ChannelFigure.times + times, times)
            today = day_in_viet_nam(self._now())
            for channel, left in self._quota_left.items():
                await _put(session, (today, channel, Figure.QUOTA_LEFT.value), left, left)
            oldest = day_in_viet_nam(self._now() - FIGURES_KEPT)
            await session.execute(delete(ChannelFigure).where(ChannelFigure.day < oldest))
        except BaseException:
            self._counted += counted
            raise


async def figures_of(session: AsyncSession, day: date) -> Sequence[ChannelFigure]:
    """The figures of a day, by channel and name."""
    asked = select(ChannelFigure).where(ChannelFigure.day == day)
    ordered = asked.order_by(ChannelFigure.channel, ChannelFigure.figure)
    return (await session.scalars(ordered)).all()


async def _put(
    session: AsyncSession, key: tuple[date, str, str], again: object, first: int
) -> None:
    """Put a figure in: `first` if it is not there yet, else `again` in its place."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    day, channel, figure = key
    row = dialect.insert(ChannelFigure).values(day=day, channel=channel, figure=figure, times=first)
    await session.execute(
        row.on_conflict_do_update(
            index_elements=["day", "channel", "figure"], set_={"times": again}
        )
    )

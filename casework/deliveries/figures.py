"""What happens on the channels, in numbers a day: for whoever looks after the bot."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

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


class Figures:
    """Counts in memory. A flood of forgeries must not become a flood of writes."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._counted: Counter[tuple[date, str, str]] = Counter()

    def count(self, channel: str, figure: Figure) -> None:
        """Count once more."""
        self._counted[day_in_viet_nam(self._now()), channel, figure.value] += 1

    async def write(self, session: AsyncSession) -> None:
        """Add what was counted to the database's figures, and forget those of long ago."""
        counted, self._counted = self._counted, Counter()
        try:
            for (day, channel, figure), times in counted.items():
                await _add(session, day, channel, figure, times)
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


async def _add(session: AsyncSession, day: date, channel: str, figure: str, times: int) -> None:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(ChannelFigure).values(day=day, channel=channel, figure=figure, times=times)
    await session.execute(
        row.on_conflict_do_update(
            index_elements=["day", "channel", "figure"],
            set_={"times": ChannelFigure.times + times},
        )
    )

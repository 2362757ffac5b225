"""The statistics of a period, in the order of the report."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from casework.statistics.agreement import agreement
from casework.statistics.book import Book
from casework.statistics.by_category import by_category
from casework.statistics.by_channel import by_channel
from casework.statistics.by_consent import by_consent
from casework.statistics.by_handbook_group import by_handbook_group
from casework.statistics.by_hour import by_hour
from casework.statistics.by_loss import by_loss
from casework.statistics.by_place import by_commune, by_province
from casework.statistics.by_playbook import by_playbook
from casework.statistics.by_stage import by_stage
from casework.statistics.by_weekday import by_weekday
from casework.statistics.names import Names
from casework.statistics.period import Period
from casework.statistics.sums import DoesNotAddUp, check
from casework.statistics.table import Table
from casework.statistics.told_after_loss import told_after_loss

Statistic = Callable[[Book], Awaitable[Table]]

# One visible list. What a statistic returns, console and every export render unchanged.
STATISTICS: tuple[Statistic, ...] = (
    by_category,
    by_playbook,
    by_handbook_group,
    by_channel,
    by_stage,
    by_loss,
    told_after_loss,
    by_weekday,
    by_hour,
    by_province,
    by_commune,
    by_consent,
    agreement,
)


_TRIES = 3


async def count_all(session: AsyncSession, period: Period, names: Names) -> tuple[Table, ...]:
    """Every statistic of a period, with nothing hidden. Raises DoesNotAddUp, CountedNowhere."""
    for left in reversed(range(_TRIES)):
        book = Book(session, period, names)
        tables = tuple([await statistic(book) for statistic in STATISTICS])
        try:
            check(tables)
        except DoesNotAddUp:
            # An officer may have decided on a case between two of the questions.
            if not left:
                raise
        else:
            break
    return tables

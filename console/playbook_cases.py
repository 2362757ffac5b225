"""How often a playbook was told of, month by month: only what was published of closed months.

A trainer may see no small cell, and no month that is still open: two looks at it would tell of what
came between them (casework/statistics/months.py).
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from casework.statistics import by_playbook
from casework.statistics.closing import Published, closed
from casework.statistics.period import MONTHS, Month
from casework.statistics.report import by_key
from casework.statistics.table import ALL, Cell


@dataclass(frozen=True, slots=True)
class MonthCount:
    """The reports of one closed month; None where the number is hidden."""

    month: Month
    reports: Cell
    invented: bool


async def by_month(session: AsyncSession, playbook_id: str, last: Month) -> list[MonthCount]:
    """The closed months of a year up to `last`, the oldest first."""
    wanted = [last.later(-back) for back in reversed(range(MONTHS))]
    known = await closed(session, wanted)
    return [
        MonthCount(month, _reports(known[month], playbook_id), known[month].invented)
        for month in wanted
        if month in known
    ]


def _reports(published: Published, playbook_id: str) -> Cell:
    try:
        return by_key(published.tables, by_playbook.KEY).cell(playbook_id, ALL.key)
    except KeyError:
        return 0  # the playbook was not there yet: it was told of by nobody

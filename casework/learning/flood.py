"""Days on which far more was told than usual: somebody may be sending reports by the dozen.

No column leads to a chat, and none ever will, so a sender can't be counted. What can be counted is
what every sender must do to weigh: bring many reports on one channel in a short time. All cases of
the book are counted, whether reviewed or not, under the model's word and under the officers': the
flood shows before anybody has read it, and stays one when it was relabelled, merged or dismissed.

What is usual is the median of the four weeks before. A mean would follow whoever raises it day by
day; the median does not move until half of the days are theirs, and from then on the daily limit
and the limit of growth still stand (casework/learning/room.py).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.invented import invented_case
from casework.cases.models import Case

FLOOD = 15
"""Reports of one playbook on one channel in one day that are a flood, unless half is usual."""

SUDDEN, TIMES_USUAL = 8, 4
"""More than so many are one if they are more than four times what is usual."""

FLOOD_OF_ALL = 40
"""The same over all playbooks of a channel: who spreads a flood thinly is seen by its sum."""

USUAL = timedelta(days=28)

Day = tuple[str | None, str, date]
"""A playbook (None: all together), a channel, a day."""


async def tallies(session: AsyncSession, since: date, *, invented: bool) -> Counter[Day]:
    """How many cases were told, for all days from four weeks before `since`."""
    kind = invented_case() if invented else ~invented_case()
    query = (
        select(Case.playbook_id, Case.label, Case.channel, Case.told_on, func.count())
        .where(Case.told_on >= since - USUAL, kind)
        .group_by(Case.playbook_id, Case.label, Case.channel, Case.told_on)
    )
    told: Counter[Day] = Counter()
    for said, label, channel, day, cases in await session.execute(query):
        told[None, channel, day] += cases
        for name in {said, label} - {None}:
            told[name, channel, day] += cases
    return told


def floods(told: Mapping[Day, int]) -> frozenset[Day]:
    """Which of these days are floods."""
    series: defaultdict[tuple[str | None, str], dict[date, int]] = defaultdict(dict)
    for (name, channel, day), cases in told.items():
        series[name, channel][day] = cases
    return frozenset(
        (name, channel, day)
        for (name, channel), days in series.items()
        for day, cases in days.items()
        if cases > _most(_usual(days, day), everything=name is None)
    )


def _usual(days: Mapping[date, int], day: date) -> float:
    before = (day - timedelta(days=back) for back in range(1, USUAL.days + 1))
    return median(days.get(each, 0) for each in before)


def _most(usual: float, *, everything: bool) -> float:
    if everything:
        return max(FLOOD_OF_ALL, TIMES_USUAL * usual)
    return max(SUDDEN, min(TIMES_USUAL * usual, max(FLOOD, 2 * usual)))

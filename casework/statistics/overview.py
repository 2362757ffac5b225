"""What the officers see first: today, this week, the last four weeks, and what is emerging.

A report is counted where it stands: as a case, if its resident agreed that it is kept, else in a
count of its day. Duplicates stand with their original; what officers have dismissed is no report
of a scam and is told apart. What the model has named and what an officer has said stay two numbers.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, and_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case, CaseCount, CaseStatus, SecondReading
from casework.cases.queue import COUNTED_UP_TO
from casework.stage import Stage
from casework.statistics.period import Period

LATEST_DAYS = 7
"""What emerges shows in the last days, today among them."""

EARLIER_DAYS = 28
"""The four weeks before those days: what was usual."""

SHOWN_DAYS = 28
"""Days of the picture that shows each day."""

LEAST_REPORTS = 5
"""Below it nothing is said to emerge (the guard of Farrington et al., 1996, for outbreaks)."""

LEAST_RISE = 1.5
"""Of large numbers also a small rise is no chance; it is not worth an officer's morning."""

CHANCE = 0.01
"""How likely the rise may be at most if nothing has changed."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Reports, by who has named their playbook, and what else is counted of them.

    `by_officers` are confirmed or relabelled; `by_model` nobody has looked at, or they are only
    counted; `unnamed` have no playbook. These three are all reports. Of them, `paid` have lost
    money, and of `left_open` the model had no playbook, whatever an officer has said later.
    `dismissed` are beside them.
    """

    by_officers: int = 0
    by_model: int = 0
    unnamed: int = 0
    paid: int = 0
    left_open: int = 0
    dismissed: int = 0

    @property
    def reports(self) -> int:
        """All but the dismissed."""
        return self.by_officers + self.by_model + self.unnamed

    @property
    def share_left_open(self) -> float | None:
        """The share in which the model named no playbook; None without reports."""
        return self.left_open / self.reports if self.reports else None

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.by_officers + other.by_officers,
            self.by_model + other.by_model,
            self.unnamed + other.unnamed,
            self.paid + other.paid,
            self.left_open + other.left_open,
            self.dismissed + other.dismissed,
        )


@dataclass(frozen=True, slots=True)
class Emerging:
    """A playbook that is told of clearly more often than was usual."""

    playbook_id: str
    reports: int
    usual: float


@dataclass(frozen=True, slots=True)
class Overview:
    """The last five weeks of the book.

    `begun_on` is the first day that the book tells of, None for an empty book.
    """

    today: date
    begun_on: date | None
    cells: Mapping[tuple[date, str | None], Tally]

    @property
    def this_day(self) -> Period:
        """Today, as far as it has come."""
        return Period(self.today, self.today)

    @property
    def this_week(self) -> Period:
        """From Monday on."""
        return Period(self.today - timedelta(days=self.today.weekday()), self.today)

    @property
    def latest(self) -> Period:
        """In which something may emerge."""
        return Period(self.today - timedelta(days=LATEST_DAYS - 1), self.today)

    @property
    def usual(self) -> Period:
        """With which the latest days are compared."""
        last = self.latest.first - timedelta(days=1)
        return Period(last - timedelta(days=EARLIER_DAYS - 1), last)

    def of(self, period: Period) -> Tally:
        """All reports of a period."""
        told = (tally for (day, _), tally in self.cells.items() if _within(day, period))
        return sum(told, Tally())

    def per_day(self) -> list[tuple[date, Tally]]:
        """The last days, one by one, also those without a report."""
        shown = Period(self.today - timedelta(days=SHOWN_DAYS - 1), self.today)
        days = {day: Tally() for day in shown.days()}
        for (day, _), tally in self.cells.items():
            if day in days:
                days[day] += tally
        return list(days.items())

    def by_playbook(self, period: Period) -> dict[str, Tally]:
        """The reports of a period that have a playbook, most first."""
        found: dict[str, Tally] = {}
        for (day, label), tally in self.cells.items():
            if label is not None and _within(day, period):
                found[label] = found.get(label, Tally()) + tally
        told = {label: tally for label, tally in found.items() if tally.reports}
        return dict(sorted(told.items(), key=lambda item: (-item[1].reports, item[0])))

    @property
    def is_old_enough(self) -> bool:
        """Whether the book tells of all the days with which the latest are compared."""
        return self.begun_on is not None and self.begun_on <= self.usual.first

    def emerging(self) -> list[Emerging]:
        """The playbooks that rise, the greatest rise first; none while the book is too young."""
        if not self.is_old_enough:
            return []
        before = self.by_playbook(self.usual)
        found = [
            Emerging(label, tally.reports, _a_week(before.get(label, Tally()).reports))
            for label, tally in self.by_playbook(self.latest).items()
            if is_rise(tally.reports, before.get(label, Tally()).reports)
        ]
        return sorted(found, key=lambda one: one.usual - one.reports)


def is_rise(latest: int, earlier: int) -> bool:
    """Whether `latest` reports in 7 days are clearly more than `earlier` in 28 days let expect.

    Three things at once: LEAST_REPORTS, so that two or three alike make no alarm; LEAST_RISE over
    the usual week; and less than CHANCE by chance. The last is the exact test for two Poisson
    counts (Przyborowski and Wilenski, 1940): if nothing has changed, each report of the five weeks
    falls into the last one with 1/5, so `latest` is binomial. Unlike a Poisson tail over the mean
    of the four weeks, it does not take a mean of few reports for certain.
    """
    if latest < LEAST_REPORTS or latest < LEAST_RISE * _a_week(earlier):
        return False
    return chance_of(latest, earlier) < CHANCE


def chance_of(latest: int, earlier: int) -> float:
    """How likely `latest` or more are in the last 7 of 35 days if nothing has changed."""
    every = latest + earlier
    share = LATEST_DAYS / (LATEST_DAYS + EARLIER_DAYS)
    log_rest = math.log1p(-share)
    log_odds = math.log(share) - log_rest
    log_ways = math.lgamma(every + 1) + every * log_rest
    return math.fsum(
        math.exp(log_ways - math.lgamma(n + 1) - math.lgamma(every - n + 1) + n * log_odds)
        for n in range(latest, every + 1)
    )


async def overview(session: AsyncSession, today: date) -> Overview:
    """Read the last five weeks: three queries, each bounded by its days."""
    days = Period(today - timedelta(days=LATEST_DAYS + EARLIER_DAYS - 1), today)
    cells: dict[tuple[date, str | None], Tally] = {}
    for query in (_of_cases(days), _of_counts(days)):
        for day, label, reviewed, others, *rest in await session.execute(query):
            # A report without a label was named by nobody.
            named = (reviewed, others, 0) if label else (0, 0, reviewed + others)
            key = day, label or None
            cells[key] = cells.get(key, Tally()) + Tally(*named, *rest)
    first = select(
        select(func.min(Case.told_on)).scalar_subquery(),
        select(func.min(CaseCount.told_on)).scalar_subquery(),
    )
    begun = [day for day in (await session.execute(first)).one() if day is not None]
    return Overview(today, min(begun, default=None), cells)


def _of_cases(days: Period) -> Select[date, str | None, int, int, int, int, int]:
    """By day and label, in the order of the index over both: nothing has to be sorted."""
    # Not as a condition of the query: without statistics SQLite would take the index over
    # duplicate_of for a narrow one, and read the whole book.
    own = Case.duplicate_of.is_(None)
    kept = and_(own, Case.status != CaseStatus.DISMISSED)
    reviewed = Case.status.in_((CaseStatus.CONFIRMED, CaseStatus.RELABELLED))
    return (
        select(
            Case.told_on,
            Case.label,
            func.count().filter(own, reviewed),
            func.count().filter(own, Case.status == CaseStatus.PENDING),
            func.count().filter(kept, Case.stage == Stage.PAID),
            func.count().filter(kept, Case.playbook_id.is_(None)),
            func.count().filter(own, Case.status == CaseStatus.DISMISSED),
        )
        .where(Case.told_on.between(days.first, days.last))
        .group_by(Case.told_on, Case.label)
    )


def _of_counts(days: Period) -> Select[date, str, int, int, int, int, int]:
    """Nobody reviews a count: what it says is the model's."""
    reports = func.sum(CaseCount.reports)
    paid = func.coalesce(reports.filter(CaseCount.stage == Stage.PAID.value), 0)
    left_open = func.coalesce(reports.filter(CaseCount.playbook_id == ""), 0)
    none = literal(0)
    return (
        select(CaseCount.told_on, CaseCount.playbook_id, none, reports, paid, left_open, none)
        .where(CaseCount.told_on.between(days.first, days.last))
        .group_by(CaseCount.told_on, CaseCount.playbook_id)
    )


async def count_differing(session: AsyncSession) -> int:
    """How many cases two officers read differently, up to one more than COUNTED_UP_TO."""
    some = select(Case.id).where(Case.second_reading == SecondReading.DISAGREED)
    limited = some.limit(COUNTED_UP_TO + 1).subquery()
    return await session.scalar(select(func.count()).select_from(limited)) or 0


def _a_week(earlier: int) -> float:
    return earlier * LATEST_DAYS / EARLIER_DAYS


def _within(day: date, period: Period) -> bool:
    return period.first <= day <= period.last

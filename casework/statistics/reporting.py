"""Puts a report together: of closed months from what was published, else from the case book."""

from dataclasses import dataclass

from casework.db import Sessions
from casework.statistics import course, months
from casework.statistics.all_statistics import count_all
from casework.statistics.baseline import Baseline
from casework.statistics.book import Book
from casework.statistics.by_category import KEY as BY_CATEGORY
from casework.statistics.by_category import by_category
from casework.statistics.closing import Published, closed
from casework.statistics.disclosure import alone
from casework.statistics.names import Names
from casework.statistics.period import MONTHS, Month, Span
from casework.statistics.report import Report, by_key
from casework.statistics.table import TOTAL, Cell, Table


@dataclass(frozen=True, slots=True)
class Reporter:
    """Makes the reports of a case book. It only reads."""

    sessions: Sessions
    names: Names
    baseline: Baseline

    async def protected(self, span: Span) -> Report:
        """With small cells hidden: for everybody. Raises StillGivenAway, DoesNotAddUp."""
        before, year_before = span.later(-len(span.months)), span.later(-MONTHS)
        wanted = [*year_before.months, *before.months, *span.months]
        known = await months.published(self.sessions, list(dict.fromkeys(wanted)), self.names)
        tables = [
            months.added_up([known[month].tables for month in one.months])
            for one in (span, before, year_before)
        ]
        totals = await self._protected_totals(span.months[-1], known)
        here = [known[month] for month in span.months]
        return Report(
            span=span,
            tables=(*tables[0], *_over_time(span, tables, totals)),
            baseline=self.baseline,
            protected=True,
            closed=all(one.closed for one in here),
            invented=any(one.invented for one in here),
        )

    async def internal(self, span: Span) -> Report:
        """With nothing hidden: for those who may see small cells. Raises DoesNotAddUp."""
        before, year_before = span.later(-len(span.months)), span.later(-MONTHS)
        async with self.sessions() as session:
            others = [Book(session, one.period, self.names) for one in (before, year_before)]
            tables = [
                await count_all(session, span.period, self.names),
                *[(await by_category(other),) for other in others],
            ]
            splits = await months.totals(session, _two_years(span.months[-1]), self.names)
            kept = await closed(session, span.months)
            invented = await months.has_invented(session, span.period)
        totals = {month: split.cells for month, split in splits.items()}
        return Report(
            span=span,
            tables=(*tables[0], *_over_time(span, tables, totals)),
            baseline=self.baseline,
            protected=False,
            closed=len(kept) == len(span.months),
            invented=invented,
        )

    async def _protected_totals(
        self, last: Month, known: dict[Month, Published]
    ) -> dict[Month, tuple[Cell, ...]]:
        """Of every month what its own tables say, or would say, of all reports."""
        wanted = _two_years(last)
        async with self.sessions() as session:
            splits = await months.totals(session, wanted, self.names)
            kept = await closed(session, wanted)
        found: dict[Month, tuple[Cell, ...]] = {m: alone(split) for m, split in splits.items()}
        for month, one in {**kept, **known}.items():
            table = by_key(one.tables, BY_CATEGORY)
            found[month] = tuple(table.cell(TOTAL, column.key) for column in table.columns)
        return found


def _two_years(last: Month) -> list[Month]:
    return [last.later(-back) for back in reversed(range(2 * MONTHS + 1))]


def _over_time(
    span: Span, tables: list[tuple[Table, ...]], totals: course.Totals
) -> tuple[Table, ...]:
    now, before, year_before = (by_key(some, BY_CATEGORY) for some in tables)
    last = span.months[-1]
    return (
        course.compared(now, before, year_before, len(span.months)),
        course.trend(last, totals),
        course.season(last, totals),
    )

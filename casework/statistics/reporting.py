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
from casework.statistics.period import MONTHS, Month, Period, Span
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
        async with self.sessions() as session:
            kept = await closed(session, span.months)
        if len(span.months) == 1 and kept:
            (month,) = kept.values()
            return self._report(span, month.tables, closed=True, invented=month.invented)
        before, year_before = span.later(-len(span.months)), span.later(-MONTHS)
        wanted = [*year_before.months, *before.months, *span.months]
        known = await months.published(self.sessions, list(dict.fromkeys(wanted)), self.names)
        tables = [
            months.added_up([known[month].tables for month in one.months])
            for one in (span, before, year_before)
        ]
        totals, invented = await self._protected_totals(span.months[-1], known)
        return self._report(
            span,
            (*tables[0], *_over_time(span, tables, totals)),
            closed=all(known[month].closed for month in span.months),
            invented=invented or any(one.invented for one in known.values()),
        )

    def _report(
        self, span: Span, tables: tuple[Table, ...], *, closed: bool, invented: bool
    ) -> Report:
        return Report(span, tables, self.baseline, protected=True, closed=closed, invented=invented)

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
            seen = Period(_two_years(span.months[-1])[0].first, span.period.last)
            invented = await months.has_invented(session, seen)
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
    ) -> tuple[dict[Month, tuple[Cell, ...]], bool]:
        """Of every month what its own tables say, or would say, of all reports.

        And whether demo cases are among them.
        """
        wanted = _two_years(last)
        async with self.sessions() as session:
            splits = await months.totals(session, wanted, self.names)
            kept = await closed(session, wanted)
            invented = await months.has_invented(session, Period(wanted[0].first, last.last))
        found: dict[Month, tuple[Cell, ...]] = {m: alone(split) for m, split in splits.items()}
        for month, one in {**kept, **known}.items():
            table = by_key(one.tables, BY_CATEGORY)
            found[month] = tuple(table.cell(TOTAL, column.key) for column in table.columns)
        return found, invented


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

"""Months beside each other, from nothing but what was or may be published of each one.

A month's protected tables say all that anybody may know of it. What is added up or compared here is
reckoned from them, and not from the case book: so no total of a quarter and no 'more than in the
last month' can give away what a month hides.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.invented import any_invented
from casework.cases.models import Case, CaseCount
from casework.db import Sessions
from casework.statistics.all_statistics import count_all
from casework.statistics.book import Book, counted_case, counted_days
from casework.statistics.closing import Published, closed
from casework.statistics.course import OVER_TIME
from casework.statistics.disclosure import protect
from casework.statistics.names import Names
from casework.statistics.period import Month, Period
from casework.statistics.table import Cell, Row, Split, Table


async def published(
    sessions: Sessions, months: Sequence[Month], names: Names
) -> dict[Month, Published]:
    """What may be published of each month; of a closed one what was."""
    async with sessions() as session:
        known = await closed(session, months)
    return {month: known.get(month) or await _now(sessions, month, names) for month in months}


async def _now(sessions: Sessions, month: Month, names: Names) -> Published:
    async with sessions() as session:
        tables = await count_all(session, month.period, names)
        invented = await has_invented(session, month.period)
    # It can take seconds: in a thread, and with the database given back to others meanwhile.
    protected = await asyncio.to_thread(protect, tables)
    return Published(protected, closed=False, invented=invented)


async def has_invented(session: AsyncSession, period: Period) -> bool:
    """Whether demo cases are among the reports of a period."""
    return await any_invented(session, counted_case(period), counted_days(period))


async def totals(
    session: AsyncSession, months: Sequence[Month], names: Names
) -> dict[Month, Split]:
    """All reports of each month, with nothing hidden. The months follow on each other."""
    book = Book(session, Period(months[0].first, months[-1].last), names)
    found = dict.fromkeys(months, Split())
    for day, split in (await book.reports("day", Case.told_on, CaseCount.told_on)).items():
        found[Month.of(day)] += split
    return found


def added_up(tables: Sequence[Sequence[Table]]) -> tuple[Table, ...]:
    """The tables of several months as one: a cell is known if it is in every month."""
    *_, last = tables
    return tuple(
        _sum([table for month in tables for table in month if table.key == newest.key], newest)
        for newest in last
        if newest.key not in OVER_TIME
    )


def _sum(tables: Sequence[Table], newest: Table) -> Table:
    """Rows that a month does not have stood for nothing in it."""
    rows: dict[str, Row] = {}
    for table in tables:
        rows |= {row.key: row for row in table.rows}
    order = dict.fromkeys([*(row.key for row in newest.rows), *rows])
    of_months: list[Mapping[str, tuple[Cell, ...]]] = [
        {line.key: line.cells for line in table.lines()} for table in tables
    ]
    none = (0,) * len(newest.columns)

    def added(line: Row) -> Row:
        several = [cells.get(line.key, none) for cells in of_months]
        cells = (_added(column) for column in zip(*several, strict=True))
        return replace(line, cells=tuple(cells))

    total = added(newest.total) if newest.total else None
    summed = tuple(added(rows[key]) for key in order)
    if _was_moved(tables):
        summed = tuple(replace(row, within=()) for row in summed)
    return replace(newest, rows=summed, total=total)


def _was_moved(tables: Sequence[Table]) -> bool:
    """Whether a row is not a part of the same in all months: then its sum is a part of nothing."""
    within: dict[str, tuple[str, ...]] = {}
    return any(
        within.setdefault(row.key, row.within) != row.within
        for table in tables
        for row in table.rows
    )


def _added(cells: Sequence[Cell]) -> Cell:
    known = [cell for cell in cells if cell is not None]
    return sum(known) if len(known) == len(cells) else None

"""What is done each month by itself: months that are over are closed, and their reports made."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casework.clock import day_in_viet_nam
from casework.statistics import closing
from casework.statistics.book import begun_on
from casework.statistics.closing import AlreadyClosed, NothingToClose, Published
from casework.statistics.months import has_invented
from casework.statistics.period import Month, Period, PeriodNotOver, Span
from console.auth.sessions import Visitor
from console.desk import Desk
from console.reports.files import write_anew
from console.reports.making import Format, file_name, made
from console.reports.sources import Sources

logger = logging.getLogger(__name__)

HOUR = 3600.0
"""Seconds between two looks. The work itself is done once a month."""


class InventedHere(Exception):
    """Tháng này có vụ ví dụ, nên chưa chốt: xoá dữ liệu ví dụ trước, hoặc tập trên sổ khác."""


@dataclass(frozen=True, slots=True)
class Done:
    """A month that was closed or whose files were made, and where these are."""

    month: Month
    closed_now: bool
    files: tuple[Path, ...]


async def close_months(
    desk: Desk, last: Month, visitor: Visitor | None = None, *, invented: bool = False
) -> list[Month]:
    """Close a month for good, and before it all that are open since the book began.

    In this order, so that what a month says of earlier ones never changes either. Each with its
    audit entry. Raises PeriodNotOver, NothingToClose, AlreadyClosed, and InventedHere unless
    `invented` reports may be among them.
    """
    if not Span.of(last).is_over(day_in_viet_nam(desk.now())):
        raise PeriodNotOver
    async with desk.sessions() as session:
        first = await begun_on(session)
        if first is None or last < Month.of(first):
            raise NothingToClose
        since = list(_months(Month.of(first), last))
        kept = await closing.closed(session, since)
        demo = await has_invented(session, Period(first, last.last))
    if last in kept:
        raise AlreadyClosed
    if demo and not invented:
        raise InventedHere
    wanted = [month for month in since if month not in kept]
    for month in wanted:
        await _close(desk, month, visitor)
    return wanted


async def _close(desk: Desk, month: Month, visitor: Visitor | None) -> None:
    report = await Sources.of(desk).reporter(desk.sessions).protected(Span.of(month))
    found = Published(report.tables, closed=False, invented=report.invented)
    async with desk.act(visitor, "month.closed", str(month)) as session:
        await closing.close(session, month, found, desk.now())


async def make_files(desk: Desk, month: Month) -> tuple[Path, ...]:
    """Every format of a closed month that is not there yet. What is there stays as it is."""
    span, folder = Span.of(month), desk.settings.reports_dir / str(month)
    paths = {wanted: folder / file_name(wanted, span) for wanted in Format}
    missing = {wanted: path for wanted, path in paths.items() if not path.exists()}
    if missing:
        sources = Sources.of(desk)
        report = await sources.reporter(desk.sessions).protected(span)
        for wanted, path in missing.items():
            data = await asyncio.to_thread(made, wanted, report, sources)
            await asyncio.to_thread(write_anew, path, data)
    return tuple(missing.values())


async def catch_up(desk: Desk) -> list[Done]:
    """Do what is due: nothing before the day of closing, and nothing twice."""
    done = []
    for month in await _due(desk):
        closed_now = True
        try:
            await close_months(desk, month)
        except AlreadyClosed:
            closed_now = False
        except InventedHere:
            continue
        files = await make_files(desk, month)
        if files or closed_now:
            done.append(Done(month, closed_now, files))
    return done


async def keep_up(desk: Desk) -> None:
    """Look every hour, for as long as the console runs. What fails is tried again."""
    while True:
        try:
            if await catch_up(desk):
                logger.info("months were closed and their reports made")
        except Exception as error:  # noqa: BLE001  # the desk goes on, and so does the looking
            logger.warning("the monthly reports could not be made: %s", type(error).__name__)
        await asyncio.sleep(HOUR)


async def _due(desk: Desk) -> list[Month]:
    """The months since the book began whose day of closing has come, the oldest first."""
    today, close_day = day_in_viet_nam(desk.now()), desk.settings.report_close_day
    async with desk.sessions() as session:
        first = await begun_on(session)
    if first is None or not close_day:
        return []
    last = Month.of(today).later(-1 if today.day >= close_day else -2)
    return list(_months(Month.of(first), last))


def _months(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = month.later(1)


async def stop(task: "asyncio.Task[None]") -> None:
    """End the looking."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task

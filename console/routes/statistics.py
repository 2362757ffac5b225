"""The statistics of a month, a quarter or a year, and their documents."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from casework.clock import day_in_viet_nam
from casework.statistics.book import begun_on
from casework.statistics.closing import last_closed
from casework.statistics.period import Month, PeriodNotOver, Span
from casework.statistics.report import Report
from casework.statistics.table import HIDDEN
from console.auth.permissions import MAY, Permission, needs
from console.auth.sessions import Visitor
from console.desk import Desk, TheDesk, TheVisitor
from console.pages import page, see_other
from console.reports import monthly
from console.reports.content import marks
from console.reports.making import KINDS, Format, file_name, made
from console.reports.sources import NotClosedYet, Sources

router = APIRouter()

MOST_MONTHS = 36
"""In the list to choose from; older ones can be typed into the address."""

_Written = Annotated[str, Field(max_length=12)]


class Asked(BaseModel):
    """Which period; empty: the month that ended last."""

    period: _Written = ""


class AskedFile(Asked):
    """Which document of it."""

    format: Format


@router.get("/statistics")
@needs(Permission.READ_STATISTICS)
async def statistics(
    request: Request, desk: TheDesk, me: TheVisitor, asked: Annotated[Asked, Query()]
) -> Response:
    """Every table of a period, with small cells hidden.

    Raises NoSuchPeriod, PeriodNotOver, NotClosedYet.
    """
    span = _span(desk, asked)
    if not asked.period and not _sees_open(me):
        async with desk.sessions() as session:
            month = await last_closed(session)
        if month is None:
            return page(request, "nothing_closed.html")
        span = Span.of(month)
    report = await Sources.of(desk).reporter(desk.sessions).protected(span)
    _check_open_to(me, report)
    return await _shown(request, desk, report)


@router.get("/statistics/internal")
@needs(Permission.READ_SMALL_CELLS)
async def internal(
    request: Request, desk: TheDesk, me: TheVisitor, asked: Annotated[Asked, Query()]
) -> Response:
    """The same with nothing hidden; who has looked stands in the audit log."""
    report = await Sources.of(desk).reporter(desk.sessions).internal(_span(desk, asked))
    async with desk.act(me, "statistics.read_internal", report.span.key):
        pass
    return await _shown(request, desk, report)


@router.get("/statistics/file")
@needs(Permission.READ_STATISTICS)
async def document(desk: TheDesk, me: TheVisitor, asked: Annotated[AskedFile, Query()]) -> Response:
    """A report to keep. Raises NoSuchPeriod, PeriodNotOver, NotClosedYet."""
    sources = Sources.of(desk)
    report = await sources.reporter(desk.sessions).protected(_span(desk, asked))
    _check_open_to(me, report)
    return await _file(desk, me, sources, report, asked.format)


@router.get("/statistics/internal/file")
@needs(Permission.READ_SMALL_CELLS)
async def internal_document(
    desk: TheDesk, me: TheVisitor, asked: Annotated[AskedFile, Query()]
) -> Response:
    """A report with nothing hidden, for inside only. Raises NotForPublication."""
    sources = Sources.of(desk)
    report = await sources.reporter(desk.sessions).internal(_span(desk, asked))
    return await _file(desk, me, sources, report, asked.format)


@router.post("/statistics/close")
@needs(Permission.CLOSE_MONTH)
async def close(desk: TheDesk, me: TheVisitor, period: Annotated[_Written, Form()]) -> Response:
    """Close a period for good, and all before it.

    Raises NoSuchPeriod, PeriodNotOver, NothingToClose, AlreadyClosed, InventedHere.
    """
    span = Span.parse(period)
    await monthly.close_months(desk, span.months[-1], me)
    return see_other(f"/statistics?period={span.key}&done=closed")


def _sees_open(me: Visitor) -> bool:
    """Two looks at an open month tell of what was changed between: only for who sees the cases."""
    return Permission.READ_CASES in MAY[me.role]


def _check_open_to(me: Visitor, report: Report) -> None:
    if not report.closed and not _sees_open(me):
        raise NotClosedYet


def _span(desk: Desk, asked: Asked) -> Span:
    today = day_in_viet_nam(desk.now())
    span = Span.parse(asked.period) if asked.period else Span.of(Month.of(today).later(-1))
    if not span.is_over(today):
        raise PeriodNotOver
    return span


async def _shown(request: Request, desk: Desk, report: Report) -> Response:
    async with desk.sessions() as session:
        first = await begun_on(session)
    return page(
        request,
        "statistics.html",
        report=report,
        marks=[mark.text for mark in marks(report)],
        periods=_to_choose(day_in_viet_nam(desk.now()), Month.of(first) if first else None),
        kinds=[
            (one, kind.name)
            for one, kind in KINDS.items()
            if report.protected or not kind.published
        ],
        hidden=HIDDEN,
    )


async def _file(
    desk: Desk, me: Visitor, sources: Sources, report: Report, wanted: Format
) -> Response:
    data = await asyncio.to_thread(made, wanted, report, sources)
    act = "report.made" if report.protected else "report.made_internal"
    async with desk.act(me, act, report.span.key, format=wanted.value):
        pass
    name = file_name(wanted, report.span, protected=report.protected)
    return Response(
        data,
        media_type=KINDS[wanted].media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _to_choose(today: date, first: Month | None) -> dict[str, list[Span]]:
    """What is over since the book began, the latest first; always at least the last month."""
    month = Month.of(today).later(-1)
    months = [month]
    while first is not None and first < month and len(months) < MOST_MONTHS:
        month = month.later(-1)
        months.append(month)
    quarters = dict.fromkeys(f"{one.year}-Q{(one.number + 2) // 3}" for one in months)
    years = dict.fromkeys(str(one.year) for one in months)
    return {
        "Tháng": [Span.of(one) for one in months],
        "Quý": [span for span in map(Span.parse, quarters) if span.is_over(today)],
        "Năm": [span for span in map(Span.parse, years) if span.is_over(today)],
    }

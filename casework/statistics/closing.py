"""Closed months: what was once published of a month stays, whatever happens to its cases later.

Numbers that were published twice, with a case deleted or relabelled between, would tell of that
one case by their difference. So a month is closed once, and from then on every report takes it from
here. Only protected tables are kept: a small cell is in no snapshot.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, DateTime, String, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from casework.db import Base
from casework.statistics.disclosure import RULE
from casework.statistics.period import Month
from casework.statistics.table import Column, Row, Table


class NothingToClose(Exception):
    """Tới hết kỳ này sổ chưa có lượt kể nào để chốt. Xem lại kỳ, hoặc DATABASE_URL."""


class AlreadyClosed(Exception):
    """Tháng này đã chốt; số đã chốt không lập lại, để không ai so hai bản mà lần ra một vụ."""


class ClosedMonth(Base):
    """The protected tables of one month."""

    __tablename__ = "closed_months"

    month: Mapped[date] = mapped_column(Date, primary_key=True)
    closed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # The version of the rule by which small cells are hidden.
    rule: Mapped[str] = mapped_column(String(16))
    invented: Mapped[bool] = mapped_column(Boolean)
    tables: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


@dataclass(frozen=True, slots=True)
class Published:
    """The protected tables of one month: kept since it was closed, or as they would be now.

    Of a closed month with those that look at other months too, as they were then. `invented`: demo
    cases are in any of them.
    """

    tables: tuple[Table, ...]
    closed: bool
    invented: bool


async def close(session: AsyncSession, month: Month, published: Published, at: datetime) -> None:
    """Keep the tables of a month for good. Raises AlreadyClosed."""
    if await session.get(ClosedMonth, month.first) is not None:
        raise AlreadyClosed
    session.add(
        ClosedMonth(
            month=month.first,
            closed_at=at,
            rule=RULE,
            invented=published.invented,
            tables=[_as_json(table) for table in published.tables],
        )
    )


async def closed(session: AsyncSession, months: Iterable[Month]) -> dict[Month, Published]:
    """Those of the months that are closed."""
    wanted = {month.first: month for month in months}
    found = await session.scalars(select(ClosedMonth).where(ClosedMonth.month.in_(wanted)))
    return {
        wanted[one.month]: Published(
            tuple(map(_from_json, one.tables)), closed=True, invented=one.invented
        )
        for one in found
    }


async def last_closed(session: AsyncSession) -> Month | None:
    """The latest month that is closed."""
    day = await session.scalar(select(func.max(ClosedMonth.month)))
    return Month.of(day) if day else None


def _as_json(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "heading": table.heading,
        "columns": [[column.key, column.name] for column in table.columns],
        "rows": [_row_as_json(row) for row in table.rows],
        "total": _row_as_json(table.total) if table.total else None,
        "base": table.base,
        "unit": table.unit,
        "notes": list(table.notes),
        "adds_across": table.adds_across,
    }


def _row_as_json(row: Row) -> list[Any]:
    return [row.key, row.name, list(row.cells), list(row.within)]


def _from_json(kept: dict[str, Any]) -> Table:
    return Table(
        key=kept["key"],
        title=kept["title"],
        heading=kept["heading"],
        columns=tuple(Column(*column) for column in kept["columns"]),
        rows=tuple(_row_from_json(row) for row in kept["rows"]),
        total=_row_from_json(kept["total"]) if kept["total"] else None,
        base=kept["base"],
        unit=kept["unit"],
        notes=tuple(kept["notes"]),
        adds_across=kept["adds_across"],
    )


def _row_from_json(kept: list[Any]) -> Row:
    key, name, cells, within = kept
    return Row(key, name, tuple(cells), tuple(within))

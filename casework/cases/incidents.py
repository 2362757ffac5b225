"""Cases in which money is lost: a list of their own, by age, until they are handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from casework.cases.models import Case, CaseStatus
from casework.cases.queue import COUNTED_UP_TO, PAGE_SIZE
from casework.stage import Stage


@dataclass(frozen=True, slots=True)
class Told:
    """A place in the list."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Incidents:
    """A page of incidents; `goes_on_after` if there are more."""

    cases: Sequence[Case]
    goes_on_after: Told | None


async def page(
    session: AsyncSession,
    *,
    handed_over: bool = False,
    oldest_first: bool = False,
    after: Told | None = None,
    size: int = PAGE_SIZE,
) -> Incidents:
    """Newest first: of fresh losses a bank may still hold something back."""
    asked = _open(handed_over=handed_over)
    if after is not None:
        asked.append(_behind(after, oldest_first=oldest_first))
    order = Case.told_at.asc() if oldest_first else Case.told_at.desc()
    query = select(Case).where(*asked).order_by(order, Case.id).limit(size + 1)
    found = (await session.scalars(query)).all()
    last = found[size - 1] if len(found) > size else None
    return Incidents(found[:size], Told(last.told_at, last.id) if last else None)


async def count_open(session: AsyncSession) -> int:
    """How many wait to be handed over, counted up to one more than COUNTED_UP_TO."""
    some = select(Case.id).where(*_open(handed_over=False)).limit(COUNTED_UP_TO + 1).subquery()
    return await session.scalar(select(func.count()).select_from(some)) or 0


def _open(*, handed_over: bool) -> list[ColumnElement[bool]]:
    return [
        Case.stage == Stage.PAID,
        Case.handed_over.is_(handed_over),
        Case.status != CaseStatus.DISMISSED,
        Case.duplicate_of.is_(None),
    ]


def _behind(place: Told, *, oldest_first: bool) -> ColumnElement[bool]:
    # The first part alone lets the database begin at the right spot of the index.
    if oldest_first:
        further = Case.told_at >= place.at
        beyond = Case.told_at > place.at
    else:
        further = Case.told_at <= place.at
        beyond = Case.told_at < place.at
    return and_(further, or_(beyond, Case.id > place.id))

"""The officers' queue: filtered, searched, and paged by key, never by counting rows off.

A page costs the same on the first day and after a million cases: each filter has an index that
ends in the queue's rank, and a search looks through a window of cases and says how far it came.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import GenerativeSelect

from casework.cases.models import Case, CaseStatus
from casework.columns import searchable
from casework.stage import Stage

PAGE_SIZE = 25
"""Cases on a page: what fits two screens of an office computer."""

SEARCH_WINDOW = 20_000
"""Cases that one search looks through; the next page goes on from there."""

COUNTED_UP_TO = 1_000
"""Beyond it a list is 'more than 1,000': counting on would cost more than it tells."""

UNNAMED = "-"
"""As a filter: cases in which no playbook was named."""


_Query = TypeVar("_Query", bound=GenerativeSelect)


class Sureness(StrEnum):
    """How sure the model was, in the steps in which officers think of it."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"

    @property
    def bounds(self) -> tuple[float, float]:
        """From, and up to but not including."""
        return _BOUNDS[self]


_BOUNDS = {
    Sureness.LOW: (0.0, 0.5),
    Sureness.MIDDLE: (0.5, 0.8),
    Sureness.HIGH: (0.8, 1.01),
}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What an officer wants to see; an empty filter is all cases."""

    status: CaseStatus | None = None
    label: str | None = None
    channel: str | None = None
    stage: Stage | None = None
    sureness: Sureness | None = None
    since: date | None = None
    until: date | None = None
    commune: str | None = None
    new_script: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue: pages go on behind it."""

    rank: int
    id: UUID

    @classmethod
    def of(cls, case: Case) -> "Place":
        """Where a case stands."""
        return cls(case.queue_rank, case.id)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the queue. `goes_on_after` is the place behind which there may be more.

    `looked_through` tells, for a search, whether all cases of the filter were looked through.
    """

    cases: Sequence[Case] = field(default_factory=tuple)
    goes_on_after: Place | None = None
    looked_through: bool = True


async def page(
    session: AsyncSession, wanted: CaseFilter, after: Place | None = None, size: int = PAGE_SIZE
) -> Page:
    """The next page of the queue. Duplicates are left out: they stand with their original."""
    if wanted.words:
        return await _search(session, wanted, after, size)
    query = _in_order(select(Case).where(*conditions(wanted, after)))
    found = (await session.scalars(query.limit(size + 1))).all()
    more = len(found) > size
    return Page(found[:size], Place.of(found[size - 1]) if more else None)


async def _search(
    session: AsyncSession, wanted: CaseFilter, after: Place | None, size: int
) -> Page:
    window = _in_order(
        select(Case.id, Case.queue_rank, Case.narrative_bare).where(*conditions(wanted, after))
    ).limit(SEARCH_WINDOW)
    looked = window.subquery()
    hits = select(looked.c.id).where(
        *(looked.c.narrative_bare.contains(searchable(w), autoescape=True) for w in wanted.words)
    )
    query = _in_order(select(Case).where(Case.id.in_(hits)))
    found = (await session.scalars(query.limit(size + 1))).all()
    if len(found) > size:
        return Page(found[:size], Place.of(found[size - 1]), looked_through=False)
    last = await _last_looked_at(session, window)
    return Page(found, last, looked_through=last is None)


async def _last_looked_at(
    session: AsyncSession, window: Select[UUID, int, str | None]
) -> Place | None:
    """The end of a full window; None if the window held all that was left."""
    end = window.with_only_columns(Case.queue_rank, Case.id).offset(SEARCH_WINDOW - 1).limit(1)
    row = (await session.execute(end)).first()
    return None if row is None else Place(row[0], row[1])


async def count(session: AsyncSession, wanted: CaseFilter) -> int:
    """How many cases a filter holds, counted up to one more than COUNTED_UP_TO; not its words."""
    some = select(Case.id).where(*conditions(wanted)).limit(COUNTED_UP_TO + 1).subquery()
    return await session.scalar(select(func.count()).select_from(some)) or 0


async def next_case(
    session: AsyncSession, wanted: CaseFilter, after: Place | None = None
) -> UUID | None:
    """The case that follows in the queue, from the top if the end is reached."""
    for place in (after, None) if after else (None,):
        found = await page(session, wanted, place, 1)
        if found.cases:
            return found.cases[0].id
    return None


def conditions(wanted: CaseFilter, after: Place | None = None) -> list[ColumnElement[bool]]:
    """The filter as conditions on Case."""
    asked: list[ColumnElement[bool]] = [Case.duplicate_of.is_(None)]
    for column, value in (
        (Case.status, wanted.status),
        (Case.channel, wanted.channel),
        (Case.stage, wanted.stage),
        (Case.commune, wanted.commune),
    ):
        if value is not None:
            asked.append(column == value)
    if wanted.label is not None:
        asked.append(
            Case.label.is_(None) if wanted.label == UNNAMED else Case.label == wanted.label
        )
    if wanted.sureness is not None:
        low, high = wanted.sureness.bounds
        asked += [Case.confidence >= low, Case.confidence < high]
    if wanted.new_script:
        asked.append(Case.new_script.is_(True))
    if wanted.since is not None:
        asked.append(Case.queue_rank >= wanted.since.toordinal() * 1000)
    if wanted.until is not None:
        asked.append(Case.queue_rank < (wanted.until.toordinal() + 1) * 1000)
    if after is not None:
        asked.append(_behind(after))
    return asked


def _behind(place: Place) -> ColumnElement[bool]:
    # The first part alone lets the database begin at the right spot of an index.
    return and_(
        Case.queue_rank <= place.rank,
        or_(Case.queue_rank < place.rank, Case.id > place.id),
    )


def _in_order(query: _Query) -> _Query:
    return query.order_by(Case.queue_rank.desc(), Case.id)

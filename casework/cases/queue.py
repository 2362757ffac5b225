"""The officers' queue: filtered, searched, and paged by key, never by counting rows off.

A page costs the same on the first day and after a million cases: each filter has an index that
ends in the queue's rank, and a search looks through a window of cases and says how far it came.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Boolean, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import GenerativeSelect

from casework.cases.models import Case, CaseStatus
from casework.columns import searchable
from casework.stage import Stage

PAGE_SIZE = 25
"""Cases on a page: what fits two screens of an office computer."""

SEARCH_WINDOW = 20_000
"""Cases that one page looks through; the next goes on from there."""

MOST_WINDOWS = 3
"""That are looked through for the next case."""

# Each has an index that ends in the queue's rank. The narrowest first: of several the first is
# walked, the others are looked at case by case.
_INDEXED = ("new_script", "commune", "label", "channel", "stage", "status")

_LAST_ID = UUID(int=2**128 - 1)

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


@dataclass(frozen=True, slots=True)
class Count:
    """How many cases there are, counted up to one more than COUNTED_UP_TO.

    `whole` is False where only the newest SEARCH_WINDOW were looked through.
    """

    cases: int
    whole: bool


async def page(
    session: AsyncSession, wanted: CaseFilter, after: Place | None = None, size: int = PAGE_SIZE
) -> Page:
    """The next page of the queue. Duplicates are left out: they stand with their original."""
    floor = await _floor(session, wanted, after)
    query = _in_order(
        select(Case).where(*conditions(wanted, after), *said(wanted), *_down_to(floor))
    )
    found = (await session.scalars(query.limit(size + 1))).all()
    if len(found) > size:
        return Page(found[:size], Place.of(found[size - 1]))
    if floor is None:
        return Page(found)
    return Page(found, Place(floor, _LAST_ID), looked_through=False)


async def count(session: AsyncSession, wanted: CaseFilter) -> Count:
    """How many cases a filter holds; the words of a search are not counted by."""
    floor = await _floor(session, replace(wanted, words=()), None)
    asked = (*conditions(wanted), *_down_to(floor))
    some = select(Case.id).where(*asked).limit(COUNTED_UP_TO + 1).subquery()
    found = await session.scalar(select(func.count()).select_from(some)) or 0
    return Count(found, whole=floor is None or found > COUNTED_UP_TO)


async def _floor(session: AsyncSession, wanted: CaseFilter, after: Place | None) -> int | None:
    """The lowest rank that is looked at: SEARCH_WINDOW cases of the narrowest index further down.

    None where all is looked at: it is no more than a window, or the index alone holds the filter.
    """
    walked = _walked(wanted)
    used = {name for name in _INDEXED if getattr(wanted, name) not in {None, False}}
    if len(used) <= 1 and wanted.sureness is None and not wanted.words:
        return None
    asked = [] if walked is None else [_is(walked, wanted)]
    asked += _days(wanted)
    if after is not None:
        # At the end of a window no case of its rank is left.
        whole = after.id == _LAST_ID
        asked.append(Case.queue_rank < after.rank if whole else Case.queue_rank <= after.rank)
    query = select(Case.queue_rank).where(*asked).order_by(Case.queue_rank.desc())
    return await session.scalar(query.offset(SEARCH_WINDOW).limit(1))


def _down_to(floor: int | None) -> list[ColumnElement[bool]]:
    return [] if floor is None else [Case.queue_rank >= floor]


def said(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    """The words of a search as conditions on Case."""
    return [Case.narrative_bare.contains(searchable(w), autoescape=True) for w in wanted.words]


async def next_case(
    session: AsyncSession, wanted: CaseFilter, after: Place | None = None
) -> UUID | None:
    """The case that follows in the queue, from the top if the end is reached.

    None also where the next MOST_WINDOWS windows hold none: the list goes on from there.
    """
    for start in (after, None) if after else (None,):
        place = start
        for _ in range(MOST_WINDOWS):
            found = await page(session, wanted, place, 1)
            if found.cases:
                return found.cases[0].id
            place = found.goes_on_after
            if place is None:
                break
    return None


class _Aside(FunctionElement[bool]):
    """A condition that SQLite looks at case by case: its index would lead out of the window.

    Without statistics it takes any of several indexes. PostgreSQL has them, and chooses itself.
    """

    inherit_cache = True
    type = Boolean()


@compiles(_Aside)
def _as_it_is(element: _Aside, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    return str(compiler.process(element.clauses, **how))


@compiles(_Aside, "sqlite")
def _out_of_the_way(element: _Aside, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    # A plus before a term keeps it from every index (https://sqlite.org/optoverview.html).
    return f"+({compiler.process(element.clauses, **how)})"


def conditions(wanted: CaseFilter, after: Place | None = None) -> list[ColumnElement[bool]]:
    """The filter as conditions on Case."""
    walked = _walked(wanted)
    asked: list[ColumnElement[bool]] = [Case.duplicate_of.is_(None)]
    for name in _INDEXED:
        if getattr(wanted, name) not in {None, False}:
            here = _is(name, wanted)
            asked.append(here if name == walked else _Aside(here))
    if wanted.sureness is not None:
        low, high = wanted.sureness.bounds
        asked += [Case.confidence >= low, Case.confidence < high]
    asked += _days(wanted)
    if after is not None:
        asked.append(_behind(after))
    return asked


def _walked(wanted: CaseFilter) -> str | None:
    """The part of the filter whose index is walked: the narrowest; None for that of the queue."""
    return next((name for name in _INDEXED if getattr(wanted, name) not in {None, False}), None)


def _is(name: str, wanted: CaseFilter) -> ColumnElement[bool]:
    value = getattr(wanted, name)
    if name == "label" and value == UNNAMED:
        return Case.label.is_(None)
    if name == "new_script":
        return Case.new_script.is_(True)
    same: ColumnElement[bool] = getattr(Case, name) == value
    return same


def _days(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        asked.append(Case.queue_rank >= wanted.since.toordinal() * 1000)
    if wanted.until is not None:
        asked.append(Case.queue_rank < (wanted.until.toordinal() + 1) * 1000)
    return asked


def _behind(place: Place) -> ColumnElement[bool]:
    # The first part alone lets the database begin at the right spot of an index.
    return and_(
        Case.queue_rank <= place.rank,
        or_(Case.queue_rank < place.rank, Case.id > place.id),
    )


def _in_order(query: _Query) -> _Query:
    return query.order_by(Case.queue_rank.desc(), Case.id)

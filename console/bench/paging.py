"""What going on by key is worth: the same pages got by counting rows off, in the same run."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from casework.cases import queue
from casework.cases.models import Case, CaseStatus
from casework.cases.queue import PAGE_SIZE, CaseFilter, Place
from console.bench.book import ABSENT_WORD

PAGE_40 = 39 * PAGE_SIZE
DEEP = 500_000
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Compared:
    """The seconds of a page at a depth, got by key and by counting rows off; medians."""

    depth: int
    by_key: float
    by_offset: float


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """A search for a word in no case, gone on with to the end of the queue."""

    pages: int
    seconds: float


async def compare(engine: AsyncEngine, cases: int) -> list[Compared]:
    """At page 40, and deep down (or at the middle of a small book)."""
    found = []
    for depth in (PAGE_40, min(DEEP, cases // 2)):
        async with AsyncSession(engine) as session:
            before = _by_offset(depth - 1, 1)
            last = (await session.scalars(before)).one()
            place = Place.of(last)

            async def by_key(session: AsyncSession = session, place: Place = place) -> object:
                return await queue.page(session, CaseFilter(), place)

            async def by_offset(session: AsyncSession = session, depth: int = depth) -> object:
                return (await session.scalars(_by_offset(depth, PAGE_SIZE + 1))).all()

            found.append(Compared(depth, await _median(by_key), await _median(by_offset)))
    return found


async def look_through(engine: AsyncEngine) -> LookedThrough:
    """What the last of all searches costs: every case that waits, window by window."""
    wanted = CaseFilter(status=CaseStatus.PENDING, words=(ABSENT_WORD,))
    place, pages, began = None, 0, time.perf_counter()
    async with AsyncSession(engine) as session:
        while pages == 0 or place is not None:
            place = (await queue.page(session, wanted, place)).goes_on_after
            pages += 1
    return LookedThrough(pages, time.perf_counter() - began)


def _by_offset(depth: int, size: int) -> Select[Case]:
    query = select(Case).where(*queue.conditions(CaseFilter()))
    return query.order_by(Case.queue_rank.desc(), Case.id).offset(depth).limit(size)


async def _median(ask: Callable[[], Awaitable[object]]) -> float:
    seconds = []
    for _ in range(_ROUNDS + 1):
        began = time.perf_counter()
        await ask()
        seconds.append(time.perf_counter() - began)
    # The first one warms up.
    return statistics.median(seconds[1:])

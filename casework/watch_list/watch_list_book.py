"""The watch list as it is kept: brought in, let run out, held while an appeal runs, taken out.

Everything happens in the caller's transaction, so that the audit log is written with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, func, not_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from casework.evidence.finding import Kind
from casework.watch_list.entries import Entry
from casework.watch_list.models import WatchedValue

HELD_AT_MOST: Final = timedelta(days=365)
"""An appeal that nobody has decided for so long is decided for the person. Our choice."""

# SQLite takes 32,766 parameters a statement; this is few enough for every database.
_ASKED_AT_ONCE = 500

_Place = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import comes to. `passed_over`: how many lines of which a later listing is known.

    `moved`: entries that stand under a previous key, by that hash; they go over to the current one.
    """

    new: tuple[Entry, ...]
    renewed: tuple[Entry, ...]
    passed_over: int
    moved: Mapping[str, Entry] = field(default_factory=dict)


async def compare(session: AsyncSession, entries: Iterable[Entry]) -> Changes:
    """What would be new and what renewed. Of one value the latest listing counts, then the last."""
    latest: dict[_Place, Entry] = {}
    lines = 0
    for entry in entries:
        lines += 1
        place = entry.kind, entry.key
        if place not in latest or entry.listed_on >= latest[place].listed_on:
            latest[place] = entry
    before = {(one.kind, key) for one in latest.values() for key in one.before}
    known = await _known(session, {*latest, *before})
    new, renewed, moved = [], [], {}
    for place, entry in latest.items():
        stands = [p for p in (place, *((entry.kind, key) for key in entry.before)) if p in known]
        if not stands:
            new.append(entry)
            continue
        if place not in known:
            moved[stands[0][1]] = entry
        if (entry.listed_on, entry.expires_on) >= known[stands[0]]:
            renewed.append(entry)
    return Changes(tuple(new), tuple(renewed), lines - len(new) - len(renewed), moved)


async def bring_in(session: AsyncSession, changes: Changes) -> None:
    """Write what `compare` has found, in the same transaction."""
    for before, entry in changes.moved.items():
        # Before it is renewed: with its row, an appeal that runs comes along.
        stands = WatchedValue.kind == entry.kind.value, WatchedValue.key == before
        moved = update(WatchedValue).where(*stands)
        await session.execute(moved.values(key=entry.key, made_with=entry.made_with))
    rows = [_row(entry) for entry in (*changes.new, *changes.renewed)]
    if not rows:
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    added = dialect.insert(WatchedValue)
    said = ("source", "playbook", "listed_on", "expires_on", "made_with")
    newer: dict[str, Any] = {name: added.excluded[name] for name in said}
    # A running appeal goes on: no new listing ends it.
    newer["held_since"] = func.coalesce(WatchedValue.held_since, added.excluded.held_since)
    await session.execute(
        added.on_conflict_do_update(index_elements=["kind", "key"], set_=newer), rows
    )


async def find(session: AsyncSession, kind: Kind, keys: Sequence[str]) -> Sequence[WatchedValue]:
    """The entries of a value, in force or not: one at most for each of its hashes."""
    query = select(WatchedValue).where(
        WatchedValue.kind == kind.value, WatchedValue.key.in_(list(keys))
    )
    found = (await session.scalars(query)).all()
    return sorted(found, key=lambda one: list(keys).index(one.key))


async def mark(session: AsyncSession, made_with: str) -> int:
    """Mark the entries of before there were marks as made with this key; how many."""
    unmarked = update(WatchedValue).where(WatchedValue.made_with.is_(None))
    done = await session.execute(unmarked.values(made_with=made_with).returning(WatchedValue.id))
    return len(done.all())


async def not_made_with(session: AsyncSession, mark: str, today: date) -> tuple[int, date | None]:
    """How many entries that have not run out stand under other keys, and the last day of all."""
    others = or_(WatchedValue.made_with != mark, WatchedValue.made_with.is_(None))
    query = select(func.count(), func.max(WatchedValue.expires_on)).where(
        others, not_(run_out(today))
    )
    count, last = (await session.execute(query)).one()
    return count, last


def run_out(today: date) -> ColumnElement[bool]:
    """Which entries are to go: past their last day, or held for too long."""
    held = and_(
        WatchedValue.held_since.is_not(None), WatchedValue.held_since < today - HELD_AT_MOST
    )
    return or_(WatchedValue.expires_on < today, held)


async def due(session: AsyncSession, today: date) -> Mapping[Kind, int]:
    """How many entries `expire` would delete, by kind."""
    query = (
        select(WatchedValue.kind, func.count()).where(run_out(today)).group_by(WatchedValue.kind)
    )
    return {Kind(kind): number for kind, number in await session.execute(query)}


async def expire(session: AsyncSession, today: date) -> Mapping[Kind, int]:
    """Delete what has run out; how many, by kind."""
    gone = await due(session, today)
    if gone:
        await session.execute(delete(WatchedValue).where(run_out(today)))
    return gone


async def kept(session: AsyncSession, today: date) -> Sequence[WatchedValue]:
    """Every entry that has not run out, held ones too, in an order that tells nothing."""
    query = select(WatchedValue).where(not_(run_out(today)))
    return (await session.scalars(query.order_by(WatchedValue.kind, WatchedValue.key))).all()


async def _known(
    session: AsyncSession, wanted: Iterable[_Place]
) -> dict[_Place, tuple[date, date]]:
    """Of those that are there already, since when and until when."""
    known: dict[_Place, tuple[date, date]] = {}
    places = iter(sorted(wanted))
    while some := list(islice(places, _ASKED_AT_ONCE)):
        for kind, asked in groupby(some, key=itemgetter(0)):
            query = select(WatchedValue.key, WatchedValue.listed_on, WatchedValue.expires_on)
            keys = [key for _, key in asked]
            # With its kind: so the index over both is used, which holds them in this order.
            query = query.where(WatchedValue.kind == kind.value, WatchedValue.key.in_(keys))
            for key, listed_on, expires_on in await session.execute(query):
                known[kind, key] = listed_on, expires_on
    return known


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind.value,
        "key": entry.key,
        "source": entry.source,
        "playbook": entry.playbook,
        "listed_on": entry.listed_on,
        "expires_on": entry.expires_on,
        "held_since": entry.held_since,
        "made_with": entry.made_with,
    }

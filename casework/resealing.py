"""Seals anew, under the current key, what lies in a column sealed by a previous one.

While others read and write: each row is changed only if it is still as it was read, and readers
open both. So no transaction spans the table: on SQLite everybody else would wait for it.
"""

from dataclasses import dataclass

from sqlalchemy import inspect, select, update
from sqlalchemy.orm import InstrumentedAttribute

from casework.db import Sessions
from casework.keys import Keys, SealBroken

Sealed = InstrumentedAttribute[str | None] | InstrumentedAttribute[str]

# A batch of updates is a matter of milliseconds.
_ROWS_AT_ONCE = 200
_PASSES = 5


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many values were sealed anew, and how many no listed key opens.

    `left`: how many the last pass still found under a previous key, because some process has not
    got its new settings yet and goes on sealing with it.
    """

    turned: int
    unreadable: int
    left: int = 0


async def reseal(
    sessions: Sessions,
    column: Sealed,
    keys: Keys,
) -> Resealed:
    """Go through the column until nothing of a previous key is left, five times at most."""
    turned = 0
    for _ in range(_PASSES):
        found = await _pass(sessions, column, keys)
        turned += found.turned
        if not found.left:
            return Resealed(turned, found.unreadable)
    return Resealed(turned, found.unreadable, left=found.left)


async def _pass(
    sessions: Sessions,
    column: Sealed,
    keys: Keys,
) -> Resealed:
    (key,) = inspect(column.class_).primary_key
    query = select(key, column).where(column.is_not(None)).order_by(key).limit(_ROWS_AT_ONCE)
    turned = unreadable = left = 0
    page = query
    while True:
        async with sessions() as session:
            rows = (await session.execute(page)).all()
        changes = []
        for id_, sealed in rows:
            try:
                new = keys.resealed(sealed)
            except SealBroken:
                unreadable += 1
            else:
                changes += [] if new is None else [(id_, sealed, new)]
        left += len(changes)
        if changes:
            async with sessions.begin() as session:
                for id_, before, after in changes:
                    as_read = update(column.class_).where(key == id_, column == before)
                    done = await session.execute(as_read.values({column: after}).returning(key))
                    turned += done.first() is not None
        if len(rows) < _ROWS_AT_ONCE:
            return Resealed(turned, unreadable, left)
        page = query.where(key > rows[-1][0])

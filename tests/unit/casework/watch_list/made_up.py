"""Invented entries."""

from datetime import date, timedelta

from casework.db import Sessions
from casework.evidence.finding import Kind
from casework.watch_list import watch_list_book as book
from casework.watch_list.entries import LISTED_FOR, Entry
from casework.watch_list.watch_key import WatchKey

TODAY = date(2026, 11, 30)
KEY = WatchKey("a key for tests only, of no use anywhere else")


def entry(
    value: str,
    kind: Kind = Kind.PHONE,
    *,
    source: str = "CV 1",
    listed: int = 0,
    lasts: timedelta = LISTED_FOR,
    playbook: str | None = None,
    held: int | None = None,
) -> Entry:
    """`listed` and `held` so many days ago."""
    day = TODAY - timedelta(days=listed)
    held_since = None if held is None else TODAY - timedelta(days=held)
    key = KEY.of(kind, value).hex()
    return Entry(kind, key, source, day, day + lasts, playbook, held_since)


async def bring_in(sessions: Sessions, *entries: Entry) -> book.Changes:
    """Import them as the console does."""
    async with sessions.begin() as session:
        changes = await book.compare(session, entries)
        await book.bring_in(session, changes)
        return changes

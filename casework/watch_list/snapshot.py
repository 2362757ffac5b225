"""The watch list in memory, as the bot asks it: a dictionary by keyed hash."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import select

from casework.clock import day_in_viet_nam
from casework.db import Sessions
from casework.evidence.finding import Kind
from casework.evidence.watched import Listed
from casework.watch_list.models import WatchedValue
from casework.watch_list.watch_key import WatchKey

logger = logging.getLogger(__name__)

# Few enough that no resident waits for a page, and that others get their turn at the database.
_ROWS_AT_ONCE = 2_000
_COLUMNS = (
    *(WatchedValue.id, WatchedValue.key, WatchedValue.source, WatchedValue.listed_on),
    *(WatchedValue.playbook, WatchedValue.expires_on),
)


def now_in_utc() -> datetime:
    """The time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Implements `casework.evidence.watched.WatchList`. What has run out since is not found.

    `entries`: by the key's bytes, what is said and the last day in force.
    """

    key: WatchKey = field(repr=False)
    entries: Mapping[bytes, tuple[Listed, date]] = field(repr=False)
    now: Callable[[], datetime] = now_in_utc

    def find(self, kind: Kind, value: str) -> Listed | None:
        """The entry that is in force today: one hash and one look for each key."""
        for key in self.key.all_of(kind, value):
            found = self.entries.get(key)
            if found is None:
                continue
            listed, last_day = found
            if listed.listed_on <= day_in_viet_nam(self.now()) <= last_day:
                return listed
        return None


async def load(
    sessions: Sessions, key: WatchKey, now: Callable[[], datetime] = now_in_utc
) -> Snapshot:
    """All entries that are not held and have not run out. Raises what the database raises."""
    today = day_in_viet_nam(now())
    query = (
        select(*_COLUMNS)
        .where(WatchedValue.held_since.is_(None), WatchedValue.expires_on >= today)
        .order_by(WatchedValue.id)
        .limit(_ROWS_AT_ONCE)
    )
    entries: dict[bytes, tuple[Listed, date]] = {}
    # Thousands of entries come from the same few papers: one object for each.
    said: dict[tuple[str, date, str | None, date], tuple[Listed, date]] = {}
    last = 0
    while True:
        async with sessions() as session:
            rows = (await session.execute(query.where(WatchedValue.id > last))).all()
        for _, value, source, listed_on, playbook, expires_on in rows:
            same = source, listed_on, playbook, expires_on
            if same not in said:
                said[same] = Listed(source, listed_on, playbook), expires_on
            entries[bytes.fromhex(value)] = said[same]
        if len(rows) < _ROWS_AT_ONCE:
            return Snapshot(key, entries, now)
        last = rows[-1][0]


class WatchedNow:
    """The list as it was when last looked at. Implements `casework.evidence.watched.WatchList`.

    `key` is WATCH_LIST_KEY; None: nothing is listed, and the log says so once. `previous`: keys
    under which older entries still stand.
    """

    def __init__(
        self,
        sessions: Sessions,
        key: str | None,
        now: Callable[[], datetime] = now_in_utc,
        *,
        previous: Sequence[str] = (),
    ) -> None:
        self._sessions = sessions
        self._key = WatchKey(key, previous) if key else None
        self._now = now
        self._snapshot: Snapshot | None = None
        self._away = False
        if self._key is None:
            logger.warning(
                "Chưa có WATCH_LIST_KEY: máy trả lời không dùng danh sách theo dõi của cán bộ."
            )

    def find(self, kind: Kind, value: str) -> Listed | None:
        """The entry that is in force today."""
        return self._snapshot.find(kind, value) if self._snapshot else None

    async def refresh(self) -> None:
        """Look again; the database away: what is known stays. Never raises."""
        if self._key is None:
            return
        try:
            self._snapshot = await load(self._sessions, self._key, self._now)
        except Exception as error:  # noqa: BLE001  # help goes on with what is known
            # Once, not every minute; only the class: database errors quote what they failed on.
            if not self._away:
                logger.error("watch list unavailable: %s", type(error).__name__)  # noqa: TRY400
            self._away = True
        else:
            self._away = False

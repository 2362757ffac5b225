"""What the commands do to the watch list: each in one transaction, with its audit entry."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.clock import day_in_viet_nam
from casework.db import is_there
from casework.evidence.finding import Kind
from casework.evidence.official_domains import OfficialDomains
from casework.keys import listed
from casework.playbooks.help_channels import HelpChannels
from casework.watch_list import watch_list_book as book
from casework.watch_list.innocent_keys import InnocentKeys
from casework.watch_list.listable import Listable
from casework.watch_list.models import WatchedValue
from casework.watch_list.one_form import one_form
from casework.watch_list.watch_key import WatchKey
from console import audit
from console.composition import open_desk
from console.desk import Desk
from console.settings import ConsoleSettings
from console.watch_list.export_file import as_csv, must_be_new, write_for_owner
from console.watch_list.list_file import Known, read_list

BY_COMMAND: Final = "command line"


class NoWatchListKey(Exception):
    """Chưa có WATCH_LIST_KEY (từ 32 ký tự) trong .env: chạy bằng ./canhgiac thì khoá tự được tạo.

    Chưa ghi gì.
    """


class NoListHere(Exception):
    """Chưa có sổ vụ việc ở DATABASE_URL, nên chưa có danh sách theo dõi."""


class NotListed(Exception):
    """Không có trong danh sách theo dõi."""


class HeldAlready(Exception):
    """Mục này đang tạm ngưng rồi."""


class NotHeld(Exception):
    """Mục này không bị tạm ngưng."""


class CannotWrite(Exception):
    """Không ghi được tệp. Xem lại đường dẫn, quyền ghi, chỗ trống trên đĩa."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has done, or would do; how many lines each.

    `vn_links` and `services`: lines that somebody should look at twice (list_file.ListRead).
    """

    new: int
    renewed: int
    passed_over: int
    run_out: int
    vn_links: int = 0
    services: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as `check` tells of it, on that day."""

    entry: WatchedValue
    today: date


class WatchListWork:
    """The list over an open desk."""

    def __init__(self, desk: Desk, key: WatchKey) -> None:
        self._desk = desk
        self._key = key

    @property
    def _today(self) -> date:
        return day_in_viet_nam(self._desk.now())

    async def bring_in(
        self, path: Path, source: str, *, dry_run: bool, allow_services: bool = False
    ) -> Imported:
        """Import a file, or see what it would come to. Raises DataFileError.

        `allow_services`: also numbers of services and landlines that are no known hotlines.
        """
        folder = self._desk.settings.data_dir
        listable = Listable(
            OfficialDomains.from_file(folder / "official_domains.yml"),
            HelpChannels.from_file(folder / "help_channels.yml"),
        )
        playbooks = frozenset(playbook.id for playbook in self._desk.library.playbooks)
        known = Known(
            *(listable, self._key, InnocentKeys(listable, self._key), playbooks, self._today),
            source=source,
            allow_services=allow_services,
        )
        read = await asyncio.to_thread(read_list, path, known)
        async with self._desk.sessions.begin() as session:
            changes = await book.compare(session, read.entries)
            done = Imported(
                *(len(changes.new), len(changes.renewed), changes.passed_over, read.run_out),
                vn_links=read.vn_links,
                services=read.services,
            )
            if not dry_run:
                await book.bring_in(session, changes)
                counts = {"added": done.new, "renewed": done.renewed}
                if done.services:
                    counts["services"] = done.services
                await _note(self._desk, session, "imported", counts)
        return done

    async def export(self, path: Path, *, force: bool) -> int:
        """Write the list to a file; how many entries. Raises FileThere, CannotWrite."""
        if not force:
            must_be_new(path)
        async with self._desk.sessions.begin() as session:
            entries = await book.kept(session, self._today)
            # First: no list leaves without the log telling of it.
            await _note(self._desk, session, "exported", {"entries": len(entries)})
        try:
            write_for_owner(path, as_csv(entries, self._key.mark))
        except OSError:
            raise CannotWrite from None
        return len(entries)

    async def expire(self, *, dry_run: bool) -> Mapping[Kind, int]:
        """Delete what has run out, or see how much that is; by kind."""
        return await expire(self._desk, dry_run=dry_run)

    async def check(self, kind: Kind, value: str) -> Seen | None:
        """What is known of a value. Raises Refused."""
        async with self._desk.sessions() as session:
            found = await book.find(session, kind, self._keys_of(kind, value))
        return Seen(found[0], self._today) if found else None

    async def hold(self, kind: Kind, value: str) -> None:
        """An appeal begins. Raises Refused, NotListed, HeldAlready."""
        async with self._changed(kind, value, "held") as (_, found):
            if all(entry.held_since is not None for entry in found):
                raise HeldAlready
            for entry in found:
                entry.held_since = entry.held_since or self._today

    async def release(self, kind: Kind, value: str) -> Seen:
        """The appeal has failed: in force again. Raises Refused, NotListed, NotHeld."""
        async with self._changed(kind, value, "released") as (_, found):
            if all(entry.held_since is None for entry in found):
                raise NotHeld
            for entry in found:
                entry.held_since = None
        return Seen(found[0], self._today)

    async def remove(self, kind: Kind, value: str) -> None:
        """The appeal was right, or somebody has erred. Raises Refused, NotListed."""
        async with self._changed(kind, value, "removed") as (session, found):
            for entry in found:
                await session.delete(entry)

    @asynccontextmanager
    async def _changed(
        self, kind: Kind, value: str, act: str
    ) -> AsyncIterator[tuple[AsyncSession, Sequence[WatchedValue]]]:
        keys = self._keys_of(kind, value)
        async with self._desk.sessions.begin() as session:
            found = await book.find(session, kind, keys)
            if not found:
                raise NotListed
            about = [f"watch_list:{entry.id}" for entry in found]
            yield session, found
            for each in about:
                await _note(self._desk, session, act, {"kind": kind.value}, about=each)

    def _keys_of(self, kind: Kind, value: str) -> list[str]:
        return [key.hex() for key in self._key.all_of(kind, one_form(kind, value))]


def watch_key_of(settings: ConsoleSettings) -> WatchKey | None:
    """The key of the settings, and the previous ones; None where there is none."""
    if settings.watch_list_key is None:
        return None
    previous = listed(settings.watch_list_key_previous)
    return WatchKey(settings.watch_list_key.get_secret_value(), previous)


async def expire(desk: Desk, *, dry_run: bool = False, by: str = BY_COMMAND) -> Mapping[Kind, int]:
    """Delete what has run out, or see how much that is; by kind. It needs no key.

    `by`: who does it, as the audit log says.
    """
    today = day_in_viet_nam(desk.now())
    async with desk.sessions.begin() as session:
        if dry_run:
            return await book.due(session, today)
        gone = await book.expire(session, today)
        if gone:
            counts = {kind.value: number for kind, number in gone.items()}
            await _note(desk, session, "expired", counts, by=by)
        return gone


async def _note(
    desk: Desk,
    session: AsyncSession,
    act: str,
    details: Mapping[str, object],
    *,
    about: str | None = None,
    by: str = BY_COMMAND,
) -> None:
    """Into the audit log: counts, never a value."""
    entry = audit.Entry(None, f"watch_list.{act}", about, {**details, "by": by})
    await audit.write(session, desk.keys, desk.now(), entry)


@asynccontextmanager
async def open_work(
    settings: ConsoleSettings, *, begin: bool = False
) -> AsyncIterator[WatchListWork]:
    """The list of the settings' database; `begin`: one may be made.

    Raises NoWatchListKey, NoListHere, NoConsoleKey, DataFileError.
    """
    key = watch_key_of(settings)
    if key is None:
        raise NoWatchListKey
    if not begin and not is_there(settings.database_url):
        raise NoListHere
    async with open_desk(settings) as desk:
        yield WatchListWork(desk, key)

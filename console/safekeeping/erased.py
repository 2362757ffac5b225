"""What has gone since: told beside the backups, so that none of it comes back with one of them.

A copy of what the book knows is written every minute: residents' deletions (`erasures`) and, from
the audit log, what officers have taken out. It holds random ids, never a word. What happens in the
last minute before a book is lost is in no copy: a restore says so.
"""

import asyncio
import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Erasure
from casework.db import Sessions
from console.audit_models import AuditEntry
from console.desk import Desk
from console.safekeeping.backup import MOST_KEPT_DAYS
from console.watch_list.export_file import write_for_owner

logger = logging.getLogger(__name__)

NAME = "erased.json"
KEPT = timedelta(days=MOST_KEPT_DAYS + 1)
"""Longer than any backup."""

COPIED_EVERY = 60.0
"""Seconds. Our choice: what may come back if the disk dies is what went in the last minute."""


class What(StrEnum):
    """What has gone, and where it is written."""

    CASE = "case"
    OPINION = "opinion"
    # From here on acts of officers, as the audit log names them.
    WORDS = "case.redacted"
    OPINION_WORDS = "opinion.redacted"
    WATCHED = "watch_list.removed"
    HELD = "watch_list.held"
    # Nothing that goes: it ends what was held before it.
    RELEASED = "watch_list.released"
    OFFICER_SWITCHED = "officer.switched"
    OFFICER_ROLE = "officer.role_changed"
    OFFICER_RESET = "officer.reset"


_ACTS = [what for what in What if "." in what]


class Gone(BaseModel):
    """One thing that has gone. `subject`: its id, as its place writes it."""

    model_config = ConfigDict(frozen=True)

    what: What
    subject: str
    at: datetime


class Erased(BaseModel):
    """A copy. None `copied_at`: there was none."""

    copied_at: datetime | None = None
    gone: tuple[Gone, ...] = ()

    def joined(self, gone: Iterable[Gone]) -> tuple[Gone, ...]:
        """With what others know, each once."""
        return tuple(sorted({*self.gone, *gone}, key=lambda one: (one.at, one.what, one.subject)))


async def gone_in(session: AsyncSession, now: datetime) -> list[Gone]:
    """What the book knows to have gone."""
    since = now - KEPT
    by_residents = select(Erasure.kind, Erasure.subject, Erasure.erased_at)
    by_officers = select(AuditEntry.act, AuditEntry.subject, AuditEntry.done_at)
    rows = [
        *(await session.execute(by_residents.where(Erasure.erased_at >= since))).all(),
        *(
            await session.execute(
                by_officers.where(AuditEntry.act.in_(_ACTS), AuditEntry.done_at >= since)
            )
        ).all(),
    ]
    return [
        Gone(
            what=What(what),
            subject=subject.rpartition(":")[2],
            at=at.replace(tzinfo=at.tzinfo or UTC),
        )
        for what, subject, at in rows
        if subject
    ]


async def copy(sessions: Sessions, folder: Path, now: datetime) -> int:
    """Write the copy; how much is in it. What an older one knows stays.

    Raises ValueError for an older one that cannot be read, OSError.
    """
    async with sessions() as session:
        known = await gone_in(session, now)
    gone = [one for one in read(folder).joined(known) if one.at >= now - KEPT]
    _write(folder, Erased(copied_at=now, gone=tuple(gone)))
    return len(gone)


def read(folder: Path) -> Erased:
    """The copy in a folder. Raises ValueError for one that can't be read, OSError."""
    try:
        return Erased.model_validate_json((folder / NAME).read_bytes())
    except FileNotFoundError:
        return Erased()


def _write(folder: Path, whole: Erased) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_for_owner(folder / NAME, whole.model_dump_json().encode())


async def forget_old(sessions: Sessions, now: datetime) -> None:
    """Forget what no backup can bring back any more."""
    async with sessions.begin() as session:
        await session.execute(delete(Erasure).where(Erasure.erased_at < now - KEPT))


async def keep_up(desk: Desk) -> None:
    """Copy every minute, for as long as the console runs and BACKUP_DIR is set."""
    folder, away = desk.settings.backup_dir, False
    while folder is not None:
        try:
            await copy(desk.sessions, folder, desk.now())
            await forget_old(desk.sessions, desk.now())
            away = False
        except Exception as error:  # noqa: BLE001  # the desk goes on, and so does the copying
            if not away:
                logger.error("what was erased cannot be copied: %s", type(error).__name__)  # noqa: TRY400
            away = True
        await asyncio.sleep(COPIED_EVERY)

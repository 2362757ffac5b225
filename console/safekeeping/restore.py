"""Puts a backup into an empty database, and takes out of it what has gone since."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alembic.script import ScriptDirectory
from alembic.util import CommandError

from casework.cases import retention
from casework.db import Sessions, open_engine, open_sessions
from casework.migrations import alembic_config, migrate
from casework.opinions import retention as opinion_retention
from console import audit
from console.auth.keys import Keys
from console.safekeeping.archive import Reading
from console.safekeeping.erased import Gone
from console.safekeeping.erasing_again import ErasedAgain, erase_again
from console.safekeeping.manifest import Manifest
from console.safekeeping.places import SQLITE, filled


class OtherKind(Exception):
    """Bản sao lưu SQLite chỉ khôi phục được vào SQLite, PostgreSQL vào PostgreSQL.

    Khôi phục xong mới chuyển bằng ./canhgiac console migrate-store.
    """


class NewerBackup(Exception):
    """Bản sao lưu do phiên bản mới hơn làm ra: cập nhật chương trình rồi khôi phục. Chưa ghi gì."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore has done. `narratives`, `opinions`: purged, since their period has ended."""

    manifest: Manifest
    again: ErasedAgain
    narratives: int
    opinions: int
    log: audit.Verified


async def restore(
    archive: Reading, url: str, keys: Keys, gone: Sequence[Gone], now: datetime
) -> Restored:
    """Restore into an empty database, and bring it to the newest schema.

    Nobody can serve it before this has ended. Raises BackupBroken, NewerBackup, OtherKind,
    NotEmpty, RestoreUnfinished, CountsDiffer, NoPostgresProgram, PostgresProgramFailed, OSError.
    """
    manifest = await asyncio.to_thread(archive.check)
    _must_be_known(manifest)
    if url.startswith(SQLITE) != (manifest.kind == "sqlite"):
        raise OtherKind
    async with filled(archive, url, manifest) as there:
        await asyncio.to_thread(migrate, there, restoring=True)
        engine = open_engine(there)
        try:
            return await _without_what_has_gone(open_sessions(engine), keys, gone, manifest, now)
        finally:
            await engine.dispose()


async def _without_what_has_gone(
    sessions: Sessions, keys: Keys, gone: Sequence[Gone], manifest: Manifest, now: datetime
) -> Restored:
    """Take it out, and tell the audit log that the book was restored."""
    async with sessions() as session:
        log = await audit.verify(session, keys)
    async with sessions.begin() as session:
        again = await erase_again(session, gone, manifest.made_at)
    purged = await retention.purge(sessions, now)
    opinions = await opinion_retention.purge(sessions, now)
    if log.broken_at is None:
        details = {"made_at": manifest.made_at.isoformat(), "rows": manifest.rows}
        async with sessions.begin() as session:
            entry = audit.Entry(None, "backup.restored", None, details)
            await audit.write(session, keys, now, entry)
    return Restored(manifest, again, purged.narratives, opinions, log)


def _must_be_known(manifest: Manifest) -> None:
    """Raises NewerBackup."""
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    try:
        script.get_revision(manifest.revision)
    except CommandError:
        raise NewerBackup from None

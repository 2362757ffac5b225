"""A backup made, and restored elsewhere, by the key of the tests."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from casework.cases import records
from console.desk import Desk
from console.safekeeping import erased
from console.safekeeping.archive import Reading
from console.safekeeping.backup import Made, make
from console.safekeeping.erased import Gone
from console.safekeeping.restore import Restored, restore
from tests.unit.console.conftest import told

KEY = "a backup key for tests only, of no use"


def now() -> datetime:
    return datetime.now(UTC)


async def backed_up(desk: Desk, folder: Path, key: str | None = KEY) -> Made:
    return await asyncio.to_thread(make, desk.settings.database_url, folder, key, now())


async def restored(desk: Desk, made: Made, url: str, gone: tuple[Gone, ...] = ()) -> Restored:
    return await restore(Reading(made.path, [KEY]), url, desk.keys, gone, now())


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def backed_up_before_a_deletion(
    desk: Desk, folder: Path
) -> tuple[UUID, Made, tuple[Gone, ...]]:
    """The case that stays, the backup that holds another one too, and that this one has gone."""
    stays, goes = await told(desk), await told(desk)
    made = await backed_up(desk, folder / "backups")
    await records.delete_case(desk.sessions, goes)
    await erased.copy(desk.sessions, folder, now())
    return stays, made, erased.read(folder).gone

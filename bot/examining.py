"""What the bot examines pasted things with: the data files, the officers' list, the eyes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.settings import BotSettings
from casework.db import Sessions
from casework.evidence.base import Examines, ExaminesNothing
from casework.evidence.examiner import Examiner
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.pictures.base import PictureReader
from casework.evidence.pictures.reader import LocalPictureReader, installed_tesseract
from casework.keys import listed
from casework.playbooks.help_channels import HelpChannels
from casework.watch_list.snapshot import WatchedNow

LOOK_EVERY = 60.0
"""Seconds after which what officers have put on their list is heeded here."""


async def _nothing_to_look_at() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Examining:
    """Examines what was pasted; reads pictures, if there is a reader.

    `look_again` fetches the officers' list; it never raises. It is there once the database is.
    """

    examiner: Examines
    reader: PictureReader | None
    look_again: Callable[[], Awaitable[None]] = _nothing_to_look_at


NOTHING_EXAMINED = Examining(ExaminesNothing(), None)
"""For a conversation about words alone."""


@asynccontextmanager
async def open_examining(
    settings: BotSettings, help_channels: HelpChannels, sessions: Sessions
) -> AsyncIterator[Examining]:
    """Examine by the data files of the settings, for the block's time. Raises DataFileError."""
    official = OfficialDomains.from_file(settings.data_dir / "official_domains.yml")
    key = settings.watch_list_key
    watched = WatchedNow(
        sessions,
        key.get_secret_value() if key else None,
        previous=listed(settings.watch_list_key_previous),
    )
    examiner = Examiner(official, help_channels, watched)
    refreshing = asyncio.create_task(_keep_fresh(watched))
    try:
        async with LocalPictureReader(tesseract=installed_tesseract()) as reader:
            yield Examining(examiner, reader, watched.refresh)
    finally:
        refreshing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await refreshing


async def _keep_fresh(watched: WatchedNow) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY)
        await watched.refresh()

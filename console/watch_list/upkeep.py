"""What has run out leaves the list by itself, for as long as the console runs."""

import asyncio
import logging
from typing import Final

from casework.watch_list.watch_list_book import mark
from console.desk import Desk
from console.watch_list.work import expire, watch_key_of

logger = logging.getLogger(__name__)

HOUR: Final = 3600.0
"""Seconds between two looks. By its date an entry is out of force at once, whatever is deleted."""


async def mark_old_entries(desk: Desk) -> None:
    """Say of entries of before there were marks by which key they were made, while that is sure."""
    key = watch_key_of(desk.settings)
    if key is None or len(key.marks) > 1:
        return
    async with desk.sessions.begin() as session:
        await mark(session, key.mark)


async def keep_up(desk: Desk) -> None:
    """Look every hour. What fails is tried again."""
    while True:
        try:
            if await expire(desk, by="hourly look"):
                logger.info("entries of the watch list have run out")
            await mark_old_entries(desk)
        except Exception as error:  # noqa: BLE001  # the desk goes on, and so does the looking
            logger.warning("the watch list could not be looked through: %s", type(error).__name__)
        await asyncio.sleep(HOUR)

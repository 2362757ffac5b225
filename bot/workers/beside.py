"""Work that is done as long as something else is."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable

logger = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def beside(*works: Awaitable[None]) -> AsyncIterator[None]:
    """Have works done as long as the block runs; a failure is told of and ends nothing else."""
    tasks = [asyncio.ensure_future(_telling_failure(work)) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _telling_failure(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001  # whoever works in the block goes on
        logger.error("work beside ended: %s", type(error).__name__)  # noqa: TRY400

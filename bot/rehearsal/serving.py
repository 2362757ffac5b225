"""Serves a played platform over real HTTP, in the loop of whoever plays it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from bot.rehearsal.platform import FakePlatform
from bot.rehearsal.process import free_port


@asynccontextmanager
async def served(platform: FakePlatform) -> AsyncIterator[str]:
    """The address at which the platform's API is, for the block's time."""
    port = free_port()
    config = uvicorn.Config(platform.app(), port=port, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving

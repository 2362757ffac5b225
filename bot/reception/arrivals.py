"""The order of arrival inside each chat, kept while its messages are redacted and written."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Arrivals:
    """A lock for each chat that is first come, first served; forgotten when nobody waits."""

    def __init__(self) -> None:
        self._locks: dict[tuple[str, str], tuple[asyncio.Lock, list[None]]] = {}

    @asynccontextmanager
    async def in_order(self, conversation: tuple[str, str]) -> AsyncIterator[None]:
        """Wait for those of the same chat that came before."""
        lock, waiting = self._locks.setdefault(conversation, (asyncio.Lock(), []))
        waiting.append(None)
        try:
            async with lock:
                yield
        finally:
            waiting.pop()
            if not waiting:
                del self._locks[conversation]

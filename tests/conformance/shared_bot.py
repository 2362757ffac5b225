"""The bot as two processes over a PostgreSQL of their own, where others have one process."""

import asyncio
from contextlib import ExitStack
from pathlib import Path

from bot.rehearsal.process import BotProcess
from console.bench.postgres import FORGETFUL, server


class _Part(BotProcess):
    """One of the two."""

    def __init__(self, folder: Path, settings: dict[str, str], command: str) -> None:
        super().__init__(folder, settings)
        self._command = command

    async def begin(self) -> None:
        self._running = await self._open(self._command)


class SharedBot(BotProcess):
    """`bot intake` and `bot worker`; killed and stopped together. One log for both."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self._stack = ExitStack()
        postgres = self._stack.enter_context(server(settings=FORGETFUL))
        super().__init__(folder, {**settings, "DATABASE_URL": postgres.make("bot")})
        self.folders = [folder, postgres.sockets]
        self._worker = _Part(folder, self.settings, "worker")

    async def start(self) -> None:
        """Start both, and wait until somebody answers."""
        log = self._folder / "bot.log"
        before = log.read_text(encoding="utf-8").count(ANSWERS) if log.exists() else 0
        await self._worker.begin()
        self._running = await self._open("intake")
        await self._until_it_answers()
        while log.read_text(encoding="utf-8").count(ANSWERS) == before:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        # The intake looks every second whether anybody is there to answer.
        await asyncio.sleep(2.5)

    async def kill(self) -> None:
        """Kill both."""
        await self._worker.kill()
        await super().kill()

    async def stop(self) -> int | None:
        """End both, and the database."""
        code = await super().stop()
        await self._worker.stop()
        self._stack.close()
        return code


ANSWERS = "Đang trả lời tin trong hàng."

"""The bot as a process of its own, started, killed and started again as an operator's would be."""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


class BotDidNotStart(Exception):
    """Máy trả lời không khởi động được; xem tệp bot.log."""


class BotProcess:
    """`python -m bot run` with settings of its own, in a folder of its own."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self._folder = folder
        self.folders = [folder]
        """Where its files are."""
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.settings = {
            "DATABASE_URL": f"sqlite:///{folder}/canhgiac.db",
            "DEPARTURES_FILE": str(folder / "departures"),
            "BOT_KEY": "of the rehearsal, and of nothing else",
            "WEB_PORT": str(self._port),
            "PUBLIC_URL": self.url,
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        self._running: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, and wait until it answers. Raises BotDidNotStart."""
        self._running = await self._open("run")
        await self._until_it_answers()

    async def _until_it_answers(self) -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        async with httpx.AsyncClient() as client:
            while asyncio.get_running_loop().time() < deadline:
                try:
                    if (await client.get(f"{self.url}/healthz")).is_success:
                        return
                except httpx.TransportError:
                    await asyncio.sleep(0.1)
        raise BotDidNotStart

    async def command(self, *arguments: str) -> None:
        """Run one of the operator's commands. Raises BotDidNotStart."""
        if await (await self._open(*arguments)).wait():
            raise BotDidNotStart

    async def kill(self) -> None:
        """Kill it as `kill -9` does: no word of farewell, nothing put in order."""
        await self._end(signal.SIGKILL)

    async def crash(self) -> None:
        """Let it die as by a fault in its own memory: what it then prints counts too."""
        await self._end(signal.SIGABRT)

    async def stop(self) -> int | None:
        """Ask it to end, as a service manager does; its exit code, None if it did not run."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int | None:
        if self._running is None:
            return None
        self._running.send_signal(how)
        code = await self._running.wait()
        self._running = None
        return code

    async def _open(self, *arguments: str) -> asyncio.subprocess.Process:
        with (self._folder / "bot.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "bot", *arguments),
                cwd=self._folder,
                env={**os.environ, **self.settings},
                stdout=log,
                stderr=log,
            )


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])

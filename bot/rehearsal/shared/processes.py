"""Processes of the house: started, asked whether they are ready, killed, held still, restarted."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

PATIENCE = 90.0
RESTART_AFTER = 1.0
"""Seconds after which what has died is started again, as systemd (RestartSec=1) would."""


class DidNotStart(Exception):
    """Có tiến trình không khởi động được; xem nhật ký của nó."""

    def __init__(self, name: str, log: Path) -> None:
        last = log.read_text(encoding="utf-8", errors="replace")[-1_500:] if log.exists() else ""
        super().__init__(f"{self.__doc__} {name}: {last}")


@dataclass(slots=True)
class Process:
    """One process.

    `ready`: an address that answers 200 once it can work. `says`: what it then writes into its log.
    `kept`: it is started again whenever it ends, until `stop`.
    """

    name: str
    command: Sequence[str]
    settings: Mapping[str, str]
    folder: Path
    ready: str | None = None
    says: str | None = None
    kept: bool = True
    user: str | None = None
    starts: int = 0
    running: asyncio.subprocess.Process | None = None
    _keeping: asyncio.Task[None] | None = field(default=None)

    @property
    def pid(self) -> int:
        """Its number; 0 while it does not run."""
        return self.running.pid if self.running and self.running.returncode is None else 0

    @property
    def log(self) -> Path:
        """What it has printed."""
        return self.folder / f"{self.name}.log"

    async def start(self) -> None:
        """Start it and wait until it is ready. Raises DidNotStart."""
        await self._open()
        if self.kept:
            self._keeping = asyncio.create_task(self._keep())
        await self.until_ready()

    async def until_ready(self, longest: float = PATIENCE) -> None:
        """Wait until it can work. Raises DidNotStart."""
        until = time.monotonic() + longest
        async with httpx.AsyncClient(timeout=2) as client:
            while not await self._is_ready(client):
                if time.monotonic() > until or (not self.kept and not self.pid):
                    raise DidNotStart(self.name, self.log)
                await asyncio.sleep(0.1)

    async def _is_ready(self, client: httpx.AsyncClient) -> bool:
        if self.says is not None:
            said = self.log.read_text(encoding="utf-8", errors="replace").count(self.says)
            return self.pid != 0 and said >= self.starts
        if self.ready is None:
            return True
        with contextlib.suppress(httpx.HTTPError):
            return (await client.get(self.ready)).is_success
        return False

    def signal(self, how: signal.Signals) -> None:
        """Send a signal, if it runs."""
        if self.pid and self.running:
            self.running.send_signal(how)

    def kill(self) -> None:
        """`kill -9`: no word of farewell. What is kept comes back by itself."""
        self.signal(signal.SIGKILL)

    async def stop(self, patience: float = 20.0) -> int | None:
        """Ask it to end and wait; its exit code. What does not end in time is killed."""
        if self._keeping is not None:
            self._keeping.cancel()
            self._keeping = None
        if self.running is None:
            return None
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.running.wait(), patience)
        except TimeoutError:
            self.kill()
            await self.running.wait()
        return self.running.returncode

    async def _open(self) -> None:
        self.starts += 1
        how = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        with self.log.open("ab") as log:
            self.running = await asyncio.create_subprocess_exec(
                *self.command,
                cwd=self.folder,
                env={**os.environ, **self.settings},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **how,  # type: ignore[arg-type]  # subprocess's own names
            )

    async def _keep(self) -> None:
        while self.running is not None:
            await self.running.wait()
            await asyncio.sleep(RESTART_AFTER)
            await self._open()


def end_in_order() -> None:
    """Let SIGTERM end this program as Ctrl-C does: the processes that it has started end first."""
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))


async def all_at_once(steps: Sequence[Awaitable[object]]) -> None:
    """Wait for several; the first failure is raised."""
    await asyncio.gather(*steps)

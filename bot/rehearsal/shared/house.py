"""The house: database, intakes, workers, each a process of its own on this machine."""

import asyncio
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from bot.channels.webhook_secret import webhook_secret
from bot.rehearsal.platform import FakePlatform
from bot.rehearsal.process import ROOT, free_port
from bot.rehearsal.shared.played_nlu import TOKEN
from bot.rehearsal.shared.processes import Process, all_at_once

BOT_KEY = "of the rehearsal of many processes, and of nothing else"

WORKS = "Đang trả lời tin trong hàng"
"""What a worker writes into its log once it takes jobs."""


@dataclass(slots=True)
class Size:
    """How many of each. `shared` False: one `bot run` does it all."""

    intakes: int = 2
    workers: int = 2
    shared: bool = True


@dataclass(slots=True)
class House:
    """The bot's processes over one database. `folder` has their logs."""

    folder: Path
    size: Size
    database_url: str
    nlu_url: str
    settings: dict[str, str]
    nlu_token: str = TOKEN
    intakes: list[Process] = field(default_factory=list)
    workers: list[Process] = field(default_factory=list)

    async def start(self) -> None:
        """Start all; the first alone, because it makes the tables. Raises DidNotStart."""
        if not self.size.shared:
            self.intakes = [self._door("run", "run")]
            await self.intakes[0].start()
            return
        self.intakes = [self._door("intake", f"intake-{n}") for n in range(self.size.intakes)]
        self.workers = [self.worker(f"worker-{n}") for n in range(self.size.workers)]
        await all_at_once([process.start() for process in (*self.intakes, *self.workers)])

    async def stop(self) -> None:
        """Ask all to end, and wait."""
        await all_at_once([process.stop() for process in (*self.intakes, *self.workers)])

    @property
    def doors(self) -> list[str]:
        """Where platforms call."""
        return [process.settings["PUBLIC_URL"] for process in self.intakes]

    def worker(self, name: str, more: Mapping[str, str] | None = None) -> Process:
        """One more worker, with settings of its own; it is not started."""
        settings = self._common() | dict(more or {})
        command = [sys.executable, "-P", "-m", "bot", "worker"]
        return Process(name, command, settings, self.folder, says=WORKS)

    async def with_settings(self, more: Mapping[str, str]) -> None:
        """Start the intakes again with other settings."""
        await all_at_once([process.stop() for process in self.intakes])
        for process in self.intakes:
            process.settings = {**process.settings, **more}
        await all_at_once([process.start() for process in self.intakes])

    def hold(self, process: Process, *, still: bool) -> None:
        """Hold a process still, as a machine that swaps or a virtual one that is moved."""
        process.signal(signal.SIGSTOP if still else signal.SIGCONT)

    def _door(self, command: str, name: str) -> Process:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        settings = self._common() | {"WEB_PORT": str(port), "PUBLIC_URL": url}
        settings["DEPARTURES_FILE"] = str(self.folder / "departures")
        words = [sys.executable, "-P", "-m", "bot", command]
        return Process(name, words, settings, self.folder, f"{url}/healthz")

    def _common(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database_url,
            "BOT_KEY": BOT_KEY,
            "NLU_URL": self.nlu_url,
            "NLU_TOKEN": self.nlu_token,
            "PYTHONPATH": str(ROOT),
            # The played platforms' own limits are what is tried here, not ours.
            "MESSAGES_A_MINUTE": "1000",
            "MESSAGES_A_MINUTE_IN_ALL": "1000000",
            # Workers do not listen: an address that platforms could call is all that they need.
            "PUBLIC_URL": "http://127.0.0.1:1",
            **self.settings,
        }


def introduce(platform: FakePlatform) -> None:
    """Let a played platform know the secret that it shows, as `bot webhook on` would."""
    platform.secret = webhook_secret(SecretStr(BOT_KEY), platform.name)  # type: ignore[attr-defined]  # of those with webhook secrets


async def pause(seconds: float) -> None:
    """Let some time pass."""
    await asyncio.sleep(seconds)

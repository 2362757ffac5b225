"""An officer who reads pages of the console now and then, while residents write."""

import asyncio
import re
import secrets
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot.rehearsal.process import ROOT, free_port
from bot.rehearsal.shared.processes import DidNotStart, Process

KEY = "of the rehearsal of a province's day, and of nothing else"
PAGES = ("/", "/cases", "/statistics", "/opinions")
_LOGIN = "can.bo"
_PASSWORD = re.compile(r"lúc này: (\S+)")
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass(slots=True)
class Officer:
    """Reads, and notes how long each page took and which did not come."""

    client: httpx.AsyncClient
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    async def read(self, every: float) -> None:
        """One page after another, until cancelled."""
        while True:
            for page in PAGES:
                began = time.monotonic()
                try:
                    answer = await self.client.get(page)
                    if answer.is_success:
                        self.seconds.append(time.monotonic() - began)
                    else:
                        self.failed.append(f"{page}: {answer.status_code}")
                except httpx.HTTPError as error:
                    self.failed.append(f"{page}: {type(error).__name__}")
                await asyncio.sleep(every)


@asynccontextmanager
async def at_the_desk(
    settings: Mapping[str, str], folder: Path
) -> AsyncIterator[tuple[Process, Officer]]:
    """The console as a process, and an officer signed in there. Raises DidNotStart."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    own = {**settings, "CONSOLE_PORT": str(port), "CONSOLE_KEY": KEY, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-P", "-m", "console"]
    desk = Process("console", [*words, "run"], own, folder, f"{url}/login")
    try:
        await desk.start()
        password = await _added([*words, "add-officer", _LOGIN, "--name", "Cán bộ"], own, folder)
        async with httpx.AsyncClient(base_url=url, follow_redirects=True, timeout=30) as client:
            await _sign_in(client, password)
            yield desk, Officer(client)
    finally:
        await desk.stop()


async def _added(words: list[str], settings: Mapping[str, str], folder: Path) -> str:
    adding = Process("add-officer", words, settings, folder, kept=False)
    await adding.start()
    assert adding.running is not None  # noqa: S101  # it was just started
    await adding.running.wait()
    found = _PASSWORD.search(adding.log.read_text(encoding="utf-8"))
    if found is None:
        raise DidNotStart(adding.name, adding.log)
    return found[1]


async def _sign_in(client: httpx.AsyncClient, one_time: str) -> None:
    """With the one-time password, which then has to be changed."""
    page = await client.post("/login", data={"login": _LOGIN, "password": one_time, "next": "/"})
    own = secrets.token_urlsafe(18)
    token = _TOKEN.search(page.text)
    sent = {"old": one_time, "new": own, "again": own, "csrf": token[1] if token else ""}
    (await client.post("/account/password", data=sent)).raise_for_status()
    if (await client.get(PAGES[1])).url.path != PAGES[1]:
        raise PermissionError

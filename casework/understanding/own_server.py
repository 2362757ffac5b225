"""An NLU server for the time of one command, when none answers at the configured address."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from casework.understanding.rasa import RasaInterpreter

NLU_DIR = Path(__file__).resolve().parent.parent.parent / "nlu"

LONGEST_START = 90
"""Seconds to wait for a server to load. Importing Rasa alone takes 10 to 13 on two cores."""


class NluServerFailed(Exception):
    """Không khởi động được máy hiểu câu chữ (NLU). Chạy ./canhgiac trainer train rồi thử lại."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class Launch:
    """What server to start and where; `model` None is the one that nlu/models/promoted names."""

    url: str
    token: str | None = field(repr=False)
    nlu_dir: Path = NLU_DIR
    model: Path | None = None
    longest_start: int = LONGEST_START


@asynccontextmanager
async def nlu_server(url: str, token: str | None) -> AsyncIterator[RasaInterpreter]:
    """Give a client of the server at `url`, starting one if none answers.

    Raises NluServerFailed. A server that was started here ends with the block.
    """
    async with AsyncExitStack() as stack:
        client = RasaInterpreter(url, token)
        stack.push_async_callback(client.aclose)
        if not await client.ready():
            print("Đang khởi động máy hiểu câu chữ (khoảng 15 giây)...", file=sys.stderr)
            await stack.enter_async_context(started(Launch(url, token), client))
        yield client


@asynccontextmanager
async def started(launch: Launch, client: RasaInterpreter) -> AsyncIterator[None]:
    """Start a server and wait until `client` is answered; it ends with the block.

    Raises NluServerFailed.
    """
    process = await _start(launch)
    try:
        await _wait_until_ready(client, process, launch.longest_start)
        yield
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def _start(launch: Launch) -> asyncio.subprocess.Process:
    python = launch.nlu_dir / ".venv" / "bin" / "python"
    if not python.exists():
        raise NluServerFailed
    address = urlsplit(launch.url)
    settings = {
        "NLU_HOST": address.hostname or "127.0.0.1",
        "NLU_PORT": str(address.port or 5005),
        "NLU_TOKEN": launch.token or "",
    }
    if launch.model is not None:
        settings["NLU_MODEL"] = str(launch.model)
    return await asyncio.create_subprocess_exec(
        python,
        launch.nlu_dir / "serve.py",
        env={**os.environ, **settings},
        stdin=asyncio.subprocess.DEVNULL,
        # What a command prints on standard output is its answer: nothing else may go there.
        stdout=sys.stderr.fileno(),
    )


async def _wait_until_ready(
    client: RasaInterpreter, process: asyncio.subprocess.Process, longest: int
) -> None:
    for _ in range(longest * 4):
        if await client.ready():
            return
        if process.returncode is not None:
            break
        await asyncio.sleep(0.25)
    raise NluServerFailed

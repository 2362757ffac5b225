"""An NLU server for the time of one command, when none answers at the configured address."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from casework.understanding.rasa import RasaInterpreter

ROOT = Path(__file__).resolve().parent.parent.parent
NLU_PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"
SERVE = ROOT / "nlu" / "serve.py"

LONGEST_START = 90
"""Seconds to wait for a server to load. Importing Rasa alone takes 10 to 13 on two cores."""


class NluServerFailed(Exception):
    """Không khởi động được máy hiểu câu chữ (NLU). Chạy 'make train' rồi thử lại."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@asynccontextmanager
async def nlu_server(url: str, token: str | None) -> AsyncIterator[RasaInterpreter]:
    """Give a client of the server at `url`, starting one if none answers.

    Raises NluServerFailed. A server that was started here ends with the block.
    """
    client = RasaInterpreter(url, token)
    process = None
    try:
        if not await client.ready():
            print("Đang khởi động máy hiểu câu chữ (khoảng 15 giây)...", file=sys.stderr)
            process = await _start(url, token)
            await _wait_until_ready(client, process)
        yield client
    finally:
        await client.aclose()
        if process is not None and process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def _start(url: str, token: str | None) -> asyncio.subprocess.Process:
    if not NLU_PYTHON.exists():
        raise NluServerFailed
    address = urlsplit(url)
    settings = {
        "NLU_HOST": address.hostname or "127.0.0.1",
        "NLU_PORT": str(address.port or 5005),
        "NLU_TOKEN": token or "",
    }
    return await asyncio.create_subprocess_exec(
        NLU_PYTHON,
        SERVE,
        env={**os.environ, **settings},
        stdin=asyncio.subprocess.DEVNULL,
        # What a command prints on standard output is its answer: nothing else may go there.
        stdout=sys.stderr.fileno(),
    )


async def _wait_until_ready(client: RasaInterpreter, process: asyncio.subprocess.Process) -> None:
    for _ in range(LONGEST_START * 4):
        if await client.ready():
            return
        if process.returncode is not None:
            break
        await asyncio.sleep(0.25)
    raise NluServerFailed

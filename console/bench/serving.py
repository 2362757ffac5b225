"""The console as operators run it, in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

_LONGEST_START = 60.0


class NotServed(Exception):
    """The console did not start; what it said stands above."""


@contextmanager
def served(url: str, key: str) -> Iterator[str]:
    """`console run` over a database for the time of the block; its address. Raises NotServed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        "DATABASE_URL": url,
        "CONSOLE_KEY": key,
        "CONSOLE_HOST": "127.0.0.1",
        "CONSOLE_PORT": str(port),
        "CONSOLE_IDLE_MINUTES": "480",
    }
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "console", "run"],
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(process, address)
        yield address
    finally:
        process.terminate()
        process.wait(60)


def _wait_until_ready(process: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + _LONGEST_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            httpx.get(f"{address}/healthz").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise NotServed(NotServed.__doc__)

"""A model served as always, by serve.py, and asked over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.progress import BenchError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_START: Final = 120.0
_HTTP_ERRORS: Final = 400


class Served:
    """A running server and one connection to it that stays open."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, token: str) -> None:
        """Remember the supervisor's process and where its server listens."""
        self.port = port
        self._process = process
        self._token = token
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def address(self, path: str) -> str:
        """Give the path as requests name it, with the token."""
        return f"{path}?token={self._token}"

    def intents(self, text: str) -> list[str]:
        """Rank the intents of a text as POST /model/parse does."""
        answer = self._ask("POST", "/model/parse", {"text": text})
        return [intent["name"] for intent in answer["intent_ranking"]]

    def reload_seconds(self, model: Path) -> float:
        """Put a model in place of the one that is served; give the time it took."""
        # The load went over other connections, and the server closed this idle one.
        self._connection.close()
        began = time.monotonic()
        self._ask("PUT", "/model", {"model_file": str(model)})
        return time.monotonic() - began

    def memory_bytes(self) -> int:
        """Give the resident memory of the process that serves."""
        supervisor = self._process.pid
        children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text()
        status = Path(f"/proc/{children.split()[0]}/status").read_text()
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        assert found is not None  # noqa: S101 - every process has it
        return int(found[1]) * 1024

    def wait_until_ready(self) -> None:
        """Wait until the server answers."""
        deadline = time.monotonic() + _LONGEST_START
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                self._ask("GET", "/status")
                return
            self._connection.close()
            time.sleep(0.2)
        message = "the server did not start, see above"
        raise BenchError(message)

    def stop(self) -> None:
        """End the server and its supervisor."""
        self._connection.close()
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)

    def _ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401
        content = None if body is None else json.dumps(body).encode()
        self._connection.request(method, self.address(path), content)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status >= _HTTP_ERRORS:
            message = f"{method} {path}: {answer.status} {text.decode()[:200]}"
            raise BenchError(message)
        return json.loads(text) if text else None


@contextlib.contextmanager
def served(model: Path, workshop: Path) -> Iterator[Served]:
    """Serve a model with the workshop's serve.py for the time of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    settings = {"NLU_TOKEN": token, "NLU_PORT": str(port), "NLU_MODEL": str(model)}
    process = subprocess.Popen(  # noqa: S603 - no shell
        [sys.executable, str(workshop / "serve.py")],
        env={**os.environ, **settings},
        # Its lines would stand between ours; what goes wrong comes on stderr.
        stdout=subprocess.DEVNULL,
    )
    server = Served(process, port, token)
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.stop()

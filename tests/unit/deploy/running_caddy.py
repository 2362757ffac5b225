"""Caddy itself, where it is (apt-get install caddy), in front of played programs."""

import http.client
import http.server
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def caddy() -> str:
    found = shutil.which("caddy")
    if found is None:
        assert not os.environ.get("CANHGIAC_REQUIRE_CADDY"), "caddy is not on this machine"
        pytest.skip("caddy is not on this machine")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Upstream(http.server.BaseHTTPRequestHandler):
    """Tells what was asked, and for whom."""

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        said = f"{self.command} {self.path} {self.headers.get('X-Forwarded-For')}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_POST = do_PUT = do_GET  # noqa: N815  # the library's names

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def upstream(port: int = 0) -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Upstream)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


Ask = Callable[..., tuple[int, str, str]]
"""Path, host, method, headers as keywords: the status, the body, where it leads to."""


def asking(port: int) -> Ask:
    """What asks the server of a port."""

    def ask(
        path: str, host: str = "localhost", method: str = "GET", **headers: str
    ) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request(method, path, headers={"Host": host, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.getheader("Location") or ""
        finally:
            connection.close()

    return ask


@contextmanager
def running(folder: Path, text: str, port: int, **environment: str) -> Iterator[Ask]:
    """Caddy with a configuration; its log is folder/log."""
    health = free_port()
    file = folder / "Caddyfile"
    file.write_text(text.replace("8099", str(health)), encoding="utf-8")
    home = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [caddy(), "run", "--adapter", "caddyfile", "--config", str(file)],
            env={"PATH": os.environ["PATH"], **home, **environment},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
    try:
        _wait_for(health, process)
        _wait_for(port, process)
        yield asking(port)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "caddy has ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("caddy does not listen")

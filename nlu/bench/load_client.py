"""A process of its own that keeps some clients busy asking, one epoll for all.

    python -m bench.load_client < job.json > outcome.json

Standard library only, and as little work for each request as can be: what this
process does would be measured as the server's slowness.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import json
import selectors
import socket
import sys
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_ANSWER: Final = 1 << 20
_PATIENCE: Final = 60.0  # seconds without any answer before it gives up


@dataclasses.dataclass
class Client:
    """One connection, the request it waits for and what came of the answer so far."""

    connection: socket.socket
    asked_at: float = 0.0
    answer: bytes = b""

    def ask(self, request: bytes) -> None:
        """Send the next request."""
        self.answer = b""
        self.asked_at = time.perf_counter()
        self.connection.sendall(request)

    def is_answered(self) -> bool:
        """Take in what has come; tell whether the answer is whole."""
        got = self.connection.recv(_LONGEST_ANSWER)
        if not got:
            message = "the server closed a connection"
            raise ConnectionError(message)
        self.answer += got
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if not found:
            return False
        if not head.startswith(b"HTTP/1.1 200 "):
            raise ConnectionError(head.decode("latin-1"))
        _, _, length = head.lower().partition(b"content-length: ")
        return len(body) >= int(length.split(b"\r\n")[0])


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Let the clients ask until the time or the number of requests is up."""
    written = _requests(job)
    with selectors.DefaultSelector() as selector, contextlib.ExitStack() as stack:
        for _ in range(job["clients"]):
            opened = socket.create_connection(("127.0.0.1", job["port"]))
            connection = stack.enter_context(opened)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client = Client(connection)
            _warm(client, written[0])
            selector.register(connection, selectors.EVENT_READ, client)
        cpu, began = time.process_time(), time.perf_counter()
        latencies = _keep_asking(selector, itertools.cycle(written), job)
        return {
            "latencies": latencies,
            "seconds": time.perf_counter() - began,
            "client_cpu": time.process_time() - cpu,
        }


def _warm(client: Client, request: bytes) -> None:
    """Let the server take the connection in; one that is at work does so late.

    Of 32 at once it would answer the first ones some seconds long before it as much as
    saw the last.
    """
    client.ask(request)
    while not client.is_answered():
        pass


def _keep_asking(
    selector: selectors.DefaultSelector, requests: Iterator[bytes], job: dict[str, Any]
) -> list[float]:
    latencies: list[float] = []
    deadline = time.perf_counter() + job["seconds"]
    waiting = len(selector.get_map())
    for key in selector.get_map().values():
        key.data.ask(next(requests))
    while waiting:
        answered = selector.select(_PATIENCE)
        if not answered:
            message = f"no answer for {_PATIENCE:.0f} s"
            raise TimeoutError(message)
        for key, _ in answered:
            if not key.data.is_answered():
                continue
            now = time.perf_counter()
            latencies.append(now - key.data.asked_at)
            if now < deadline and len(latencies) + waiting <= job["most"]:
                key.data.ask(next(requests))
            else:
                waiting -= 1
    return latencies


def _requests(job: dict[str, Any]) -> list[bytes]:
    """Write every request beforehand."""
    where = f"{job['address']} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    if not job["texts"]:
        return [f"GET {where}\r\n".encode()]
    bodies = [json.dumps({"text": text}).encode() for text in job["texts"]]
    return [
        f"POST {where}Content-Length: {len(body)}\r\n\r\n".encode() + body
        for body in bodies
    ]


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)

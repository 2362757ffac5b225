"""The load client against a server that answers at once, and the quantiles."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from bench import load, load_client

if TYPE_CHECKING:
    from collections.abc import Iterator


class Echo(BaseHTTPRequestHandler):
    """Answers with the body, in two pieces as a network may."""

    protocol_version = "HTTP/1.1"
    bodies: list[bytes]

    def do_POST(self) -> None:
        """Note the body down and send it back."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.bodies.append(body)
        self.send_response(200 if b"bad" not in body else 500)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:5])
        self.wfile.write(body[5:])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """Run the server for one test."""
    Echo.bodies = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def job(port: int, texts: list[str], clients: int = 1) -> dict[str, object]:
    return {
        "port": port,
        "address": "/model/parse?token=t",
        "texts": texts,
        "clients": clients,
        "seconds": 5.0,
        "most": 12,
    }


def test_the_texts_are_sent_in_order_over_and_over(port: int) -> None:
    texts = ["một", "hai", "ba", "bốn", "năm"]
    outcome = load_client.run(job(port, texts))
    sent = [json.loads(body)["text"] for body in Echo.bodies]
    assert sent == ["một", *texts, *texts, "một", "hai"]  # the first: the warm-up
    assert len(outcome["latencies"]) == 12
    assert 0 < max(outcome["latencies"]) < outcome["seconds"]


def test_many_clients_ask_no_more_than_they_may(port: int) -> None:
    outcome = load_client.run(job(port, ["chào"], clients=4))
    assert len(outcome["latencies"]) == 12
    assert len(Echo.bodies) == 12 + 4  # one each to warm up


def test_an_error_ends_the_measurement(port: int) -> None:
    with pytest.raises(ConnectionError, match="500"):
        load_client.run(job(port, ["bad"]))


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1), (0.5, 50), (0.501, 51), (0.99, 99), (1.0, 100)]
)
def test_quantiles(share: float, value: int) -> None:
    assert load.quantile(range(100, 0, -1), share) == value


def test_the_only_value_is_every_quantile() -> None:
    assert load.quantile([7.0], 0.5) == load.quantile([7.0], 0.99) == 7.0

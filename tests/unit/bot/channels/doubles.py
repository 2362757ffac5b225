"""What the tests of all messengers share: a desk that remembers, a server that starts at once."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.base import Refusal
from bot.messages import InboundMessage


class Desk:
    """A reception that remembers; it may be told to fail, or to wait."""

    def __init__(self, channel: str) -> None:
        self.taken: list[tuple[str, InboundMessage]] = []
        self.refused: list[Refusal] = []
        self.failures = 0
        self.seconds = 0.0
        self.began = asyncio.Event()
        self.came = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()
        self._channel = channel

    async def take(self, update_id: str, message: InboundMessage) -> bool:
        self.began.set()
        await asyncio.sleep(self.seconds)
        if self.failures:
            self.failures -= 1
            raise ConnectionAbortedError(str(message.text))
        await self.open.wait()
        is_new = update_id not in {known for known, _ in self.taken}
        self.taken.append((update_id, message))
        self.came.set()
        return is_new

    def refuse(self, channel: str, why: Refusal) -> None:
        assert channel == self._channel
        self.refused.append(why)

    @property
    def messages(self) -> list[InboundMessage]:
        return [message for _, message in self.taken]

    @property
    def last(self) -> InboundMessage:
        return self.messages[-1]


class Leaving:
    """Counts how often bytes were about to leave."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self) -> None:
        self.times += 1


class Stage:
    """A server whose application each test puts there: starting one for each would take long."""

    def __init__(self) -> None:
        self.app: ASGIApp = Starlette()
        self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@asynccontextmanager
async def staging() -> AsyncIterator[Stage]:
    stage = Stage()
    async with serving(stage) as url:
        stage.url = url
        yield stage


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[str]:
    """Without uvicorn's main loop, which sleeps between its looks."""
    config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        # Or each answer waits for 40 ms: asyncio does this only for sockets that name TCP.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await server.startup(sockets=[listening])
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        for listener in server.servers:
            listener.close()
        for connection in list(server.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0.005)


def without_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them anew for each client takes longer than most tests here."""
    made = "httpx._transports.default.create_ssl_context"
    monkeypatch.setattr(made, lambda *_args, **_kwargs: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))

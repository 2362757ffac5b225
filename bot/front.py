"""The house's one HTTP server: the web chat's page and the messengers' webhooks share it."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.channels.base import NotTakenNow
from bot.channels.cannot_run import ChannelCannotRun
from casework.listening import CannotListen, listen

logger = logging.getLogger(__name__)

MOST_CONNECTIONS = 900
"""At the same time; the next ones get 503, which the page answers with the emergency steps and a
platform by sending again. Below the 1,024 open files that a process has by default: else one more
connection would take the file that the database needs."""

SLOWEST_REQUEST = 20.0
"""Seconds for a request to arrive whole. Longer than any channel waits for its body, so that a
channel can still say why; this is for what never gets as far as a channel."""

REST = 15
"""Seconds that a connection may rest between requests: a resident reads the answer and taps. Those
of a proxy (Caddy, nginx) rest as well, and are used again."""

FAREWELL = 10
"""Seconds that the last answers have when the program ends."""


class Front:
    """Serves what all channels have at the one address."""

    def __init__(self, host: str, port: int, routes: Sequence[BaseRoute]) -> None:
        self._host = host
        self._port = port
        self._routes = routes

    async def run(self) -> None:
        """Serve until cancelled. Raises ChannelCannotRun."""
        config = uvicorn.Config(
            front_app(self._routes),
            host=self._host,
            port=self._port,
            http=_Impatient,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=REST,
            timeout_graceful_shutdown=FAREWELL,
            # Anybody can write X-Forwarded-For; uvicorn would believe every local process.
            proxy_headers=bool(os.environ.get("FORWARDED_ALLOW_IPS")),
        )
        try:
            opened = listen(self._host, self._port, prefix="WEB")
        except CannotListen as error:
            raise ChannelCannotRun(str(error)) from None
        with opened as listening:
            shown = f"[{self._host}]" if ":" in self._host else self._host
            logger.info("Mở trình duyệt tại: http://%s:%d/", shown, self._port)
            await _until_cancelled(_Server(config), listening)


def front_app(routes: Sequence[BaseRoute]) -> Starlette:
    """The ASGI application: the channels' routes, and one that tells a probe that we are here."""
    return Starlette(
        routes=[*routes, Route("/healthz", _healthy)],
        exception_handlers={NotTakenNow: _not_now},
    )


async def _not_now(_request: Request, _error: Exception) -> Response:
    """A platform brings it again then. The page never gets here: it has its own words."""
    return Response(status_code=503, headers={"retry-after": "5"})


async def _healthy(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


class _Server(uvicorn.Server):
    """Leaves the signals to the program: what else runs beside it must end in order too."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _until_cancelled(server: _Server, listening: socket.socket) -> None:
    """Serve; when cancelled, take no new calls and let the last answers go out."""
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise


class _Impatient(H11Protocol):
    """Closes a connection whose request does not arrive whole in time, however it dribbles.

    uvicorn closes only what rests between two requests.
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def _watch(self) -> None:
        # Also after the answer: what still comes then is the rest of a body, or the next request.
        if self.cycle is not None and not (self.cycle.more_body or self.cycle.response_complete):
            self._arrived()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(SLOWEST_REQUEST, self.transport.close)

    def _arrived(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

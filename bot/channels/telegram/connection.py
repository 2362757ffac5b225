"""The connection to Telegram: python-telegram-bot's Bot, with three things that it does not tell.

When a message leaves and whether an answer came, for how long Telegram asks to wait, and updates as
they came: the library reads all of an answer or nothing, and one odd update would block the rest.
"""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus
from typing import cast

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels.base import Leaving
from bot.channels.outgoing import trace_of
from bot.channels.telegram.updates import ASKED_FOR

_MOST_AT_ONCE = 128
# Shorter than any server or router on the way keeps an idle connection: what is written into a
# connection that is dead already is lost, and nobody can say whether it was.
_IDLE_SECONDS = 5.0
# At each request httpcore looks at every idle connection whether it lives.
_MOST_IDLE = 16
WAIT_FOR_UPDATES = 30


class SlowDown(TelegramError):
    """Telegram asks to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__("slow down")
        self.seconds = seconds


class Departure:
    """What becomes of one message on its way: whether it left, and which status came back."""

    def __init__(self, leaving: Leaving) -> None:
        self._leaving = leaving
        self._noted = False
        self.trace = trace_of(self._leave)
        self.left = False
        self.status: int | None = None
        self.refused: BaseException | None = None

    def begin_again(self) -> None:
        """Before a second attempt: the first one was refused."""
        self.left, self.status = False, None

    async def _leave(self) -> None:
        try:
            if not self._noted:
                await self._leaving()
        except BaseException as error:
            # The library would hide it in an error of its own.
            self.refused = error
            raise
        self._noted = self.left = True


# The library offers no way to hand this through: it knows which message a request belongs to, and
# httpx does not. A context belongs to one task.
_departing: ContextVar[Departure | None] = ContextVar("departing", default=None)


@contextmanager
def departing(departure: Departure) -> Iterator[None]:
    """All that this task sends meanwhile is this message."""
    token = _departing.set(departure)
    try:
        yield
    finally:
        _departing.reset(token)


async def _watch_request(request: httpx.Request) -> None:
    departure = _departing.get()
    if departure is not None:
        request.extensions["trace"] = departure.trace


async def _watch_response(response: httpx.Response) -> None:
    departure = _departing.get()
    if departure is not None:
        departure.status = response.status_code
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        # The library's own error for it would give a warning at each use.
        raise SlowDown(_seconds_in(await response.aread()))


class TelegramBot(Bot):
    """The library's Bot, which also hands out updates as they came."""

    def __init__(self, token: str, api_url: str, tls: ssl.SSLContext) -> None:
        self._requests = [_request_of(_MOST_AT_ONCE, tls), _request_of(4, tls)]
        super().__init__(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )

    async def raw_updates(self, after: int | None) -> list[object]:
        """Wait for updates; asking for those after one confirms all up to it."""
        data = {
            "timeout": WAIT_FOR_UPDATES,
            "allowed_updates": list(ASKED_FOR),
            **({} if after is None else {"offset": after + 1}),
        }
        result = await self._post("getUpdates", data, read_timeout=WAIT_FOR_UPDATES + 10)
        if not isinstance(result, list):
            raise TelegramError("no list of updates")
        return cast("list[object]", result)

    async def path_of_file(self, file_id: str) -> str:
        """Where a file is beneath the bot's address, as Telegram says; '' if it says nothing."""
        result = await self._post("getFile", {"file_id": file_id})
        path = result.get("file_path") if isinstance(result, dict) else None
        return path if isinstance(path, str) else ""

    async def aclose(self) -> None:
        """Close the connections, also those of a bot that never was initialised."""
        for request in self._requests:
            await request.shutdown()


def _request_of(connections: int, tls: ssl.SSLContext) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=10,
        read_timeout=20,
        write_timeout=10,
        pool_timeout=30,
        httpx_kwargs={
            # Hooks and no transport: with a transport of ours httpx would ignore HTTPS_PROXY.
            "event_hooks": {"request": [_watch_request], "response": [_watch_response]},
            "verify": tls,
            "limits": httpx.Limits(
                max_connections=connections,
                max_keepalive_connections=min(connections, _MOST_IDLE),
                keepalive_expiry=_IDLE_SECONDS,
            ),
        },
    )


def _seconds_in(body: bytes) -> float:
    """How long Telegram asks to wait; a moment if it does not say."""
    try:
        return max(float(json.loads(body)["parameters"]["retry_after"]), 0.0)
    except (ValueError, LookupError, TypeError):
        return 1.0

"""How a message leaves: the moment in which it does, and what may become of it.

Whether a message has gone out must be known also after a crash. A moment before its bytes leave,
`Leaving` is awaited and notes it. httpx tells of that moment when the connection is open already,
so what lies between the note and the bytes is a fraction of a millisecond.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import httpx

from bot.channels.base import Leaving

PAUSE = 5.0
"""Seconds before trying again when the platform cannot be reached or is in trouble."""

Trace = Callable[[str, dict[str, object]], Awaitable[None]]


class TryLater(Exception):
    """The message has not been delivered and may be sent again after `seconds`.

    `only_here`: it is this message or this chat that is refused, not the platform in trouble.
    """

    def __init__(self, seconds: float = PAUSE, *, only_here: bool = False) -> None:
        super().__init__(self.__doc__)
        self.seconds = seconds
        self.only_here = only_here


class Unreachable(Exception):
    """The chat takes no messages: blocked, gone, or its time for answers is over."""


class Unsure(Exception):
    """The message left, and nobody said whether it arrived. Sent again it might come twice."""


class MovedTo(Exception):
    """The chat has another name now."""

    def __init__(self, chat: str) -> None:
        super().__init__(self.__doc__)
        self.chat = chat


def trace_of(leaving: Leaving) -> Trace:
    """A trace for httpx, `extensions={"trace": ...}`, that awaits `leaving` at its moment.

    That is before the body: headers alone do nothing at the platform. The call that opens a way
    through a proxy is no departure.
    """

    async def trace(event: str, info: dict[str, object]) -> None:
        is_tunnel = getattr(info.get("request"), "method", b"") == b"CONNECT"
        if event.endswith("send_request_body.started") and not is_tunnel:
            await leaving()

    return trace


@contextmanager
def telling_what_became() -> Iterator[None]:
    """Turn what httpx raises into TryLater, if nothing can have left, or Unsure."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
        raise TryLater from None
    except httpx.TransportError:
        raise Unsure from None

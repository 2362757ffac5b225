"""The operations port of a process: whether it lives, whether it can work, and its figures.

Three addresses, for machines that look after the process: /healthz, /readyz, /metrics. Nothing of a
resident is behind them, but how much is going on is: so the port stays on this machine or on a
private network, and no public proxy leads to it.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from casework.listening import listen

logger = logging.getLogger(__name__)

Check = Callable[[], Awaitable[object]]
"""Returns if what it asks answers; raises anything if not."""

LONGEST_CHECK = 1.0
"""Seconds for each check, and for what is asked before the figures are shown."""

LONGEST_REQUEST = 5.0
"""Seconds for a request to arrive and be answered."""

LARGEST_REQUEST = 8 * 1024
"""Bytes of a request's head. There is no body."""

MOST_CONNECTIONS = 32
"""At the same time. More than a few probes and scrapers there never are."""

_JSON = "application/json"
_REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a prober is told."""

    status: int
    body: bytes
    kind: str = _JSON

    @classmethod
    def of(cls, code: int, /, **told: object) -> "Answer":
        """An answer in JSON."""
        return cls(code, json.dumps(told).encode())


@dataclass(frozen=True, slots=True)
class Probes:
    """What is told at the three addresses.

    `needed`: without one of these the process cannot do its work (503). `told`: shown beside them.
    `before_figures` bring up to date what is asked for elsewhere; they never fail the page.
    """

    registry: CollectorRegistry
    needed: Mapping[str, Check] = field(default_factory=dict)
    told: Mapping[str, Check] = field(default_factory=dict)
    before_figures: Sequence[Check] = ()

    async def answer(self, path: str) -> Answer:
        """Answer a GET."""
        match path:
            case "/healthz":
                return Answer.of(200, status="ok")
            case "/readyz":
                return await self._readiness()
            case "/metrics":
                await asyncio.gather(*(_answers(refresh) for refresh in self.before_figures))
                return Answer(200, generate_latest(self.registry), CONTENT_TYPE_PLAIN_0_0_4)
        return Answer.of(404, status="no such address")

    async def _readiness(self) -> Answer:
        checks = {**self.told, **self.needed}
        found = await asyncio.gather(*(_answers(check) for check in checks.values()))
        shown = dict(zip(checks, ("ok" if up else "down" for up in found), strict=True))
        if all(shown[name] == "ok" for name in self.needed):
            return Answer.of(200, status="ready", checks=shown)
        return Answer.of(503, status="not ready", checks=shown)


@contextlib.asynccontextmanager
async def operations_port(
    probes: Probes, host: str, port: int | None, *, prefix: str
) -> AsyncIterator[None]:
    """Answer probes during the block; without a port, nothing. Raises CannotListen.

    `prefix` is that of the two settings: OPS for OPS_HOST and OPS_PORT.
    """
    if port is None:
        yield
        return
    crowd = asyncio.Semaphore(MOST_CONNECTIONS)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if not crowd.locked():
                async with crowd:
                    await _serve(probes, reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    with listen(host, port, prefix=prefix) as listening:
        server = await asyncio.start_server(serve, sock=listening, limit=LARGEST_REQUEST)
        try:
            yield
        finally:
            server.close()


def port_opens(host: str, port: int) -> Check:
    """A check that something listens there. Raises OSError if not."""
    # Where a door listens on all addresses it is reached by that of this machine.
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # not bound here

    async def check() -> None:
        _, writer = await asyncio.open_connection(reached, port)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    return check


async def _serve(
    probes: Probes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answer one request, and close: a prober that hangs or writes nonsense holds nothing up."""
    try:
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(LONGEST_REQUEST):
                writer.write(_as_http(await _answer_to(probes, reader)))
                await writer.drain()
    except Exception as error:  # noqa: BLE001  # a probe must end nothing else
        logger.warning("a probe could not be answered: %s", type(error).__name__)


async def _answer_to(probes: Probes, reader: asyncio.StreamReader) -> Answer:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, version = head.partition(b"\r\n")[0].decode("ascii").split(" ")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
        return Answer.of(400, status="no HTTP request")
    if not version.startswith("HTTP/1."):
        return Answer.of(400, status="no HTTP request")
    if method != "GET":
        return Answer.of(405, status="GET only")
    return await probes.answer(target.partition("?")[0])


def _as_http(answer: Answer) -> bytes:
    reason = _REASONS.get(answer.status, "Service Unavailable")
    head = (
        f"HTTP/1.1 {answer.status} {reason}\r\nContent-Type: {answer.kind}\r\n"
        f"Content-Length: {len(answer.body)}\r\nCache-Control: no-store\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode("ascii") + answer.body


async def _answers(check: Check) -> bool:
    try:
        async with asyncio.timeout(LONGEST_CHECK):
            await check()
    except Exception:  # noqa: BLE001  # whatever is wrong with it: it does not answer
        return False
    return True

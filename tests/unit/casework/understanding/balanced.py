"""Played NLU replicas and a balancer of connections before them: real sockets, deaths on demand."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

ANSWER = {"intent_ranking": [{"name": "shipper_gia", "confidence": 1.0}]}
BUSY = 100
"""Answers after which a replica is said to be busy."""

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Replica:
    """Answers POST /model/parse after `takes` seconds, on connections that it keeps open.

    `drops`: of so many requests the next ones are read and their connections closed unanswered.
    """

    name: str
    takes: float = 0.0
    drops: int = 0
    answered: int = 0
    connected: int = 0
    port: int = 0
    busy: asyncio.Event = field(default_factory=asyncio.Event)
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen; after a death on the same port again."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def kill(self) -> None:
        """As kill -9 does: nobody listens, every connection is reset."""
        if self._server:
            self._server.close()
        for writer in list(self._open):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connected += 1
        self._open.add(writer)
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the test is over, too: asyncio would log each
        finally:
            self._open.discard(writer)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether the connection stays."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii").lower()
        length = head.split("content-length: ")[1].split("\r\n")[0]
        await reader.readexactly(int(length))
        if self.drops:
            self.drops -= 1
            return False
        await asyncio.sleep(self.takes)
        body = json.dumps({**ANSWER, "model_id": self.name}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        self.answered += 1
        if self.answered == BUSY:
            self.busy.set()
        return "connection: close" not in head


@asynccontextmanager
async def running(*replicas: Replica) -> AsyncIterator[None]:
    """Replicas that listen; killed at the end."""
    for replica in replicas:
        await replica.start()
    try:
        yield
    finally:
        for replica in replicas:
            replica.kill()


@asynccontextmanager
async def balancing(*replicas: Replica) -> AsyncIterator[str]:
    """The address of a balancer of connections, turn by turn; a replica that refuses is skipped."""
    turn = 0

    async def backend() -> Streams:
        nonlocal turn
        turn += 1
        first = turn % len(replicas)
        for replica in (*replicas[first:], *replicas[:first]):
            try:
                return await asyncio.open_connection("127.0.0.1", replica.port)
            except OSError:
                continue
        raise OSError

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await backend()
        except OSError:
            writer.transport.abort()
            return
        with suppress(asyncio.CancelledError):  # the test is over: asyncio would log each
            await asyncio.gather(_carry(reader, back), _carry(there, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Bytes from one side to the other; what ends here ends there."""
    try:
        while some := await reader.read(65_536):
            writer.write(some)
            await writer.drain()
    except OSError:
        writer.transport.abort()
    finally:
        writer.close()


async def under_load(
    ask: Callable[[], Awaitable[object]], *, askers: int, each: int, meanwhile: Awaitable[object]
) -> list[object]:
    """What comes back to so many who ask so often, one question after the other; errors too."""
    told: list[object] = []

    async def asker() -> None:
        for _ in range(each):
            try:
                told.append(await ask())
            except Exception as error:  # noqa: BLE001  # counted by whoever looks
                told.append(error)

    await asyncio.gather(meanwhile, *(asker() for _ in range(askers)))
    return told

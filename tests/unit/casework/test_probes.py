import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator

import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge

from casework import probes
from casework.listening import CannotListen
from casework.probes import Probes, operations_port


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


async def closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


class Prober:
    """Writes bytes to the port and reads what comes back until it is closed."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def send(self, sent: bytes) -> tuple[int, str, bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(sent)
        received = b""
        # Hung up on before all was read: the same as an end without a word.
        with contextlib.suppress(ConnectionResetError):
            async with asyncio.timeout(10):
                received = await reader.read()
        await closed(writer)
        head, _, body = received.partition(b"\r\n\r\n")
        return int(head.split(b" ")[1]) if head else 0, head.decode(), body

    async def get(self, path: str) -> tuple[int, dict[str, object]]:
        status, _, body = await self.send(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        return status, json.loads(body)


class Dependency:
    """Something that a process needs; it can go away, and it can hang."""

    def __init__(self) -> None:
        self.away = False
        self.hangs = False

    async def __call__(self) -> None:
        if self.hangs:
            await asyncio.Event().wait()
        if self.away:
            raise ConnectionError("tên tôi là Nguyễn Thị Hoa")


@pytest.fixture
def database() -> Dependency:
    return Dependency()


@pytest.fixture
def nlu() -> Dependency:
    return Dependency()


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
async def prober(
    database: Dependency, nlu: Dependency, registry: CollectorRegistry
) -> AsyncIterator[Prober]:
    shown = Gauge("canhgiac_database_up", "As the last look has found it.", registry=registry)

    async def look() -> None:
        shown.set(0)
        await database()
        shown.set(1)

    told = Probes(registry, needed={"database": database}, told={"nlu": nlu}, before_figures=[look])
    port = free_port()
    async with operations_port(told, "127.0.0.1", port, prefix="OPS"):
        yield Prober(port)


async def test_a_process_whose_loop_goes_round_is_alive_whatever_it_lacks(
    prober: Prober, database: Dependency
) -> None:
    database.away = True
    assert await prober.get("/healthz") == (200, {"status": "ok"})


async def test_ready_means_that_all_it_needs_answers(prober: Prober) -> None:
    checks = {"database": "ok", "nlu": "ok"}
    assert await prober.get("/readyz") == (200, {"status": "ready", "checks": checks})


async def test_without_what_it_needs_it_is_not_ready_and_says_what_is_missing(
    prober: Prober, database: Dependency
) -> None:
    database.away = True
    status, told = await prober.get("/readyz")
    assert (status, told["status"]) == (503, "not ready")
    assert told["checks"] == {"database": "down", "nlu": "ok"}
    assert "Hoa" not in json.dumps(told, ensure_ascii=False)


async def test_what_it_can_do_without_is_told_but_leaves_it_ready(
    prober: Prober, nlu: Dependency
) -> None:
    nlu.away = True
    status, told = await prober.get("/readyz")
    assert status == 200
    assert told["checks"] == {"database": "ok", "nlu": "down"}


async def test_a_check_that_hangs_counts_as_down_after_its_time(
    prober: Prober, database: Dependency, nlu: Dependency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes, "LONGEST_CHECK", 0.1)
    database.hangs = nlu.hangs = True
    async with asyncio.timeout(1):
        status, told = await prober.get("/readyz")
    assert (status, told["checks"]) == (503, {"database": "down", "nlu": "down"})


@pytest.mark.parametrize("trouble", ["away", "hangs"])
async def test_figures_are_shown_also_while_the_database_is_in_trouble(
    prober: Prober,
    database: Dependency,
    registry: CollectorRegistry,
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(probes, "LONGEST_CHECK", 0.1)
    Counter("canhgiac_fallbacks", "Counted.", registry=registry).inc(3)
    get = b"GET /metrics?x=1 HTTP/1.1\r\n\r\n"
    assert b"canhgiac_database_up 1.0" in (await prober.send(get))[2]
    setattr(database, trouble, True)
    status, head, body = await prober.send(get)
    assert status == 200
    assert "Content-Type: text/plain; version=0.0.4" in head
    assert f"Content-Length: {len(body)}" in head
    assert b"canhgiac_database_up 0.0" in body
    assert b"canhgiac_fallbacks_total 3.0" in body


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /metricsx HTTP/1.1\r\n\r\n", 404),
        (b"GET /../etc/passwd HTTP/1.1\r\n\r\n", 404),
        (b"POST /metrics HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 405),
        (b"GET /healthz\r\n\r\n", 400),
        (b"GET /healthz SSH-2\r\n\r\n", 400),
        (b"\xff\xfe / HTTP/1.1\r\n\r\n", 400),
        (b"GET /healthz HTTP/1.1\r\nX: " + b"x" * 9_000 + b"\r\n\r\n", 400),
    ],
)
async def test_anything_but_a_get_of_the_three_addresses_is_refused(
    prober: Prober, sent: bytes, status: int
) -> None:
    assert (await prober.send(sent))[0] == status


async def test_whoever_connects_and_says_nothing_is_hung_up_on(
    prober: Prober, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes, "LONGEST_REQUEST", 0.1)
    assert await prober.send(b"GET /heal") == (0, "", b"")


async def test_a_crowd_of_silent_connections_is_limited_and_goes_away(
    prober: Prober, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes, "LONGEST_REQUEST", 0.3)
    crowd = [
        await asyncio.open_connection("127.0.0.1", prober.port)
        for _ in range(probes.MOST_CONNECTIONS)
    ]
    await asyncio.sleep(0.05)
    assert (await prober.send(b"GET /healthz HTTP/1.1\r\n\r\n"))[0] == 0, "one too many"
    async with asyncio.timeout(2):
        assert [await reader.read() for reader, _ in crowd] == [b""] * len(crowd)
    assert (await prober.get("/healthz"))[0] == 200
    for _, writer in crowd:
        await closed(writer)


async def test_without_a_port_nothing_listens(registry: CollectorRegistry) -> None:
    async with operations_port(Probes(registry), "not a host", None, prefix="OPS"):
        pass


async def test_a_port_that_is_taken_is_told_with_the_settings_name(
    prober: Prober, registry: CollectorRegistry
) -> None:
    with pytest.raises(CannotListen, match="OPS_PORT"):
        async with operations_port(Probes(registry), "127.0.0.1", prober.port, prefix="OPS"):
            pass


async def test_after_the_block_the_port_is_free_again(registry: CollectorRegistry) -> None:
    port = free_port()
    for _ in range(2):
        async with operations_port(Probes(registry), "127.0.0.1", port, prefix="OPS"):
            assert (await Prober(port).get("/healthz"))[0] == 200
    with pytest.raises(ConnectionRefusedError):
        await Prober(port).get("/healthz")

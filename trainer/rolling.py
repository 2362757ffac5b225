"""All NLU servers go over to another model version one after another, or all stay.

Behind a balancer stand several (NLU_REPLICAS). For the seconds that a change takes, answers of two
versions alternate; each carries its version's name, so that the bot uses the right playbooks.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.parse import urlsplit

from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.playbooks.library import Library
from trainer.nlu_server import NluServer, NotHealthy, NotLetIn, NotTaken, NotTakenBack
from trainer.settings import TrainerSettings

RETURNS = 120
"""Seconds to wait at the end for a server that is starting: it has perhaps read the old name."""

LOOK_EVERY = 1.0
"""Seconds between two looks at such a server."""

_SEVERAL = 2


class SomeAway(Exception):
    """Có máy hiểu câu chữ không trả lời, nên chưa đổi gì ở máy nào.

    Cho nó chạy lại rồi làm lại; hoặc bỏ nó khỏi NLU_REPLICAS: lần chạy tới nó tự nạp bản đang dùng.
    """

    def __init__(self, servers: str) -> None:
        super().__init__(f"{' '.join((self.__doc__ or '').split())} ({servers})")


@asynccontextmanager
async def servers_of(settings: TrainerSettings) -> AsyncIterator[tuple[NluServer, ...]]:
    """All servers, whether they run or not.

    Of NLU_REPLICAS a name with several addresses is several servers: where an orchestrator adds and
    takes away servers, nobody could write them down one by one.
    """
    async with AsyncExitStack() as stack:
        urls = settings.replicas
        if settings.nlu_replicas:
            found = await asyncio.gather(*(_each_of(url) for url in urls))
            # Named twice, by itself and among others, it is one all the same.
            urls = tuple(dict.fromkeys(url for several in found for url in several))
        servers = tuple(NluServer(url, settings.token) for url in urls)
        for server in servers:
            stack.push_async_callback(server.aclose)
        yield servers


async def _each_of(url: str) -> list[str]:
    """The same for every address that its name has; unchanged if that is one, or unknown."""
    parts = urlsplit(url)
    if parts.scheme != "http":  # a certificate is made out to the name
        return [url]
    port = parts.port or 80
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            parts.hostname, port, type=socket.SOCK_STREAM
        )
    except OSError:
        return [url]
    # A machine with IPv4 and IPv6 is one: count those of the kind that is named first.
    hosts = sorted({str(place[0]) for family, *_, place in found if family == found[0][0]})
    if len(hosts) < _SEVERAL:
        return [url]
    shown = (f"[{host}]" if ":" in host else host for host in hosts)
    return [parts._replace(netloc=f"{host}:{port}").geturl() for host in shown]


async def serving_now(servers: Sequence[NluServer]) -> dict[str, str | None]:
    """The version that each has loaded, "" if none; None for one that does not answer.

    Raises NotLetIn.
    """
    served = await asyncio.gather(*(server.serves() for server in servers))
    return dict(zip((server.name for server in servers), served, strict=True))


@asynccontextmanager
async def rolled(
    servers: Sequence[NluServer], name: str, library: Library, live: str | None
) -> AsyncIterator[bool]:
    """Every server serves this version; if anything in the block fails, the live one again.

    Each is looked over before the next. False if none runs: the next start serves what is
    promoted. Raises SomeAway, NotLetIn, NotTaken, NotHealthy, NotTakenBack.
    """
    before = await serving_now(servers)
    away = [server for server, served in before.items() if served is None]
    if len(away) == len(servers):
        yield False
        return
    if away:
        raise SomeAway(", ".join(away))
    touched: list[tuple[NluServer, str]] = []
    try:
        for server in servers:
            touched.append((server, live or before[server.name] or ""))
            await server.load(name)
            await server.check(name, library, NOT_PLAYBOOKS)
        yield True
    except BaseException:  # also when the command itself is being ended
        await asyncio.shield(_put_back(touched))
        raise


async def left_behind(servers: Sequence[NluServer], name: str, library: Library) -> tuple[str, ...]:
    """Look at every server once more, after the pointer was switched; who is not on the version.

    One that was started again meanwhile has come back with the version before, or will.
    """
    caught_up = await asyncio.gather(*(_catches_up(server, name, library) for server in servers))
    return tuple(server.name for server, yes in zip(servers, caught_up, strict=True) if not yes)


async def _catches_up(server: NluServer, name: str, library: Library) -> bool:
    try:
        async with asyncio.timeout(RETURNS):
            served = await _answer_of(server)
    except (TimeoutError, NotLetIn):
        return False
    if served == name:
        return True
    try:
        await server.load(name)
        await server.check(name, library, NOT_PLAYBOOKS)
    except (NotTaken, NotHealthy):
        return False
    return True


async def _answer_of(server: NluServer) -> str:
    """What it serves, as soon as it answers."""
    while True:
        served = await server.serves()
        if served is not None:
            return served
        await asyncio.sleep(LOOK_EVERY)


async def _put_back(touched: Sequence[tuple[NluServer, str]]) -> None:
    """Each as it was, the last first, though one of them fails. Raises NotTakenBack."""
    failed = []
    for server, before in reversed(touched):
        try:
            if before and await server.serves() != before:
                await server.load(before)
        except (NotTaken, NotLetIn):
            failed.append(server.name)
    if failed:
        raise NotTakenBack(", ".join(failed)) from None

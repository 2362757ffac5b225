"""Where faults are tried: the house with played platforms and a played NLU, under traffic."""

import asyncio
import math
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.fake_zalo_bot import FakeZaloBot
from bot.rehearsal.platform import FakePlatform
from bot.rehearsal.serving import served
from bot.rehearsal.shared.counting import PROMPT, Counts
from bot.rehearsal.shared.database import Database
from bot.rehearsal.shared.house import House, Size, introduce
from bot.rehearsal.shared.played_nlu import PlayedNlu
from bot.rehearsal.shared.processes import Process, all_at_once
from bot.rehearsal.shared.residents import Crowd

LATENCY = 0.05
"""Seconds that a platform takes for each message of the bot, as over the Internet."""

TALKS_A_SECOND = 1.2
"""Conversations that begin on each platform, of five updates each."""

SETTLED = 4.0
"""Seconds until residents are in full talk and harm is done."""

AFTERWARDS = 2.0
"""Seconds for which conversations begin still, after it."""

QUIET = 2.5
"""Seconds without a message after which nothing more is expected."""

LONGEST_QUIET = 30.0
_CHATS_APART = 10_000


@dataclass(slots=True)
class Trouble:
    """When something was done to the house, on time.monotonic(); what was seen of it besides."""

    crowd: Crowd
    """The residents on the platform with buttons: to bring some more of one's own."""
    began: float = math.inf
    moments: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def now(self) -> None:
        """Something has just been killed; or an outage is just over: from here recovery counts."""
        self.moments.append(time.monotonic())

    def expect(self, *, that: bool, else_: str) -> None:
        """Note a promise that was not kept."""
        if not that:
            self.problems.append(else_)


Act = Callable[["Scene", Trouble], Awaitable[None]]


@dataclass(slots=True)
class Shown:
    """What a fault has shown.

    In seconds: `usual`, what 19 of 20 answers took before it began; `back`, the worst of several.
    """

    counts: Counts
    refused: int
    usual: float
    back: float
    trouble: Trouble
    violations: list[str]


@dataclass(slots=True)
class Scene:
    """The house and everything around it."""

    house: House
    database: Database
    nlu: PlayedNlu
    platforms: Sequence[FakePlatform]
    _chats: int = _CHATS_APART

    @property
    def telegram(self) -> FakeTelegram:
        """The platform with buttons."""
        found = self.platforms[0]
        assert isinstance(found, FakeTelegram)  # noqa: S101  # made so below
        return found

    @property
    def processes(self) -> list[Process]:
        """Intakes and workers."""
        return [*self.house.intakes, *self.house.workers]

    def crowd(self, platform: FakePlatform) -> Crowd:
        """Residents in chats that nobody had before."""
        self._chats += _CHATS_APART
        taps = isinstance(platform, FakeTelegram)
        return Crowd(platform, lambda: self.house.doors, self._chats, taps=taps)

    async def under_traffic(self, act: Act) -> Shown:
        """Let residents talk on every platform while `act` does harm; then count."""
        await self.settle()
        for platform in self.platforms:
            platform.violations.clear()
        crowds = [self.crowd(platform) for platform in self.platforms]
        trouble, over = Trouble(crowds[0]), asyncio.Event()

        async def harm() -> None:
            try:
                await asyncio.sleep(SETTLED)
                trouble.began = time.monotonic()
                await act(self, trouble)
                await asyncio.sleep(AFTERWARDS)
            finally:
                over.set()

        await asyncio.gather(harm(), *(crowd.talk(TALKS_A_SECOND, over) for crowd in crowds))
        await self.quiet()
        return self.shown(crowds, trouble)

    async def settle(self) -> None:
        """Wait until everything runs that should."""
        await self.database.until_ready()
        await all_at_once([process.until_ready() for process in self.processes])

    async def quiet(self) -> None:
        """Wait until no more messages come."""
        began = time.monotonic()
        while time.monotonic() - began < LONGEST_QUIET:
            last = max((p.sent[-1].at for p in self.platforms if p.sent), default=began)
            if time.monotonic() - max(last, began) > QUIET:
                return
            await asyncio.sleep(0.1)

    def shown(self, crowds: Sequence[Crowd], trouble: Trouble) -> Shown:
        """Count what has come of it."""
        counts = Counts()
        for crowd in crowds:
            counts.add(crowd.counts())
        usual = counts.usual(until=trouble.began)
        ends = [*trouble.moments[1:], float("inf")]
        back = max(
            (
                counts.back_after(at, end, max(PROMPT, 2 * usual))
                for at, end in zip(trouble.moments, ends[: len(trouble.moments)], strict=True)
            ),
            default=0.0,
        )
        violations = [f"{p.name}: {told}" for p in self.platforms for told in p.violations]
        return Shown(counts, sum(c.refused for c in crowds), usual, back, trouble, violations)


@asynccontextmanager
async def staged(
    size: Size, settings: dict[str, str], logs: Path | None = None
) -> AsyncIterator[Scene]:
    """The scene for the block's time; the processes' logs are kept in `logs`, if it is named.

    Raises NoPostgres, DidNotStart.
    """
    async with AsyncExitStack() as stack:
        database = Database(small_disk=True)
        stack.push_async_callback(database.stop)
        await database.start()
        nlu = PlayedNlu()
        await nlu.start()
        stack.push_async_callback(nlu.stop)
        platforms: list[FakePlatform] = [FakeTelegram(), FakeZaloBot()]
        found: dict[str, str] = {}
        for platform in platforms:
            platform.latency = LATENCY
            found |= platform.environment(await stack.enter_async_context(served(platform)))
            introduce(platform)
            stack.push_async_callback(platform.aclose)
        if logs is None:
            logs = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="canhgiac-")))
        house = House(logs, size, database.url(), nlu.url, {**found, **settings})
        stack.push_async_callback(house.stop)
        await house.start()
        yield Scene(house, database, nlu, platforms)

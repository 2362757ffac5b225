"""The replay itself: residents, an officer, samples of memory, and the book's own counts."""

import asyncio
import random
import tempfile
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bot.rehearsal.shared.database import Database
from bot.rehearsal.shared.day.curve import DAY, begins
from bot.rehearsal.shared.day.memory import Memory
from bot.rehearsal.shared.day.officer import Officer, at_the_desk
from bot.rehearsal.shared.house import House, Size
from bot.rehearsal.shared.load.step import quantile
from bot.rehearsal.shared.load.sweep import LATENCY
from bot.rehearsal.shared.processes import Process
from bot.rehearsal.shared.real_nlu import serving
from bot.rehearsal.shared.talk import some_talk
from bot.rehearsal.shared.visitors import Visitors

THINKS = 1.5
SAMPLE_EVERY = 5.0
READS_EVERY = 2.0
"""Seconds between two pages that the officer reads."""

LONGEST_END = 240.0
_BOOK = {
    "deliveries": "SELECT count(*) FROM deliveries",
    "sealed still": (
        "SELECT count(*) FROM deliveries WHERE message IS NOT NULL OR replies IS NOT NULL"
    ),
    "dead letters": "SELECT count(*) FROM deliveries WHERE dead_at IS NOT NULL",
    "jobs": "SELECT count(*) FROM procrastinate_jobs",
    "cases": "SELECT count(*) FROM cases",
    "counted": "SELECT coalesce(sum(reports), 0) FROM case_counts",
}


@dataclass(slots=True)
class Day:
    """What the day has shown. Times in seconds."""

    conversations: int
    size: Size
    seconds: float
    speed: float
    gather: str
    visitors: Visitors
    memory: Memory
    officer: Officer
    waits: list[float] = field(default_factory=list)
    book: dict[str, int] = field(default_factory=dict)
    queue: list[int] = field(default_factory=list)
    """How many waited, each time that it was looked."""

    @property
    def lost(self) -> int:
        """Updates without an answer."""
        return sum(u.came is None for u in self.visitors.updates)

    def quantile(self, share: float) -> float:
        """Seconds within which this share of answers came."""
        return quantile(self.waits, share)


async def replay(size: Size, conversations: int, seconds: float, logs: Path | None) -> Day:
    """Replay a day in so many seconds. Raises NoModel, NoPostgres, DidNotStart."""
    async with AsyncExitStack() as stack:
        if logs is None:
            logs = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="canhgiac-")))
        visitors = Visitors(LATENCY)
        await visitors.platforms.start()
        stack.push_async_callback(visitors.platforms.stop)
        stack.push_async_callback(visitors.aclose)
        nlu_url, nlu = await stack.enter_async_context(serving(logs))
        database = Database()
        stack.push_async_callback(database.stop)
        await database.start()
        settings = {"GATHER_SECONDS": "0", **visitors.environment()}
        house = House(logs, size, database.url(), nlu_url, settings)
        stack.push_async_callback(house.stop)
        await house.start()
        visitors.call(house.doors)
        door = {"DATABASE_URL": database.url()}
        desk, officer = await stack.enter_async_context(at_the_desk(door, logs))
        processes = {p.name: p for p in (*house.intakes, *house.workers, nlu, desk)}
        processes["postgres"] = database.process
        speed = DAY / seconds
        day = Day(conversations, size, seconds, speed, "0", visitors, Memory(), officer)
        await _live(day, database, processes)
        day.waits = sorted(u.came - u.sent for u in visitors.updates if u.came is not None)
        day.book = {name: _one(database, asked) for name, asked in _BOOK.items()}
        return day


async def _live(day: Day, database: Database, processes: Mapping[str, Process]) -> None:
    dice = random.Random(day.conversations)  # noqa: S311  # the same day every time
    beside = [
        asyncio.create_task(day.officer.read(READS_EVERY)),
        asyncio.create_task(_sample(day, database, processes)),
    ]
    talks: set[asyncio.Task[None]] = set()
    began = time.monotonic()
    for moment in begins(day.conversations):
        await asyncio.sleep(max(0.0, began + moment / day.speed - time.monotonic()))
        talk = some_talk(dice)
        pauses = [0.0, *(dice.expovariate(1 / THINKS) for _ in talk[1:])]
        task = asyncio.create_task(day.visitors.converse(talk, pauses, dice))
        talks.add(task)
        task.add_done_callback(talks.discard)
    if talks:
        await asyncio.wait(talks, timeout=LONGEST_END)
    for task in [*beside, *talks]:
        task.cancel()
    await asyncio.gather(*beside, *talks, return_exceptions=True)
    # What was sent last is still being erased.
    await asyncio.sleep(SAMPLE_EVERY)


async def _sample(day: Day, database: Database, processes: Mapping[str, Process]) -> None:
    while True:
        await asyncio.to_thread(day.memory.take, processes)
        day.queue.append(await asyncio.to_thread(_one, database, _BOOK["sealed still"]))
        await asyncio.sleep(SAMPLE_EVERY)


def _one(database: Database, asked: str) -> int:
    ((count,),) = database.run(asked)
    return int(str(count))

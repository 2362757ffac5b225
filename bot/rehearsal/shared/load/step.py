"""One step: so many messages a second for some seconds, and what came of it."""

import asyncio
import os
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass

from bot.rehearsal.shared.processes import Process
from bot.rehearsal.shared.talk import LINES_EACH, some_talk
from bot.rehearsal.shared.usage import Use, use_of
from bot.rehearsal.shared.visitors import Visitors

THINKS = 1.5
"""Seconds, on average, that a resident takes for the next message; the first comes at once."""

WARM_UP = 8.0
"""Seconds before measuring: as many conversations end by then as begin."""

DRAIN = 65.0


@dataclass(frozen=True, slots=True)
class Step:
    """What one step has shown. Latencies in seconds; CPU in cores used, by kind of process."""

    offered: float
    called: float
    answered: float
    p50: float
    p95: float
    p99: float
    lost: int
    cores: Mapping[str, float]
    memory: Mapping[str, int]
    generator: float

    @property
    def cpu_each(self) -> dict[str, float]:
        """CPU seconds of each kind for one answered message."""
        return {kind: cores / self.answered for kind, cores in self.cores.items() if self.answered}


async def offer(
    visitors: Visitors, kinds: Mapping[str, list[Process]], rate: float, seconds: float, seed: int
) -> Step:
    """Offer `rate` messages a second: conversations begin at random moments, as people come."""
    dice = random.Random(seed)  # noqa: S311  # the same every time
    visitors.updates.clear()
    talks: set[asyncio.Task[None]] = set()
    began = time.monotonic()
    measured = began + WARM_UP
    before: dict[str, Use] | None = None
    own = 0.0
    due = began
    while due < measured + seconds:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if before is None and due >= measured:
            before, own = _uses(kinds), time.process_time()
        talk = some_talk(dice)
        pauses = [0.0, *(dice.expovariate(1 / THINKS) for _ in talk[1:])]
        talks.add(asyncio.create_task(visitors.converse(talk, pauses, dice)))
        due += dice.expovariate(rate / LINES_EACH)
    after, own = _uses(kinds), time.process_time() - own
    measured_for = time.monotonic() - measured
    _, late = await asyncio.wait(talks, timeout=DRAIN)
    for talk_ in late:
        talk_.cancel()
    window = _Window(measured, measured_for, before or after, after, own)
    return _step(visitors, rate, window)


@dataclass(frozen=True, slots=True)
class _Window:
    """What was measured over: when it began, for how long, what was used by then."""

    began: float
    seconds: float
    before: Mapping[str, Use]
    after: Mapping[str, Use]
    own: float

    def __contains__(self, moment: float) -> bool:
        return self.began <= moment < self.began + self.seconds


def _step(visitors: Visitors, rate: float, window: _Window) -> Step:
    called = [u for u in visitors.updates if u.sent in window]
    waits = sorted(u.came - u.sent for u in called if u.came is not None)
    answered = sum(u.came is not None and u.came in window for u in visitors.updates)
    used = {kind: use.cpu - window.before[kind].cpu for kind, use in window.after.items()}
    return Step(
        offered=rate,
        called=len(called) / window.seconds,
        answered=answered / window.seconds,
        p50=quantile(waits, 0.50),
        p95=quantile(waits, 0.95),
        p99=quantile(waits, 0.99),
        lost=sum(u.came is None for u in called),
        cores={kind: cpu / window.seconds for kind, cpu in used.items()},
        memory={kind: use.memory for kind, use in window.after.items()},
        generator=window.own / window.seconds,
    )


def quantile(ordered: list[float], share: float) -> float:
    """The value below which this share lies; 0 of nothing."""
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _uses(kinds: Mapping[str, list[Process]]) -> dict[str, Use]:
    found = {}
    for kind, processes in kinds.items():
        each = [use_of(process.pid) for process in processes]
        found[kind] = Use(sum(use.cpu for use in each), sum(use.memory for use in each))
    return found


def cores_of_this_machine() -> int:
    """How many there are."""
    return os.cpu_count() or 1

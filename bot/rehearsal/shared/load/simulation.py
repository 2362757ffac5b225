"""The queue as a model: what it says of machines that are not here.

A discrete-event simulation: messages come at random moments; each takes some CPU seconds of intake,
worker, NLU and database, in this order, for which it waits in turn. A process has one message in
work at a time and all together no more cores than there are. The CPU for a message is measured
(`make load`); everything else is arithmetic. Seeded: the same every time.
"""

import heapq
import random
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

_MESSAGES = 6_000
_WARM = 1_000
_SHAPE = 2.0
"""Of the gamma distribution of the work: a story takes longer than "yes"."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stop of a message: CPU seconds there on average; how many processes share the work."""

    cpu: float
    processes: int


@dataclass(frozen=True, slots=True)
class Simulated:
    """What the model says: seconds from call to answer without the network; share of cores used."""

    p50: float
    p99: float
    used: float


def simulate(stages: Mapping[str, Stage], cores: int, rate: float, seed: int = 1) -> Simulated:
    """Bring messages at `rate` a second through the stages, in their order."""
    machine = _Machine([_Stop(stage) for stage in stages.values()], cores, seed)
    for number, began in enumerate(_arrivals(rate, seed)):
        heapq.heappush(machine.events, (began, number, 0, began, False))
    while machine.events:
        machine.next()
    settled = sorted(machine.waits[_WARM:])
    share = machine.work / (cores * machine.now)
    return Simulated(settled[len(settled) // 2], settled[int(0.99 * len(settled))], share)


def capacity(stages: Mapping[str, Stage], cores: int) -> tuple[str, float]:
    """What is used up first, and at how many messages a second."""
    limits = {name: stage.processes / stage.cpu for name, stage in stages.items() if stage.cpu}
    total = sum(stage.cpu for stage in stages.values())
    limits["all cores"] = cores / total
    first = min(limits, key=lambda name: limits[name])
    return first, limits[first]


def _arrivals(rate: float, seed: int) -> list[float]:
    dice = random.Random(seed)  # noqa: S311  # the same every time
    at, moments = 0.0, []
    for _ in range(_MESSAGES):
        at += dice.expovariate(rate)
        moments.append(at)
    return moments


@dataclass(slots=True)
class _Stop:
    stage: Stage
    busy: int = 0
    # (when it came here, which message, when that began)
    queue: deque[tuple[float, int, float]] = field(default_factory=deque)


class _Machine:
    """Cores that are never idle while somebody could work."""

    def __init__(self, stops: list[_Stop], cores: int, seed: int) -> None:
        self._stops = stops
        self._free = cores
        self._dice = random.Random(seed + 1)  # noqa: S311  # the same every time
        # (when, which message, at which stop, when it began, whether its work there is done)
        self.events: list[tuple[float, int, int, float, bool]] = []
        self.waits: list[float] = []
        self.work = 0.0
        self.now = 0.0

    def next(self) -> None:
        """The next thing that happens."""
        self.now, number, place, began, done = heapq.heappop(self.events)
        if done:
            self._free += 1
            self._stops[place].busy -= 1
            place += 1
        if place < len(self._stops):
            self._stops[place].queue.append((self.now, number, began))
        else:
            self.waits.append(self.now - began)
        self._start_work()

    def _start_work(self) -> None:
        while self._free:
            ready = [
                (stop.queue[0][0], place)
                for place, stop in enumerate(self._stops)
                if stop.queue and stop.busy < stop.stage.processes
            ]
            if not ready:
                return
            _, place = min(ready)
            stop = self._stops[place]
            _, number, began = stop.queue.popleft()
            work = self._dice.gammavariate(_SHAPE, stop.stage.cpu / _SHAPE)
            stop.busy += 1
            self._free -= 1
            self.work += work
            heapq.heappush(self.events, (self.now + work, number, place, began, True))

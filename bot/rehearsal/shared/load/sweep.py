"""Each arrangement of the house under rising load, the rivals too, all in the same run."""

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bot.rehearsal.shared.database import Database
from bot.rehearsal.shared.house import House, Size
from bot.rehearsal.shared.load.step import Step, offer
from bot.rehearsal.shared.processes import Process
from bot.rehearsal.shared.real_nlu import serving
from bot.rehearsal.shared.visitors import Visitors

RATES = (20, 60, 90, 105, 115, 125, 140)
TOO_LATE = 5.0
"""Seconds at the median beyond which more load shows nothing new."""

LATENCY = 0.05
"""Seconds until a platform tells the bot that a message was taken, as over the Internet."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the house is set up for one curve."""

    name: str
    size: Size
    settings: dict[str, str] = field(default_factory=dict)
    sqlite: bool = False


ARRANGEMENTS = (
    Arrangement("1 worker", Size(intakes=1, workers=1)),
    Arrangement("2 workers", Size(intakes=1, workers=2)),
    Arrangement("4 workers", Size(intakes=2, workers=4)),
    Arrangement("bot run, SQLite", Size(shared=False), sqlite=True),
    Arrangement(
        "1 worker, one at a time", Size(intakes=1, workers=1), {"WORKER_CONVERSATIONS": "1"}
    ),
)
"""The last two are the rivals."""


@dataclass(slots=True)
class Curve:
    """An arrangement and its steps."""

    arrangement: Arrangement
    steps: list[Step]
    twice: int = 0
    notices: int = 0
    emergencies: int = 0
    by_phrases: int = 0
    refused: int = 0
    strange: dict[str, int] = field(default_factory=dict)

    def held(self, longest: float = 1.0) -> float:
        """The highest offered load at which 99 of 100 answers come within `longest` seconds."""
        good = [s.offered for s in self.steps if 0 < s.p99 < longest and not s.lost]
        return max(good, default=0.0)

    @property
    def most(self) -> float:
        """The most answers a second."""
        return max((step.answered for step in self.steps), default=0.0)


async def sweep(
    arrangements: Sequence[Arrangement], rates: Sequence[float], seconds: float, gather: str
) -> AsyncIterator[tuple[Curve, Step]]:
    """Every step as it is done. Raises NoModel, NoPostgres, DidNotStart."""
    with tempfile.TemporaryDirectory(prefix="canhgiac-") as folder:
        async with serving(Path(folder)) as (nlu_url, nlu):
            for arrangement in arrangements:
                async with AsyncExitStack() as stack:
                    kinds, visitors = await _open(
                        stack, arrangement, Path(folder), (nlu_url, nlu), gather
                    )
                    curve = Curve(arrangement, [])
                    for number, rate in enumerate(rates):
                        step = await offer(visitors, kinds, rate, seconds, number)
                        curve.steps.append(step)
                        curve.twice, curve.notices = visitors.twice, visitors.notices
                        curve.emergencies = visitors.emergencies
                        curve.by_phrases = visitors.by_phrases
                        curve.refused, curve.strange = visitors.refused, visitors.strange
                        yield curve, step
                        if step.p50 > TOO_LATE or step.lost:
                            break


async def _open(
    stack: AsyncExitStack,
    arrangement: Arrangement,
    folder: Path,
    nlu: tuple[str, Process],
    gather: str,
) -> tuple[dict[str, list[Process]], Visitors]:
    visitors = Visitors(LATENCY)
    await visitors.platforms.start()
    stack.push_async_callback(visitors.platforms.stop)
    stack.push_async_callback(visitors.aclose)
    kinds: dict[str, list[Process]] = {"NLU": [nlu[1]]}
    own = Path(tempfile.mkdtemp(dir=folder))
    url = f"sqlite:///{own}/canhgiac.db"
    if not arrangement.sqlite:
        database = Database()
        stack.push_async_callback(database.stop)
        await database.start()
        url = database.url()
        kinds["PostgreSQL"] = [database.process]
    settings = {"GATHER_SECONDS": gather, **visitors.environment(), **arrangement.settings}
    house = House(own, arrangement.size, url, nlu[0], settings)
    stack.push_async_callback(house.stop)
    await house.start()
    visitors.call(house.doors)
    if arrangement.size.shared:
        kinds |= {"intakes": house.intakes, "workers": house.workers}
    else:
        kinds["bot run"] = house.intakes
    return kinds, visitors

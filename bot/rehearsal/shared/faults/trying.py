"""Tries faults one after another in one house, and judges what each has shown."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.rehearsal.shared.faults import clock, database, kills, nlu, platforms, queue, steps
from bot.rehearsal.shared.faults.fault import Fault
from bot.rehearsal.shared.house import Size
from bot.rehearsal.shared.scene import Shown, staged

FAULTS: tuple[Fault, ...] = (
    *(*kills.FAULTS, *steps.FAULTS, *queue.FAULTS, *nlu.FAULTS),
    *(*platforms.FAULTS, *clock.FAULTS, *database.FAULTS),
)
"""All, in the order of the table."""

LONGEST_BACK = 10.0
"""Seconds that the house may take after a kill until everything is answered as quickly as ever."""

SIZE = Size(intakes=2, workers=2)


@dataclass(frozen=True, slots=True)
class Tried:
    """A fault and what it has shown."""

    fault: Fault
    shown: Shown

    @property
    def complaints(self) -> list[str]:
        """What was promised and not kept; what could not be tried."""
        counts, found = self.shown.counts, list(self.shown.trouble.problems)
        times = {"lost": counts.lost, "twice": counts.twice, "disorder": counts.out_of_order}
        found += [f"{name}: {many}" for name, many in times.items() if many]
        found += [f"«{said}»" for said in sorted(set(counts.which))[:4]]
        if self.fault.kill and self.shown.back >= LONGEST_BACK:
            found.append(f"back only after {self.shown.back:.1f} s")
        found += [f"unexpected text: {text}" for text in sorted(set(counts.strange))[:3]]
        return found + sorted(set(self.shown.violations))[:3]


async def try_all(faults: Sequence[Fault], logs: Path | None = None) -> AsyncIterator[Tried]:
    """Try each, in a house that stays the same. Raises NoPostgres, DidNotStart."""
    async with staged(SIZE, {"GATHER_SECONDS": "0"}, logs) as scene:
        for fault in faults:
            shown = await scene.under_traffic(fault.act)
            yield Tried(fault, shown)


def named(names: Sequence[str]) -> list[Fault]:
    """The faults of these names; all without any. Raises KeyError."""
    known = {fault.name: fault for fault in FAULTS}
    return [known[name] for name in names] if names else list(FAULTS)

"""Whether memory stays flat: samples of each process, and what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bot.rehearsal.shared.processes import Process
from bot.rehearsal.shared.usage import use_of

MB = 1024**2
WARM = 0.25
"""Share of the samples that is warming up: caches fill, connections are opened."""

GROWTH_ALLOWED = 0.10
"""How much more the last quarter may have, at the median, than the quarter after warming up."""

FILLS = "postgres"
"""Whose memory is set beforehand: it is shown, and not judged."""


@dataclass(slots=True)
class Memory:
    """Samples in bytes, of each process by its name."""

    samples: dict[str, list[int]] = field(default_factory=dict)

    def take(self, processes: Mapping[str, Process]) -> None:
        """Take one of each."""
        for name, process in processes.items():
            self.samples.setdefault(name, []).append(use_of(process.pid).memory)

    def growth(self) -> dict[str, tuple[float, float, float]]:
        """Of each: MB after warming up, MB at the end, share by which it grew."""
        return {name: growth_of(taken) for name, taken in self.samples.items()}

    def grown(self) -> list[str]:
        """Those that did not stay flat. PostgreSQL fills the room that it was given: not judged."""
        return [
            name
            for name, (_, _, share) in self.growth().items()
            if share > GROWTH_ALLOWED and name != FILLS
        ]


def growth_of(samples: Sequence[int]) -> tuple[float, float, float]:
    """MB in the quarter after warming up, MB in the last one, the share by which it grew."""
    quarter = max(1, int(len(samples) * WARM))
    early, late = median(samples[quarter : 2 * quarter] or samples), median(samples[-quarter:])
    return early / MB, late / MB, (late - early) / early if early else 0.0

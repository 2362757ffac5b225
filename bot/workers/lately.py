"""What has happened lately: a memory that holds no more than its time."""

from collections import OrderedDict
from dataclasses import dataclass, field
from time import monotonic

MOST_REMEMBERED = 20_000
"""Things; beyond it those of the longest ago are forgotten."""


@dataclass(slots=True)
class Lately:
    """What has happened within so many seconds, in memory, the oldest first."""

    seconds: float
    at: OrderedDict[tuple[str, str], float] = field(default_factory=OrderedDict)

    def is_first(self, thing: tuple[str, str]) -> bool:
        """Whether it did not happen within these seconds; now it has."""
        now = monotonic()
        last = self.at.pop(thing, None)
        first = last is None or now - last >= self.seconds
        self.at[thing] = now if last is None or first else last
        while len(self.at) > MOST_REMEMBERED or now - next(iter(self.at.values())) >= self.seconds:
            self.at.popitem(last=False)
        return first

    def forget(self, thing: tuple[str, str]) -> None:
        """It has not happened after all."""
        self.at.pop(thing, None)

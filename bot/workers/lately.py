"""What has happened lately: a memory that holds no more than its time."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic

MOST_REMEMBERED = 20_000
"""Things; beyond it those of the longest ago are forgotten. Some 90 bytes each."""

_TIDIED_EVERY = 0.1
"""Of the time for which things are remembered: what is over it goes so much later."""


@dataclass(slots=True)
class Lately:
    """What has happened within so many seconds, in memory, the oldest first.

    Things are known again by their hash, of 64 bits and with a key of this process: a chat's name
    takes more than twice as much, and is none of the memory's business.
    """

    seconds: float
    at: dict[int, float] = field(default_factory=dict)
    _tidied: float = 0.0

    def is_first(self, thing: Hashable) -> bool:
        """Whether it did not happen within these seconds; now it has."""
        now, known = monotonic(), hash(thing)
        last = self.at.get(known)
        if last is not None and now - last < self.seconds:
            return False
        self.at.pop(known, None)
        self.at[known] = now
        if now - self._tidied >= self.seconds * _TIDIED_EVERY or len(self.at) > MOST_REMEMBERED:
            self._tidy(now)
        return True

    def forget(self, thing: Hashable) -> None:
        """It has not happened after all."""
        self.at.pop(hash(thing), None)

    def _tidy(self, now: float) -> None:
        # Anew: a dictionary from which things are only taken away keeps its room. Of one that is
        # full a tenth goes at once, so that it is not tidied for every thing.
        fresh = {known: at for known, at in self.at.items() if now - at < self.seconds}
        room = MOST_REMEMBERED if len(fresh) <= MOST_REMEMBERED else MOST_REMEMBERED * 9 // 10
        self.at = dict(islice(fresh.items(), max(0, len(fresh) - room), None))
        self._tidied = now

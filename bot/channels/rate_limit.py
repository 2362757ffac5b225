"""How many messages one address may send, so that one flood does not silence everybody else."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from casework.privacy.pseudonyms import DailyPseudonyms

MOST_A_MINUTE = 40
"""Somebody frightened sends a few short lines and taps; a family or a village shop behind one
address (Vietnamese mobile networks share them) together still stays below."""

MOST_AT_ONCE = 6
"""An answer takes about a second: more than this waiting together is a program, not people."""

MOST_ADDRESSES = 10_000
"""At some 500 bytes each. Beyond it the ones heard from longest ago are forgotten."""

_MINUTE = 60


@dataclass(slots=True)
class _Sender:
    times: deque[float] = field(default_factory=deque)
    at_once: int = 0


class RateLimit:
    """Counts the messages of each address, in memory only, by a stand-in, and for a minute."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._pseudonyms = DailyPseudonyms()
        # In the order in which they last sent: the first is the one to forget.
        self._senders: dict[str, _Sender] = {}

    @contextmanager
    def turn(self, address: str) -> Iterator[bool]:
        """Whether the address may send now; the block is the time that its message takes."""
        sender = self._heard_from(address)
        if len(sender.times) >= MOST_A_MINUTE or sender.at_once >= MOST_AT_ONCE:
            # Not counted: whoever waits a minute is heard again, however often they tried.
            yield False
            return
        sender.times.append(self._now())
        sender.at_once += 1
        try:
            yield True
        finally:
            sender.at_once -= 1

    def _heard_from(self, address: str) -> _Sender:
        stand_in = self._pseudonyms.of(address)
        sender = self._senders.pop(stand_in, None) or _Sender()
        self._senders[stand_in] = sender
        while len(self._senders) > MOST_ADDRESSES:
            del self._senders[next(iter(self._senders))]
        earliest = self._now() - _MINUTE
        while sender.times and sender.times[0] <= earliest:
            sender.times.popleft()
        return sender

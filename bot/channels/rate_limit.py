"""How many messages one address may send, so that one flood does not silence everybody else."""

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from casework.privacy.pseudonyms import DailyPseudonyms

MOST_A_MINUTE = 40
"""Somebody frightened sends a few short lines and taps; a family or a village shop behind one
address (Vietnamese mobile networks share them) together still stays below."""

MOST_AT_ONCE = 6
"""An answer takes about a second: more than this waiting together is a program, not people."""

MOST_LOOKS = 2
"""Over the limit, so many are read at a time for words that can't wait."""

MOST_IN_ALL = 6_000
"""A minute. Many addresses together must not take the machine from the other channels."""

MOST_ADDRESSES = 10_000
"""At some 500 bytes each. Beyond it the ones heard from longest ago are forgotten."""

_MINUTE = 60
_WHEN_FULL = 2
_IPV6, _IPV6_PREFIX = 6, 64


@dataclass(frozen=True, slots=True)
class Turn:
    """Whether a message may come now; if not, in how many seconds it may.

    `may_be_urgent`: it may still be read for words that can't wait.
    """

    granted: bool
    wait: int = 0
    may_be_urgent: bool = False


@dataclass(slots=True)
class _Sender:
    times: deque[float] = field(default_factory=deque)
    at_once: int = 0
    # Messages over the limit that are being read; when one of them was urgent.
    looks: int = 0
    urgent: float = -math.inf


class RateLimit:
    """Counts the messages of each address, in memory only, by a stand-in, and for a minute."""

    def __init__(
        self, now: Callable[[], float] = time.monotonic, *, in_all: int = MOST_IN_ALL
    ) -> None:
        self._now = now
        self._in_all = _LastMinute(in_all)
        self._pseudonyms = DailyPseudonyms()
        # In the order in which they last sent: the first is the one to forget.
        self._senders: dict[str, _Sender] = {}

    @contextmanager
    def turn(self, address: str) -> Iterator[Turn]:
        """Whether the address may send now; the block is the time that its message takes."""
        now = self._now()
        sender = self._heard_from(address, now)
        if wait := self._wait(sender, now):
            # Not counted: whoever waits a minute is heard again, however often they tried.
            with self._look(sender, now) as may_be_urgent:
                yield Turn(granted=False, wait=wait, may_be_urgent=may_be_urgent)
            return
        sender.times.append(now)
        self._in_all.count(now)
        sender.at_once += 1
        try:
            yield Turn(granted=True)
        finally:
            sender.at_once -= 1

    def grants_urgent(self, address: str) -> bool:
        """Whether an address over the limit gets what can't wait: once a minute is enough."""
        now = self._now()
        sender = self._heard_from(address, now)
        if now - sender.urgent < _MINUTE:
            return False
        sender.urgent = now
        return True

    @contextmanager
    def _look(self, sender: _Sender, now: float) -> Iterator[bool]:
        # Few at a time, because reading takes a flood's bodies in.
        may = sender.looks < MOST_LOOKS and now - sender.urgent >= _MINUTE
        sender.looks += may
        try:
            yield may
        finally:
            sender.looks -= may

    def _wait(self, sender: _Sender, now: float) -> int:
        if len(sender.times) >= MOST_A_MINUTE:
            return max(1, math.ceil(sender.times[0] + _MINUTE - now))
        if sender.at_once >= MOST_AT_ONCE:
            return _WHEN_FULL
        return self._in_all.wait(now)

    def _heard_from(self, address: str, now: float) -> _Sender:
        stand_in = self._pseudonyms.of(one_sender(address))
        sender = self._senders.pop(stand_in, None) or _Sender()
        self._senders[stand_in] = sender
        while len(self._senders) > MOST_ADDRESSES:
            del self._senders[next(iter(self._senders))]
        earliest = now - _MINUTE
        while sender.times and sender.times[0] <= earliest:
            sender.times.popleft()
        return sender


class _LastMinute:
    """Counts by the second: sixty numbers, however many messages there are."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seconds: deque[tuple[int, int]] = deque()
        self._sum = 0

    def count(self, now: float) -> None:
        second, before = int(now), 0
        if self._seconds and self._seconds[-1][0] == second:
            before = self._seconds.pop()[1]
        self._seconds.append((second, before + 1))
        self._sum += 1

    def wait(self, now: float) -> int:
        """Seconds until there is room again; 0 if there is."""
        while self._seconds and self._seconds[0][0] <= int(now) - _MINUTE:
            self._sum -= self._seconds.popleft()[1]
        if self._sum < self._most:
            return 0
        return max(1, self._seconds[0][0] + _MINUTE - int(now))


def one_sender(address: str) -> str:
    """Of IPv6 the network: a household gets 2^64 addresses, and may use any of them."""
    try:
        if ip_address(address).version == _IPV6:
            return str(ip_network((address, _IPV6_PREFIX), strict=False))
    except ValueError:
        pass  # a name or nothing: from a socket without addresses
    return address

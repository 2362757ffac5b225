"""How much one sender, and all together, may send: a notice once, then silence, never a flood."""

import math
import time
from bisect import bisect_right
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from casework.privacy.pseudonyms import DailyPseudonyms

MOST_SENDERS = 20_000
"""In a minute. Beyond it the ones heard from longest ago are forgotten; some 400 bytes each."""

_MINUTE = 60


class Urgency(Enum):
    """What is answered also over the limit, each once a minute: one does not use up the other."""

    DESPAIR = auto()
    OTHER = auto()


class Verdict(Enum):
    """What becomes of a message."""

    ANSWER = auto()
    NOTICE = auto()
    SILENCE = auto()


@dataclass(slots=True)
class _Sender:
    heard: float = -math.inf
    # Few: an empty deque would take more room than ten of them.
    times: list[float] = field(default_factory=list)
    # When the sender was refused last; None after a minute below the limit.
    refused: float | None = None
    urgent: dict[Urgency, float] = field(default_factory=dict)


class Limits:
    """Counts messages of the last minute, in memory only, by stand-ins of the day.

    Whoever was silent for a minute is forgotten: nothing that is known of them counts any more.
    """

    def __init__(
        self, a_minute: int, in_all: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._a_minute = a_minute
        self._in_all = in_all
        self._now = now
        self._all: deque[float] = deque()
        self._pseudonyms = DailyPseudonyms()
        # In the order in which they last sent: the first is the one to forget.
        self._senders: dict[str, _Sender] = {}

    def judge(self, sender: str) -> Verdict:
        """Count a message of a sender, and say whether it is answered."""
        now, heard = self._now(), self._heard_from(sender)
        del heard.times[: bisect_right(heard.times, now - _MINUTE)]
        while self._all and self._all[0] <= now - _MINUTE:
            self._all.popleft()
        if len(heard.times) < self._a_minute and len(self._all) < self._in_all:
            heard.times.append(now)
            self._all.append(now)
            return Verdict.ANSWER
        # Not counted: whoever waits a minute is heard again, however often they tried. But as long
        # as the flood lasts it is told of once.
        is_told = heard.refused is not None and now - heard.refused < _MINUTE
        heard.refused = now
        return Verdict.SILENCE if is_told else Verdict.NOTICE

    def may_be_urgent(self, sender: str, urgency: Urgency) -> bool:
        """Whether somebody over the limit gets an answer if these are words of distress."""
        last = self._heard_from(sender).urgent.get(urgency)
        return last is None or self._now() - last >= _MINUTE

    def was_urgent(self, sender: str, urgency: Urgency) -> None:
        """They were: for a minute that is enough."""
        self._heard_from(sender).urgent[urgency] = self._now()

    def _heard_from(self, sender: str) -> _Sender:
        stand_in = self._pseudonyms.of(sender)
        heard = self._senders.pop(stand_in, None) or _Sender()
        heard.heard = self._now()
        self._senders[stand_in] = heard
        self._forget_the_silent(heard.heard - _MINUTE)
        return heard

    def _forget_the_silent(self, since: float) -> None:
        while self._senders:
            first = next(iter(self._senders))
            if self._senders[first].heard > since and len(self._senders) <= MOST_SENDERS:
                return
            del self._senders[first]

"""Counts what came of it: answered once, lost, twice, out of order, and after how long."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.rehearsal.platform import Sent
from bot.rehearsal.shared.talk import BESIDE, EMERGENCY, NOTICE, Line

PROMPT = 2.0
"""Seconds within which an answer is as quick as on any day; where the machine is busy with other
things, twice what was usual before the trouble began."""


@dataclass(slots=True)
class Told:
    """A line that a resident has sent; `at` on time.monotonic(), when the platform called first."""

    line: Line
    at: float


@dataclass(slots=True)
class Counts:
    """What came of some conversations.

    `lost`: neither answered, nor told that it may have been cut off or could not be read.
    `told_instead`: not answered, and the resident was told so.
    """

    updates: int = 0
    lost: int = 0
    told_instead: int = 0
    twice: int = 0
    out_of_order: int = 0
    notices: int = 0
    emergencies: int = 0
    strange: list[str] = field(default_factory=list)
    which: list[str] = field(default_factory=list)
    """What was said that was lost or answered twice: our own script's words."""
    answers: list[tuple[float, float]] = field(default_factory=list)
    """Of each answered update when it was sent, and when its answer came."""

    def usual(self, until: float = math.inf) -> float:
        """Seconds within which 19 of 20 answers came, of those that had come before a moment."""
        waits = sorted(came - sent for sent, came in self.answers if came < until)
        return waits[int(0.95 * len(waits))] if waits else 0.0

    def back_after(self, moment: float, until: float = math.inf, prompt: float = PROMPT) -> float:
        """Seconds from a moment until the last answer had come that took longer than `prompt`.

        Of updates that were late or answered before `until`: what was on its way then, and not
        late yet, is late by another trouble.
        """
        late = [
            came
            for sent, came in self.answers
            if came - sent > prompt and came > moment and sent + prompt < until
        ]
        return max(late, default=moment) - moment

    def add(self, other: "Counts") -> None:
        """Put those of another platform to these."""
        for name in ("updates", "lost", "told_instead", "twice", "out_of_order", "notices"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.emergencies += other.emergencies
        self.strange += other.strange
        self.which += other.which
        self.answers += other.answers


def count(told: dict[str, list[Told]], sent: Iterable[Sent]) -> Counts:
    """Count the answers of each chat against what was said there."""
    counts = Counts()
    came: dict[str, list[Sent]] = {chat: [] for chat in told}
    for message in sent:
        if message.chat in came:
            came[message.chat].append(message)
    for chat, lines in told.items():
        _count_chat(counts, lines, came[chat])
    return counts


def _count_chat(counts: Counts, told: Sequence[Told], sent: Sequence[Sent]) -> None:
    arrivals: dict[int, list[float]] = {}
    order: list[int] = []
    apologies = 0
    for message in sent:
        which = next((n for n, t in enumerate(told) if t.line.is_answered_by(message.text)), None)
        if which is not None:
            arrivals.setdefault(which, []).append(message.at)
            order.append(which)
        elif NOTICE in message.text:
            counts.notices += 1
            apologies += 1
        elif any(words in message.text for words in EMERGENCY):
            counts.emergencies += 1
            apologies += 1
        elif not any(words in message.text for words in BESIDE):
            counts.strange.append(message.text[:60])
    unanswered = len(told) - len(arrivals)
    counts.updates += len(told)
    counts.told_instead += min(unanswered, apologies)
    counts.lost += max(0, unanswered - apologies)
    counts.twice += sum(times - 1 for times in Counter(order).values())
    if unanswered > apologies:
        counts.which += [f"lost: {t.line.says}" for n, t in enumerate(told) if n not in arrivals]
    counts.which += [f"twice: {told[n].line.says}" for n in arrivals if len(arrivals[n]) > 1]
    first = list(dict.fromkeys(order))
    counts.out_of_order += first != sorted(first)
    counts.answers += [(told[n].at, times[0]) for n, times in arrivals.items()]

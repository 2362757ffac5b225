"""How much may be offered and learned: of a day, of one officer, and between two versions.

Against (a), one resident who sends 200 reports, alike, paraphrased or put together from parts:

- Near duplicates are one suggestion (alike.py). This stops copies and parts, not paraphrases.
- A day far above what is usual is held whole (flood.py). This stops the 200 of one or two days,
  however they are worded; who spreads them over playbooks is stopped by the channel's sum. What
  honest people told that day there is held with it: a trainer can let go a day's share, no more.
- PER_DAY of a playbook, channel and day are offered. This binds who stays below a flood.
- GROWTH of an intent's examples may be taken until a new version is live, and no more than that is
  offered; days and channels take turns, so that a slow sender can't crowd out everybody else. This
  alone binds who is patient: whatever is sent over whatever time, nine tenths stay as they were,
  and the next version passes the gate or is not promoted.
- It is counted by examples taken, not by cases kept (`TakenExample`): deleting a case and telling
  it again gives no new room.

Against (b), one officer's account that relabels 200 cases, by carelessness or to harm:

- Their cases come from many residents, days and channels, so nothing of the above but the growth
  sees them. What tells is that it is one person's word, so that is what is limited: of an intent
  no more than half may rest on one officer alone, where more than one works; a few always may.
- A relabelled case is one officer's word against the model's, and moves a boundary: RELABELLED_BY
  of an intent and RELABELLED_IN_ALL may, however many officers work. A dismissed case could teach
  that a scam is none: it needs two officers.
- A case that a second officer has read and called the same is free of these limits; which cases
  those are nobody can choose (`review.Second`).
- What was refused counts for a month as if it were still there: refusing makes no new room.

What none of this stops: two officers who conspire, and a trainer who accepts whatever is offered.
Behind them stand the rule that acting and learning are two persons' acts, and the gate.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from casework.cases.review import DISMISSED
from casework.learning.reasons import HeldReason
from casework.learning.stories import Story

PER_DAY = 5
"""Suggestions of a playbook from one channel and one day."""

GROWTH = 0.1
FEWEST = 5
"""An intent may grow by a tenth until a new version is live; a small one by five."""

BY_ONE = 5
"""Suggestions of an intent that may rest on one officer alone before half is too much."""

RELABELLED_BY = 5
RELABELLED_IN_ALL = 20
"""Relabelled ones that may rest on one officer alone: of an intent, and of all together."""


def allowance(examples: int) -> int:
    """How many examples an intent of so many may take until a new version is live."""
    return max(FEWEST, int(examples * GROWTH))


@dataclass(slots=True)
class Room:
    """What has been offered, and what may be offered still.

    `allowances` is what each intent may still take; of others nothing is offered. `officers` is
    how many have decided cases lately; `on_one` counts, of an intent, on which officer alone its
    stories rest (None: on several).
    """

    allowances: Mapping[str, int]
    officers: int
    on_one: Mapping[str, Counter[UUID | None]]
    days: Counter[tuple[str, str, date]] = field(default_factory=Counter)
    intents: Counter[str] = field(default_factory=Counter)
    by_one: Counter[tuple[str, UUID]] = field(default_factory=Counter)
    relabelled_by: Counter[tuple[str | None, UUID]] = field(default_factory=Counter)

    def why_not(self, story: Story) -> HeldReason | None:
        """The first reason why this story can't be offered; None if there is room for it."""
        return next(iter(self.reasons_against(story)), None)

    def reasons_against(self, story: Story) -> list[HeldReason]:
        """Every reason why this story can't be offered, the gravest first."""
        is_enough = self.intents[story.intent] >= self.allowances.get(story.intent, 0)
        holds = {
            HeldReason.ONE_OFFICER: self._rests_on_one(story),
            HeldReason.DAY_FULL: self.is_full(story),
            HeldReason.ENOUGH: is_enough,
        }
        return [reason for reason, is_so in holds.items() if is_so]

    def is_full(self, story: Story) -> bool:
        """Whether its day has had its share."""
        return self.days[_day(story)] >= PER_DAY

    def take(self, story: Story, *, is_decided: bool = False) -> None:
        """Count a story as offered; what is decided takes no place on the waiting list."""
        self.days[_day(story)] += 1
        self.intents[story.intent] += not is_decided
        if (officer := story.only_witness) is not None:
            self.by_one[story.intent, officer] += 1
            self.relabelled_by[story.intent, officer] += story.is_relabelled
            self.relabelled_by[None, officer] += story.is_relabelled

    def _rests_on_one(self, story: Story) -> bool:
        if len(story.witnesses) > 1:
            return False
        officer = story.only_witness
        if officer is None or story.intent == DISMISSED:
            return True
        if story.is_relabelled and (
            self.relabelled_by[story.intent, officer] >= RELABELLED_BY
            or self.relabelled_by[None, officer] >= RELABELLED_IN_ALL
        ):
            return True
        on_others = self.on_one[story.intent].total() - self.on_one[story.intent][officer]
        half = self.allowances.get(story.intent, 0) // 2
        most = max(BY_ONE, min(on_others, half))
        return self.officers > 1 and self.by_one[story.intent, officer] >= most


def _day(story: Story) -> tuple[str, str, date]:
    return story.intent, story.channel, story.told_on

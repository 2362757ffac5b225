"""What demo officers have done with invented cases: by the same functions as real officers."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases import duplicates, review, second_reading
from casework.cases.models import Case, CaseStatus, LossBucket, SecondReading
from casework.cases.review import DISMISSED, Second, Seen
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.stage import Stage
from console.auth.sessions import in_utc
from console.demo_data.by_hand import HANDED_OVER_TO, NOTES
from console.demo_data.cases import Invented
from console.demo_data.stories import MARK

REVIEWED = 0.4
"""Share of the cases that have been reviewed; the others wait."""

_SECOND = Second(0.35)
_NOTED, _CORRECTED, _HANDED_OVER, _MERGED, _MARKED_NEW = 0.2, 0.1, 0.4, 0.6, 0.6
_READ_TWICE, _READ_ALIKE, _SETTLED = 0.75, 0.85, 0.4
_MISTAKEN = 0.05
# Older cases are reviewed first, more or less.
_MORE_OR_LESS = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Officers:
    """The ids of two officers who review."""

    one: UUID
    other: UUID


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Reviews the invented cases that are in the book already."""

    session: AsyncSession
    rng: random.Random
    officers: Officers
    labels: Sequence[str]
    now: datetime

    async def review(self, invented: Sequence[Invented]) -> None:
        """Review a share of the cases, then read some of them a second time."""
        oldest = sorted(
            invented, key=lambda i: in_utc(i.case.told_at) + self.rng.random() * _MORE_OR_LESS
        )
        for number, made in enumerate(oldest[: round(len(oldest) * REVIEWED)]):
            pair = (self.officers.one, self.officers.other)
            one, other = pair if number % 3 else pair[::-1]
            await self._first(made, one)
            await self._second(made, other)
        for made in invented:
            if made.truth is None and made.scam and self.rng.random() < _MARKED_NEW:
                seen = self._seen(made.case, self.officers.one)
                await review.mark_new_script(self.session, seen, new=True)

    async def _first(self, made: Invented, officer: UUID) -> None:
        rng, case = self.rng, made.case
        seen = self._seen(case, officer)
        if made.repeats and rng.random() < _MERGED:
            await duplicates.merge(self.session, seen, made.repeats)
            return
        note = _note(rng.choice(NOTES)) if rng.random() < _NOTED else None
        label = self._label(made, _MISTAKEN)
        if label == DISMISSED:
            await review.dismiss(self.session, seen, _SECOND, note)
        else:
            await review.relabel(self.session, seen, label, _SECOND, note)
        if case.loss is LossBucket.UNKNOWN and rng.random() < _CORRECTED:
            # The bot leaves the loss open where none is told: an officer who reads sees more.
            loss = LossBucket.FROM_2M if case.stage is Stage.PAID else LossBucket.NONE
            stage = case.stage or Stage.APPROACH
            await review.correct(self.session, self._seen(case, officer), stage, loss)
        lost = case.stage is Stage.PAID and case.status is not CaseStatus.DISMISSED
        if lost and rng.random() < _HANDED_OVER:
            to = _note(rng.choice(HANDED_OVER_TO))
            await review.hand_over(self.session, self._seen(case, officer), to)

    async def _second(self, made: Invented, officer: UUID) -> None:
        if made.case.second_reading is not SecondReading.WAITING:
            return
        if self.rng.random() > _READ_TWICE:
            return
        label = self._label(made, 1 - _READ_ALIKE)
        seen = self._seen(made.case, officer)
        read = await second_reading.read(self.session, seen, label)
        if read.second_reading is SecondReading.DISAGREED and self.rng.random() < _SETTLED:
            right = self._label(made, 0)
            await second_reading.settle(self.session, self._seen(made.case, officer), right)

    def _label(self, made: Invented, mistaken: float) -> str:
        """What an officer says: what is true, but for some mistakes."""
        if self.rng.random() < mistaken:
            return self.rng.choice((*self.labels, DISMISSED))
        return made.truth or DISMISSED

    def _seen(self, case: Case, officer: UUID) -> Seen:
        """The case as it is now, some hours after it was told."""
        later = in_utc(case.told_at) + timedelta(
            hours=self.rng.randint(2, 50) + case.version, minutes=self.rng.randint(0, 59)
        )
        return Seen(case.id, case.version, officer, min(later, self.now))


def _note(text: str) -> RedactedText:
    return redact(RawText(MARK + text)).text

"""The reviewed cases from which something can be learned, each with whose word its label is.

Left out: what is not decided, or was read a second time with another result or not yet; duplicates
(their words count with the original); both halves of a split case, since what the model had said
was said of the whole; a dismissed case that the model had named nothing in, for nothing was wrong.
Cases of children are not there at all: nobody under 16 is asked for consent, and what was kept
before the age was told is deleted (docs/retention.md).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.expression import SQLColumnExpression

from casework.cases.invented import invented_case
from casework.cases.models import Case, CaseStatus, Review, ReviewAct, SecondReading
from casework.cases.review import DISMISSED
from casework.privacy.texts import RedactedText
from casework.stage import Stage

LEARNED_FROM = timedelta(days=90)
"""What was told longer ago is not what is new."""

REMEMBERED = timedelta(days=30)
"""So long a decided suggestion still takes the place that it had."""

NO_SCAM = ("legit_message", "civil_dispute", "advert", "off_topic")
"""Intents of which a dismissed case can be; which one, the trainer says."""

_SAYS_WHAT_IT_IS = (
    *(ReviewAct.CONFIRM, ReviewAct.RELABEL, ReviewAct.DISMISS),
    *(ReviewAct.SECOND_READING, ReviewAct.SETTLE),
)
_BEGINS_ANEW = (ReviewAct.REOPEN, ReviewAct.SPLIT)
_AT_ONCE = 500
"""Ids in one statement: fewer than any database takes."""


@dataclass(frozen=True, slots=True)
class Story:
    """A reviewed case as learning sees it; `intent` is the officers' word, or DISMISSED.

    `witnesses` are the officers who have said so. No trainer is ever shown them, nor the channel.
    """

    case_id: UUID
    intent: str
    model_said: str | None
    stage: Stage | None
    told_on: date
    channel: str
    narrative: RedactedText
    witnesses: frozenset[UUID]

    @property
    def is_relabelled(self) -> bool:
        """Whether it is the officers' word against the model's."""
        return self.intent != self.model_said

    @property
    def only_witness(self) -> UUID | None:
        """The one officer on whose word it rests; None if there are more."""
        return next(iter(self.witnesses)) if len(self.witnesses) == 1 else None


async def only_invented(session: AsyncSession) -> bool:
    """Whether the book holds invented cases only: then they are what can be learned from.

    With one real case in it, no invented one is looked at.
    """
    return not await session.scalar(select(exists().where(~invented_case())))


def can_be_learned_from(*, invented: bool) -> ColumnElement[bool]:
    """Whether a case is one of those above."""
    half = aliased(Case)
    is_a_playbook = and_(
        Case.status.in_((CaseStatus.CONFIRMED, CaseStatus.RELABELLED)), Case.label.is_not(None)
    )
    is_a_false_alarm = and_(Case.status == CaseStatus.DISMISSED, Case.playbook_id.is_not(None))
    return and_(
        Case.narrative.is_not(None),
        Case.duplicate_of.is_(None),
        Case.split_from.is_(None),
        ~exists().where(half.split_from == Case.id),
        Case.second_reading.not_in((SecondReading.WAITING, SecondReading.DISAGREED)),
        or_(is_a_playbook, is_a_false_alarm),
        invented_case() if invented else ~invented_case(),
    )


async def read_stories(session: AsyncSession, since: date, *, invented: bool) -> list[Story]:
    """The stories told since a day, in the order of their days."""
    return await _stories(session, Case.told_on >= since, invented=invented)


async def stories_of(
    session: AsyncSession, case_ids: Sequence[UUID], *, invented: bool
) -> dict[UUID, Story]:
    """Those of these cases from which something can be learned as they are at this moment."""
    found: dict[UUID, Story] = {}
    for first in range(0, len(case_ids), _AT_ONCE):
        some = Case.id.in_(case_ids[first : first + _AT_ONCE])
        found |= {s.case_id: s for s in await _stories(session, some, invented=invented)}
    return found


def called(intent: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether the officers' word for a case is still this one."""
    is_a_false_alarm = Case.status == CaseStatus.DISMISSED
    return or_(
        and_(is_a_false_alarm, intent == DISMISSED), and_(~is_a_false_alarm, Case.label == intent)
    )


async def _stories(
    session: AsyncSession, which: ColumnElement[bool], *, invented: bool
) -> list[Story]:
    wanted = (
        *(Case.id, Case.status, Case.label, Case.playbook_id, Case.stage),
        *(Case.told_on, Case.channel, Case.narrative),
    )
    query = (
        select(*wanted)
        .where(which, can_be_learned_from(invented=invented))
        .order_by(Case.told_on, Case.id)
    )
    rows = (await session.execute(query)).all()
    witnesses = await _witnesses(session, [row.id for row in rows])
    stories = []
    for row in rows:
        intent = DISMISSED if row.status is CaseStatus.DISMISSED else row.label
        said_so = frozenset(who for who, what in witnesses[row.id].items() if what == intent)
        stories.append(
            Story(
                case_id=row.id,
                intent=intent,
                model_said=row.playbook_id,
                stage=row.stage,
                told_on=row.told_on,
                channel=row.channel,
                narrative=row.narrative,
                witnesses=said_so,
            )
        )
    return stories


async def _witnesses(
    session: AsyncSession, case_ids: Sequence[UUID]
) -> defaultdict[UUID, dict[UUID, str | None]]:
    """What each officer has last said of each case, since it was last opened."""
    said: defaultdict[UUID, dict[UUID, str | None]] = defaultdict(dict)
    for first in range(0, len(case_ids), _AT_ONCE):
        for review in await _acts(session, case_ids[first : first + _AT_ONCE]):
            if review.act in _BEGINS_ANEW:
                said[review.case_id].clear()
            else:
                said[review.case_id][review.officer_id] = review.after
    return said


async def _acts(session: AsyncSession, case_ids: Sequence[UUID]) -> Sequence[Review]:
    query = (
        select(Review)
        .where(Review.case_id.in_(case_ids), Review.act.in_((*_SAYS_WHAT_IT_IS, *_BEGINS_ANEW)))
        .order_by(Review.id)
    )
    return (await session.scalars(query)).all()

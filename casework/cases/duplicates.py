"""One event told twice becomes one case; one case that tells two events becomes two."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import false, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.delay import read_delay
from casework.cases.loss import bucket, read_amount
from casework.cases.models import (
    Case,
    CaseStatus,
    Delay,
    LossBucket,
    Review,
    ReviewAct,
    SecondReading,
)
from casework.cases.review import NotAllowedNow, Seen, act_on, find
from casework.privacy.texts import RedactedText
from casework.stage import Stage
from casework.understanding.stage_reader import read_stage

NEAR = timedelta(days=3)
"""Two reports of one event come within days."""

LOOKED_AT = 100
"""Cases on each side in time that are compared, the nearest first."""

ALIKE = 0.35
"""Share of words that two narratives have in common before one is offered as a duplicate."""

# From the least to the gravest.
_STAGES = (None, Stage.APPROACH, Stage.INFO_GIVEN, Stage.PAID)
_LOSSES = (
    LossBucket.UNKNOWN,
    LossBucket.NONE,
    LossBucket.UNDER_2M,
    LossBucket.FROM_2M,
    LossBucket.FROM_50M,
    LossBucket.FROM_200M,
    LossBucket.FROM_500M,
)

# Behind a full stop and before a space: '3.5 triệu' stays whole.
_END_OF_SENTENCE = re.compile(r"(?<=[.!?;…])(?=\s)|(?<=\n)")


_WORD, _TOKEN = re.compile(r"\w+"), re.compile(r"<[a-z_]+>")


class SamePlace(NotAllowedNow):
    """Hãy chọn chỗ tách ở giữa lời kể: cả hai phần đều phải có chữ."""


class NotADuplicate(NotAllowedNow):
    """Không gộp vào vụ kia được: nó là chính vụ này, đã bị bỏ qua hay gộp, hoặc không còn."""


async def likely(session: AsyncSession, case: Case, most: int = 5) -> list[tuple[Case, float]]:
    """Cases that may tell of the same event: near in time, same label or none, alike in words.

    None that was dismissed: what is merged into one would count no more.
    """
    if case.narrative is None:
        return []
    near = [*await _near(session, case, later=True), *await _near(session, case, later=False)]
    said = _said(case.narrative_bare)
    scored = [(other, _alike(said, _said(other.narrative_bare))) for other in near]
    alike = [(other, score) for other, score in scored if score >= ALIKE]
    return sorted(alike, key=lambda pair: -pair[1])[:most]


async def _near(session: AsyncSession, case: Case, *, later: bool) -> Sequence[Case]:
    """The nearest cases on one side of this one in the queue."""
    days = NEAR.days * 1000
    same = or_(Case.label == case.label, Case.label.is_(None))
    if later:
        side = Case.queue_rank.between(case.queue_rank + 1, case.queue_rank + days)
        order = Case.queue_rank.asc()
    else:
        side = Case.queue_rank.between(case.queue_rank - days, case.queue_rank)
        order = Case.queue_rank.desc()
    query = (
        select(Case)
        .where(
            side,
            # Hidden from the planner: it shall walk the queue and stop, not sort a label's weeks.
            func.coalesce(same if case.label is not None else true(), false()).is_(True),
            Case.id != case.id,
            Case.duplicate_of.is_(None),
            Case.status != CaseStatus.DISMISSED,
        )
        .order_by(order)
        .limit(LOOKED_AT)
    )
    return (await session.scalars(query)).all()


async def duplicates_of(session: AsyncSession, case_id: UUID) -> list[Case]:
    """The cases that were merged into this one."""
    query = select(Case).where(Case.duplicate_of == case_id).order_by(Case.queue_rank, Case.id)
    return list((await session.scalars(query)).all())


async def merge(session: AsyncSession, seen: Seen, original_id: UUID) -> Case:
    """Make the seen case a duplicate of another; it counts no more.

    The other keeps the gravest of what both tell: lost money is not merged away. Raises
    NotADuplicate, CaseChanged, CaseGone.
    """
    # Both rows in one order: two officers who merge two cases into each other wait for one another.
    both = select(Case.id).where(Case.id.in_((seen.case_id, original_id))).order_by(Case.id)
    await session.execute(both.with_for_update())
    case = await find(session, seen.case_id)
    original = await _take_original(session, seen.case_id, original_id)
    await session.execute(
        update(Case)
        .where(Case.id == original_id)
        .values(
            stage=max(original.stage, case.stage, key=_STAGES.index),
            loss=max(original.loss, case.loss, key=_LOSSES.index),
            # Told again, it is told later: what the first telling says of it stands.
            told_after=(original if original.stage is Stage.PAID else case).told_after,
            new_script=original.new_script or case.new_script,
        )
    )
    # What was merged into the seen case goes along: a chain would count nothing twice, but show
    # nothing either.
    await session.execute(
        update(Case)
        .where(Case.duplicate_of == seen.case_id)
        .values(duplicate_of=original_id, version=Case.version + 1)
    )
    changes: dict[str, Any] = {"duplicate_of": original_id, "second_reading": SecondReading.NONE}
    return await act_on(session, seen, ReviewAct.MERGE, changes, after=str(original_id))


async def _take_original(session: AsyncSession, case_id: UUID, original_id: UUID) -> Case:
    """The case that stays, so changed that nobody else can merge or dismiss it meanwhile."""
    taken = await session.execute(
        update(Case)
        .where(
            Case.id == original_id,
            Case.id != case_id,
            Case.duplicate_of.is_(None),
            Case.status != CaseStatus.DISMISSED,
        )
        .values(version=Case.version + 1)
        .returning(Case.id)
    )
    if taken.first() is None:
        raise NotADuplicate
    return await find(session, original_id)


async def unmerge(session: AsyncSession, seen: Seen) -> Case:
    """Make a duplicate a case of its own again."""
    case = await find(session, seen.case_id)
    if case.duplicate_of is None:
        raise NotAllowedNow
    before = str(case.duplicate_of)
    return await act_on(session, seen, ReviewAct.UNMERGE, {"duplicate_of": None}, before=before)


def sentences(narrative: RedactedText) -> list[str]:
    """The narrative in pieces, between which it can be split; joined they are the narrative."""
    return [piece for piece in _END_OF_SENTENCE.split(narrative) if piece]


async def split(
    session: AsyncSession, seen: Seen, first: RedactedText, second: RedactedText
) -> UUID:
    """Split the seen case: it keeps `first`, a new case gets `second`; both wait for review.

    The new case goes with the old one when the resident deletes it, and on the same day. One loss
    does not become two: it goes to the half that tells of it, else it stays with the first.
    """
    case = await find(session, seen.case_id)
    if case.duplicate_of is not None:
        raise NotAllowedNow
    if not first.strip() or not second.strip() or case.narrative is None:
        raise SamePlace
    behind = _how_far(second)
    moved = case.stage is Stage.PAID and behind["stage"] is Stage.PAID
    other = _second_half(case, second, behind)
    session.add(other)
    await session.flush()
    changes: dict[str, Any] = {
        "narrative": first,
        "narrative_bare": first,
        "status": CaseStatus.PENDING,
        "label": case.playbook_id,
        "second_reading": SecondReading.NONE,
        **(_how_far(first) if moved else {}),
    }
    await act_on(session, seen, ReviewAct.SPLIT, changes, after=str(other.id))
    session.add(
        Review(
            case_id=other.id,
            officer_id=seen.officer_id,
            done_at=seen.at,
            act=ReviewAct.SPLIT,
            before=str(case.id),
        )
    )
    return other.id


def _second_half(case: Case, told: RedactedText, how_far: dict[str, Any]) -> Case:
    """A case of its own for what was told behind the cut; the rest it shares with the first."""
    return Case(
        told_at=case.told_at,
        told_on=case.told_on,
        channel=case.channel,
        commune=case.commune,
        province=case.province,
        decision=case.decision,
        playbook_id=case.playbook_id,
        confidence=case.confidence,
        alternatives=case.alternatives,
        # Which half it belongs to, nobody knows any more.
        evidence=case.evidence,
        interpreter=case.interpreter,
        model=case.model,
        status=CaseStatus.PENDING,
        label=case.playbook_id,
        queue_rank=case.queue_rank,
        narrative=told,
        narrative_bare=told,
        consent_wording=case.consent_wording,
        consented_at=case.consented_at,
        split_from=case.split_from or case.id,
        **how_far,
    )


def _how_far(told: RedactedText) -> dict[str, Any]:
    """The columns that say how far it has come, and what was lost."""
    stage = read_stage(told)
    if stage is not Stage.PAID:
        return {"stage": stage, "loss": LossBucket.UNKNOWN, "told_after": Delay.UNKNOWN}
    return {
        "stage": stage,
        "loss": bucket(read_amount(told)),
        "told_after": read_delay(told),
    }


def _said(bare: str | None) -> frozenset[str]:
    # The bare view is there already: to make it again of 200 narratives takes a tenth of a second.
    return frozenset(_WORD.findall(_TOKEN.sub(" ", bare or "")))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0

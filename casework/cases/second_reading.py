"""The blind second reading, and how far officers agree.

A share of reviewed cases is read again by another officer who sees neither what the first has
said nor what the model has. Where they differ, a supervisor settles it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import ColumnElement

from casework.cases.models import Case, CaseStatus, Review, ReviewAct, SecondReading
from casework.cases.review import DISMISSED, NotAllowedNow, Seen, act_on, find, verdict
from casework.privacy.texts import RedactedText

NOT_ENOUGH = 20
"""Below this many pairs a kappa says next to nothing, and is shown with that warning."""

MOST_WAITING = 500
"""Cases waiting for a second reading that are looked at for one officer."""

LATEST = 2_000
"""Pairs that the agreement is reckoned over, the newest: how officers agree now."""


class OwnReading(NotAllowedNow):
    """Bạn là người đọc lần đầu vụ này; lần đọc thứ hai phải do người khác."""


async def waiting_for(session: AsyncSession, officer_id: UUID) -> list[UUID]:
    """The ids of cases that this officer has done nothing with, newest first.

    Of the newest MOST_WAITING: whoever is the first reader of nearly all finds the others soon.
    """
    newest = (
        select(Case.id, Case.queue_rank)
        .where(_is(SecondReading.WAITING))
        .order_by(Case.queue_rank.desc(), Case.id)
        .limit(MOST_WAITING)
        .subquery()
    )
    mine = select(Review.id).where(Review.case_id == newest.c.id, Review.officer_id == officer_id)
    query = select(newest.c.id).where(~mine.exists())
    query = query.order_by(newest.c.queue_rank.desc(), newest.c.id)
    return list((await session.scalars(query)).all())


async def cases_of(session: AsyncSession, case_ids: Sequence[UUID]) -> list[Case]:
    """Some cases in the order of their ids given."""
    found = (await session.scalars(select(Case).where(Case.id.in_(case_ids)))).all()
    return sorted(found, key=lambda case: case_ids.index(case.id))


async def disagreed(session: AsyncSession, most: int = 25) -> list[Case]:
    """Cases in which two officers differ, for a supervisor."""
    query = (
        select(Case)
        .where(_is(SecondReading.DISAGREED))
        .order_by(Case.queue_rank.desc(), Case.id)
        .limit(most)
    )
    return list((await session.scalars(query)).all())


async def read(
    session: AsyncSession, seen: Seen, label: str, note: RedactedText | None = None
) -> Case:
    """The second officer's word, a playbook or DISMISSED; the case's own label stays.

    Raises CaseChanged, CaseGone, NotAllowedNow, OwnReading.
    """
    case = await find(session, seen.case_id)
    if case.second_reading is not SecondReading.WAITING:
        raise NotAllowedNow
    if await _has_acted(session, seen):
        raise OwnReading
    first = verdict(case)
    agreed = SecondReading.AGREED if label == first else SecondReading.DISAGREED
    return await act_on(
        session,
        seen,
        ReviewAct.SECOND_READING,
        {"second_reading": agreed},
        before=first,
        after=label,
        note=note,
        blind=True,
    )


async def settle(
    session: AsyncSession, seen: Seen, label: str, note: RedactedText | None = None
) -> Case:
    """The supervisor's last word on a case in which two officers differ, or a newer one."""
    case = await find(session, seen.case_id)
    if case.second_reading not in {SecondReading.DISAGREED, SecondReading.SETTLED}:
        raise NotAllowedNow
    if label == DISMISSED:
        changes: dict[str, object] = {"status": CaseStatus.DISMISSED}
    else:
        same = label == case.playbook_id
        status = CaseStatus.CONFIRMED if same else CaseStatus.RELABELLED
        changes = {"status": status, "label": label}
    changes["second_reading"] = SecondReading.SETTLED
    return await act_on(
        session, seen, ReviewAct.SETTLE, changes, before=verdict(case), after=label, note=note
    )


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two officers agree: pairs, the share that agree, and Cohen's kappa.

    `kappa` is None without pairs, and where chance alone would always agree. `differing` counts
    what the first and the second said where they differ, most frequent first.
    """

    pairs: int
    agreed: float
    kappa: float | None
    differing: Sequence[tuple[tuple[str, str], int]]

    @property
    def is_few(self) -> bool:
        """Whether there are too few pairs to say much."""
        return self.pairs < NOT_ENOUGH


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement beyond chance, 1 at best, 0 as by chance (Cohen, 1960)."""
    if not pairs:
        return None
    observed = sum(first == second for first, second in pairs) / len(pairs)
    firsts = Counter(first for first, _ in pairs)
    seconds = Counter(second for _, second in pairs)
    by_chance = sum(firsts[label] * seconds[label] for label in firsts) / len(pairs) ** 2
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


async def agreement(session: AsyncSession) -> Agreement:
    """Over the newest blind second readings."""
    query = (
        select(Review.before, Review.after)
        .where(Review.act == ReviewAct.SECOND_READING)
        .order_by(Review.id.desc())
        .limit(LATEST)
    )
    pairs = [(str(before), str(after)) for before, after in await session.execute(query)]
    differing = Counter(pair for pair in pairs if pair[0] != pair[1])
    agreed = 1 - sum(differing.values()) / len(pairs) if pairs else 0.0
    return Agreement(len(pairs), agreed, cohens_kappa(pairs), differing.most_common(10))


async def _has_acted(session: AsyncSession, seen: Seen) -> bool:
    query = select(func.count()).where(
        Review.case_id == seen.case_id, Review.officer_id == seen.officer_id
    )
    return bool(await session.scalar(query))


def _is(state: SecondReading) -> ColumnElement[bool]:
    return Case.second_reading == state

"""Which cases an officer may still read blind: not reviewed by them, and never opened by them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases import second_reading
from console.audit_models import AuditEntry
from console.desk import about_case

OPENED = ("case.read", "case.printed")
"""Acts that show what others think of a case."""


async def waiting_for(session: AsyncSession, officer_id: UUID) -> list[UUID]:
    """The ids of these cases, newest first; of the newest second_reading.MOST_WAITING."""
    waiting = await second_reading.waiting_for(session, officer_id)
    opened = await opened_by(session, officer_id, waiting)
    return [case_id for case_id in waiting if case_id not in opened]


async def opened_by(session: AsyncSession, officer_id: UUID, case_ids: Sequence[UUID]) -> set[UUID]:
    """Which of some cases this officer has opened with all that others think of them."""
    subjects = {about_case(case_id): case_id for case_id in case_ids}
    query = select(AuditEntry.subject).where(
        AuditEntry.officer_id == officer_id,
        AuditEntry.act.in_(OPENED),
        AuditEntry.subject.in_(subjects),
    )
    return {subjects[subject] for subject in await session.scalars(query) if subject}

"""What is invented, to learn on: never mistaken for what residents have told."""

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case, CaseCount, HourCount

INVENTED = "vi-du"
"""Stands in an invented case's model and wording, a count's decision, an hour's source."""


def invented_case() -> ColumnElement[bool]:
    """Whether a case is invented. The wording goes with the narrative, the model stays."""
    return or_(
        func.coalesce(Case.consent_wording, "") == INVENTED,
        func.coalesce(Case.model, "") == INVENTED,
    )


def invented_count() -> ColumnElement[bool]:
    """Whether a count is invented."""
    return CaseCount.decision == INVENTED


def invented_hour() -> ColumnElement[bool]:
    """Whether an hour's count is invented."""
    return HourCount.source == INVENTED


async def any_invented(
    session: AsyncSession, case: ColumnElement[bool], count: ColumnElement[bool]
) -> bool:
    """Whether anything invented is among these cases and counts."""
    queries = (exists().where(case, invented_case()), exists().where(count, invented_count()))
    return any([await session.scalar(select(found)) for found in queries])

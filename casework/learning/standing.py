"""What stands against a story at the moment of a decision: the limits of room.py, asked again.

What gathering found may have changed, and it writes down one reason only: what a flood has held
may rest on one officer's word as well.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Review
from casework.cases.review import DISMISSED
from casework.learning.growth import room_left
from casework.learning.models import Suggestion, SuggestionState
from casework.learning.reasons import HeldReason
from casework.learning.room import Room
from casework.learning.stories import (
    LEARNED_FROM,
    NO_SCAM,
    REMEMBERED,
    Story,
    only_invented,
    stories_of,
)

_DECIDED = (SuggestionState.ACCEPTED, SuggestionState.REFUSED)
_NO_CANDIDATES = (HeldReason.FLOOD.value, HeldReason.TWO_LABELS.value)


async def reasons_against_offering(
    session: AsyncSession, story: Story, present: Counter[str], at: datetime
) -> list[HeldReason]:
    """What would hold this story if it came beside all that is offered and was decided lately."""
    left = await allowances(session, present)
    counted = (SuggestionState.WAITING, *_DECIDED)
    return (await _room(session, story, left, counted, at)).reasons_against(story)


async def reasons_against_learning(
    session: AsyncSession, story: Story, left: int, at: datetime
) -> list[HeldReason]:
    """The same beside what was decided lately: what waits takes nobody's place when one is taken.

    `left` is how much its intent may still take.
    """
    room = await _room(session, story, {story.intent: left}, _DECIDED, at)
    return room.reasons_against(story)


async def allowances(session: AsyncSession, present: Counter[str]) -> dict[str, int]:
    """What each intent may still take; a dismissed story as much as the roomiest of no scam."""
    left = await room_left(session, present)
    left[DISMISSED] = max((left.get(intent, 0) for intent in NO_SCAM), default=0)
    return left


async def officers_at_work(session: AsyncSession, now: datetime) -> int:
    """How many officers have lately done anything with cases."""
    recent = Review.done_at > now - LEARNED_FROM
    return await session.scalar(select(func.count(Review.officer_id.distinct())).where(recent)) or 0


async def _room(
    session: AsyncSession,
    story: Story,
    left: Mapping[str, int],
    counted: Collection[SuggestionState],
    at: datetime,
) -> Room:
    """The room that there is beside all others."""
    query = select(Suggestion).where(
        Suggestion.case_id != story.case_id,
        or_(Suggestion.state.not_in(_DECIDED), Suggestion.decided_at > at - REMEMBERED),
        func.coalesce(Suggestion.reason, "").not_in(_NO_CANDIDATES),
    )
    if not story.is_relabelled:
        # Only what is relabelled counts over all intents together.
        query = query.where(Suggestion.intent == story.intent)
    rows = (await session.scalars(query)).all()
    invented = await only_invented(session)
    others = await stories_of(session, [row.case_id for row in rows], invented=invented)
    on_one = defaultdict[str, Counter[UUID | None]](Counter)
    on_one[story.intent][story.only_witness] += 1
    room = Room(left, await officers_at_work(session, at), on_one)
    for row in rows:
        if (other := others.get(row.case_id)) is None:
            continue
        if row.state not in _DECIDED:
            on_one[other.intent][other.only_witness] += 1
        if row.state in counted:
            room.take(other, is_decided=row.state in _DECIDED)
    return room

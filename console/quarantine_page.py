"""What the page of suggestions shows: never an officer, a commune, a channel or an hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case
from casework.learning import jobs, suggestions
from casework.learning.boundary import Pair, grown_since_live, missing_sides
from casework.learning.deciding import AlreadyDecided, NotOffered
from casework.learning.models import Job, JobKind, Suggestion, SuggestionState
from casework.learning.own_words import NOBODYS, TooCloseToTheStory, check_own_words
from casework.learning.reasons import HeldReason
from casework.learning.suggestions import Shown, SuggestionGone


@dataclass(frozen=True, slots=True)
class Offered:
    """A suggestion; `wording` are its words if they are nobody's in particular, else nothing."""

    shown: Shown
    wording: str


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A page of the quarantine, with how much there is of everything."""

    offered: Sequence[Offered]
    goes_on: bool
    waiting: Mapping[str, int]
    held: Mapping[HeldReason, int]
    decided: Mapping[SuggestionState, int]
    one_sided: Sequence[Pair]
    gathering: Job | None


async def read(
    session: AsyncSession, data_dir: Path, intent: str | None, number: int, *, flood: bool
) -> Quarantine:
    """What waits (of an intent, or all), or what a flood has held.

    What trainers have written into `data_dir` themselves counts for the sides of a boundary.
    """
    if flood:
        found = await suggestions.flooded(session, number)
    else:
        found = await suggestions.waiting(session, intent, number)
    asked = await jobs.newest_first(session)
    return Quarantine(
        offered=[Offered(one, await _wording(session, one)) for one in found.shown],
        goes_on=found.goes_on,
        waiting=await suggestions.waiting_counts(session),
        held=await suggestions.held_counts(session),
        decided=await _decided(session),
        one_sided=await missing_sides(session, await grown_since_live(session, data_dir)),
        gathering=next((job for job in asked if job.kind is JobKind.GATHER), None),
    )


async def read_one(session: AsyncSession, case_id: UUID) -> Offered:
    """One suggestion. Raises SuggestionGone."""
    shown = await suggestions.one(session, case_id)
    return Offered(shown, await _wording(session, shown))


async def intent_of(session: AsyncSession, case_id: UUID) -> str:
    """The officers' word for one that waits. Raises SuggestionGone, AlreadyDecided, NotOffered."""
    suggestion = await session.get(Suggestion, case_id)
    if suggestion is None:
        raise SuggestionGone
    if suggestion.state is SuggestionState.HELD:
        raise NotOffered
    if suggestion.state is not SuggestionState.WAITING:
        raise AlreadyDecided
    return suggestion.intent


async def _wording(session: AsyncSession, shown: Shown) -> str:
    """The words themselves, where a trainer may take them as they are."""
    # Fewer tellings can't be enough, and looking through the others takes time.
    case = await session.get(Case, shown.case_id) if shown.alike >= NOBODYS else None
    if case is None:
        return ""
    try:
        await check_own_words(session, case, shown.narrative)
    except TooCloseToTheStory:
        return ""
    return shown.narrative


async def _decided(session: AsyncSession) -> dict[SuggestionState, int]:
    decided = (SuggestionState.ACCEPTED, SuggestionState.REFUSED)
    query = (
        select(Suggestion.state, func.count())
        .where(Suggestion.state.in_(decided))
        .group_by(Suggestion.state)
    )
    return dict((await session.execute(query)).all())

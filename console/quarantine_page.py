"""What the page of suggestions shows: never an officer, a commune, a channel or an hour."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions
from casework.learning import jobs, suggestions
from casework.learning.boundary import Pair, grown_since, live_commit, missing_sides
from casework.learning.closeness import NOBODYS
from casework.learning.deciding import AlreadyDecided, NotOffered
from casework.learning.models import Job, JobKind, Suggestion, SuggestionState
from casework.learning.own_words import are_own_words
from casework.learning.reasons import HeldReason
from casework.learning.suggestions import Shown, SuggestionGone


@dataclass(frozen=True, slots=True)
class Offered:
    """A suggestion; `wording` are its words if they are nobody's in particular.

    To know that, all stories are compared: in a list it is not done, and nothing stands there.
    """

    shown: Shown
    wording: str = ""

    @property
    def may_be_everybodys(self) -> bool:
        """Whether it is worth looking: fewer tellings can't be enough."""
        return self.shown.alike >= NOBODYS


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


async def grown(sessions: Sessions, data_dir: Path) -> frozenset[str]:
    """Where trainers have written examples themselves. It asks git, so it needs no session."""
    async with sessions() as session:
        commit = await live_commit(session)
    return await asyncio.to_thread(grown_since, data_dir, commit) if commit else frozenset()


async def read(
    session: AsyncSession,
    intent: str | None,
    number: int,
    *,
    flood: bool,
    grown: frozenset[str],
) -> Quarantine:
    """What waits (of an intent, or all), or what a flood has held.

    Close the session and ask `readable` before anything of it is shown. `grown` counts for the
    sides of a boundary.
    """
    if flood:
        found = await suggestions.flooded(session, number)
    else:
        found = await suggestions.waiting(session, intent, number)
    asked = await jobs.newest_first(session)
    return Quarantine(
        offered=[Offered(one) for one in found.shown],
        goes_on=found.goes_on,
        waiting=await suggestions.waiting_counts(session),
        held=await suggestions.held_counts(session),
        decided=await _decided(session),
        one_sided=await missing_sides(session, grown),
        gathering=next((job for job in asked if job.kind is JobKind.GATHER), None),
    )


async def readable(quarantine: Quarantine) -> Quarantine:
    """The same without what the redactor minds."""
    shown = [offered.shown for offered in quarantine.offered]
    kept = await asyncio.to_thread(suggestions.readable, shown)
    return replace(quarantine, offered=[Offered(one) for one in kept])


async def readable_one(sessions: Sessions, shown: Shown, *, fill_in: bool) -> Offered:
    """One suggestion, its words filled in where a trainer may take them. Raises SuggestionGone."""
    if not await asyncio.to_thread(suggestions.readable, [shown]):
        raise SuggestionGone
    offered = Offered(shown)
    may = fill_in and offered.may_be_everybodys and shown.state is SuggestionState.WAITING
    if may and await are_own_words(sessions, shown.case_id, shown.narrative):
        return replace(offered, wording=shown.narrative)
    return offered


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


async def _decided(session: AsyncSession) -> dict[SuggestionState, int]:
    decided = (SuggestionState.ACCEPTED, SuggestionState.REFUSED)
    query = (
        select(Suggestion.state, func.count())
        .where(Suggestion.state.in_(decided))
        .group_by(Suggestion.state)
    )
    return dict((await session.execute(query)).all())

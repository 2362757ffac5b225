"""Emerging scripts: cases of which the model knew little, clustered offline.

Each run replaces what the one before has found. Of the stories only the typical words are kept,
each of which stands in several of them; which cases belong together is kept as ids.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, not_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.invented import invented_case
from casework.cases.models import Case
from casework.cases.queue import Sureness
from casework.clock import day_in_viet_nam
from casework.db import Sessions
from casework.learning import cluster_book
from casework.learning.cluster_book import still_told
from casework.learning.clustering import Cluster, Story, find_clusters
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.understanding.decision import DecisionKind

LOOKED_BACK = timedelta(days=90)
"""What was told before is no longer new."""

MOST_CASES = 3_000
"""The newest; all pairs are compared, which takes seconds for as many."""

MOST_OTHERS = 3_000
"""Other stories of the same time, by which common words are known."""

_NEWEST_FIRST = (Case.told_on.desc(), Case.told_at.desc(), Case.id)


@dataclass(frozen=True, slots=True)
class Found:
    """How many cases were looked at, and how many clusters they gave."""

    looked_at: int
    clusters: int


async def find_emerging(sessions: Sessions, now: datetime) -> Found:
    """Cluster anew and replace what was found before, in one transaction."""
    today = day_in_viet_nam(now)
    async with sessions() as session:
        real = await _which_book(session)
        stories = await _little_known(session, real, today)
        others = await _others(session, real, today)
    # Away from the event loop: whoever else works in this process goes on.
    clusters = await asyncio.to_thread(_find_clusters, stories, others)
    async with sessions.begin() as session:
        kept = await cluster_book.replace(session, clusters, now)
    return Found(len(stories), kept)


def _find_clusters(stories: Sequence[Story], others: Sequence[str]) -> list[Cluster]:
    """Redacted again first: what only today's redactor finds must not become a typical word."""
    again = [replace(story, text=redact(RawText(story.text)).text) for story in stories]
    return find_clusters(again, others)


def _knew_little() -> ColumnElement[bool]:
    """Whether the model named nothing, or was not sure, or an officer says that it is new."""
    _, low = Sureness.LOW.bounds
    return or_(
        Case.decision != DecisionKind.NAME.value, Case.confidence < low, Case.new_script.is_(True)
    )


async def _which_book(session: AsyncSession) -> ColumnElement[bool]:
    """Only real cases, where there are any; a book to learn on is invented as a whole."""
    any_real = await session.scalar(select(exists().where(not_(invented_case()))))
    return not_(invented_case()) if any_real else true()


async def _little_known(
    session: AsyncSession, book: ColumnElement[bool], today: date
) -> list[Story]:
    """The newest of them, the oldest first."""
    query = select(Case.id, Case.told_on, Case.narrative).where(_knew_little(), book)
    newest = query.where(*_recent(today)).order_by(*_NEWEST_FIRST).limit(MOST_CASES)
    rows = (await session.execute(newest)).all()
    return [Story(i, day, text) for i, day, text in reversed(rows) if text is not None]


async def _others(session: AsyncSession, book: ColumnElement[bool], today: date) -> list[str]:
    """What else was told, without tone marks."""
    query = select(Case.narrative_bare).where(not_(_knew_little()), book)
    newest = query.where(*_recent(today)).order_by(*_NEWEST_FIRST).limit(MOST_OTHERS)
    return [text for text in await session.scalars(newest) if text]


def _recent(today: date) -> tuple[ColumnElement[bool], ...]:
    return Case.told_on > today - LOOKED_BACK, still_told()

"""The clusters that were found last: written in one go, and read with what is still told.

Words of cases stand in their cases only: a case that was purged, deleted, dismissed or merged is
gone from its cluster at once. A cluster of which too little is left is shown to nobody, and who
looks at the list next has it taken out, its words too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case, CaseStatus
from casework.clock import day_in_viet_nam
from casework.columns import searchable
from casework.learning.clustering import FEWEST_CASES, Cluster
from casework.learning.models import ClusterCase, ScriptCluster
from casework.learning.typical_words import FEWEST_STORIES
from casework.learning.weekly import Protected, by_week, protected, rise

MOST_CLUSTERS = 30
"""What a trainer may look through, those that grow most."""

MOST_EXAMPLES = 5
"""Stories that show what a cluster is about."""

_TAKEN_FOR = 3
"""Intents of each case that are counted: what comes after them is noise."""


class NoSuchCluster(Exception):
    """Nhóm này không còn: máy vừa tìm lại, hoặc lời kể đã xoá. Hãy mở lại danh sách nhóm."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cluster as it may be shown now: what is still told of it.

    `words` are those that still stand in several of its cases: an officer may have taken one out
    of them since. `taken_for`: the intents that the model thought of, the most named first.
    `labels`: what officers or the model have called its cases, the most frequent first. `counts`
    are those of the day on which it was found: how many have gone since is not told.
    """

    id: int
    found_at: datetime
    words: tuple[str, ...]
    counts: Protected
    examples: tuple[Case, ...]
    taken_for: tuple[str, ...]
    labels: tuple[str, ...]


def still_told() -> ColumnElement[bool]:
    """Whether a case still has its words and counts as one of its own."""
    return and_(
        Case.narrative.is_not(None),
        Case.duplicate_of.is_(None),
        Case.status != CaseStatus.DISMISSED,
    )


async def replace(session: AsyncSession, clusters: Iterable[Cluster], now: datetime) -> int:
    """Forget the clusters of before and write these, the fastest growing first; how many."""
    # A number is not used again: an old page must not lead to another cluster.
    last = await session.scalar(select(func.max(ScriptCluster.id))) or 0
    await session.execute(delete(ScriptCluster))
    clusters = list(clusters)
    there = await _still_there(session, clusters)
    today = day_in_viet_nam(now)
    whole = [
        (by_week([story.told_on for story in left], today), cluster.words, left)
        for cluster in clusters
        if len(left := [story for story in cluster.stories if story.id in there]) >= FEWEST_CASES
    ]
    whole.sort(key=lambda one: rise(one[0]), reverse=True)
    for number, (weeks, words, left) in enumerate(whole[:MOST_CLUSTERS], start=last + 1):
        growth = [[monday.isoformat(), cases] for monday, cases in weeks]
        cluster = ScriptCluster(
            id=number, found_at=now, words=list(words), growth=growth, cases=len(left)
        )
        session.add(cluster)
        await session.flush()
        session.add_all(
            ClusterCase(cluster_id=number, case_id=story.id, rank=rank)
            for rank, story in enumerate(left)
        )
    return min(len(whole), MOST_CLUSTERS)


async def _still_there(session: AsyncSession, clusters: Sequence[Cluster]) -> set[UUID]:
    """The cases that were not deleted or purged while the clusters were made."""
    asked = [story.id for cluster in clusters for story in cluster.stories]
    query = select(Case.id).where(Case.id.in_(asked), still_told()).with_for_update(read=True)
    return set(await session.scalars(query))


async def listed(session: AsyncSession) -> list[Shown]:
    """All clusters that may still be shown, the fastest growing first.

    What may not be shown any more is taken out of the table, with the caller's transaction.
    """
    clusters = (await session.scalars(select(ScriptCluster).order_by(ScriptCluster.id))).all()
    cases = await _cases(session, [cluster.id for cluster in clusters])
    shown = [
        _shown(cluster, told)
        for cluster in clusters
        if len(told := cases[cluster.id]) >= FEWEST_STORIES
    ]
    await _forget(session, clusters, {one.id: one.words for one in shown})
    return shown


async def _forget(
    session: AsyncSession,
    clusters: Sequence[ScriptCluster],
    words: Mapping[int, tuple[str, ...]],
) -> None:
    """Take out clusters that have no words left to show, and of the others the words that went."""
    gone = [cluster.id for cluster in clusters if cluster.id not in words]
    if gone:
        await session.execute(delete(ScriptCluster).where(ScriptCluster.id.in_(gone)))
    for cluster in clusters:
        left = list(words.get(cluster.id, ()))
        if cluster.id in words and left != cluster.words:
            # By statement: a search that is just being written may have replaced it meanwhile.
            row = update(ScriptCluster).where(ScriptCluster.id == cluster.id)
            await session.execute(row.values(words=left))


async def find(session: AsyncSession, cluster_id: int) -> Shown:
    """One cluster. Raises NoSuchCluster, also where too little of it is still told."""
    cluster = await session.get(ScriptCluster, cluster_id)
    told = (await _cases(session, [cluster_id]))[cluster_id]
    if cluster is None or len(told) < FEWEST_STORIES:
        raise NoSuchCluster
    return _shown(cluster, told)


async def _cases(session: AsyncSession, cluster_ids: Sequence[int]) -> dict[int, list[Case]]:
    """The cases that are still told, of each cluster, the most typical first."""
    query = (
        select(ClusterCase.cluster_id, Case)
        .join(Case, Case.id == ClusterCase.case_id)
        .where(ClusterCase.cluster_id.in_(cluster_ids), still_told())
        .order_by(ClusterCase.cluster_id, ClusterCase.rank)
    )
    cases: dict[int, list[Case]] = defaultdict(list)
    for cluster_id, case in (await session.execute(query)).all():
        cases[cluster_id].append(case)
    return cases


def _shown(cluster: ScriptCluster, told: Sequence[Case]) -> Shown:
    names = Counter(
        str(intent["name"]) for case in told for intent in case.alternatives[:_TAKEN_FOR]
    )
    labels = Counter(case.label for case in told if case.label is not None)
    return Shown(
        id=cluster.id,
        found_at=cluster.found_at,
        words=tuple(word for word in cluster.words if _stands_in(word, told) >= FEWEST_STORIES),
        counts=protected([(date.fromisoformat(day), cases) for day, cases in cluster.growth]),
        examples=tuple(told[:MOST_EXAMPLES]),
        taken_for=tuple(name for name, _ in names.most_common()),
        labels=tuple(label for label, _ in labels.most_common(_TAKEN_FOR)),
    )


def _stands_in(word: str, told: Sequence[Case]) -> int:
    whole = re.compile(rf"(?<!\w){re.escape(searchable(word))}(?!\w)")
    return sum(1 for case in told if whole.search(case.narrative_bare or ""))

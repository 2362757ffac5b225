"""The reports of a period, counted by whatever a statistic asks for.

A report is counted where it stands: as a case, if its resident agreed that it is kept, else in a
count of its day. Duplicates stand with their original; what officers have dismissed is no report
of a scam and is counted nowhere but in the table of the officers' agreement. The day is that of
Việt Nam, as it was written with the report.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from casework.cases.models import Case, CaseCount, CaseStatus
from casework.statistics.names import UNKNOWN, Names
from casework.statistics.period import Period
from casework.statistics.table import Split

REVIEWED = (CaseStatus.CONFIRMED, CaseStatus.RELABELLED)
"""What an officer has said is a scam, and which."""

By = ColumnElement[Any] | InstrumentedAttribute[Any] | str | None
"""By what is counted: a column; or, where all rows have the same key, that key."""


@dataclass(frozen=True, slots=True)
class Book:
    """The case book, open at a period. Each question is asked of the database once."""

    session: AsyncSession
    period: Period
    names: Names
    _known: dict[str, Mapping[Any, Split]] = field(default_factory=dict)

    async def reports(self, question: str, case: By, count: By) -> Mapping[Any, Split]:
        """All reports by `case` of the kept ones and `count` of the others.

        `question` is the name under which the answer is remembered.
        """
        if question not in self._known:
            self._known[question] = await self._ask(case, count)
        return self._known[question]

    async def _ask(self, case: By, count: By) -> Mapping[Any, Split]:
        reviewed = func.count().filter(Case.status.in_(REVIEWED))
        pending = func.count().filter(Case.status == CaseStatus.PENDING)
        of_cases = select(reviewed, pending).where(counted_case(self.period))
        # Nobody reviews a count: what it says is the model's.
        of_counts = select(func.sum(literal(0)), func.sum(CaseCount.reports))
        of_counts = of_counts.where(counted_days(self.period))
        found: dict[Any, Split] = {}
        for query, by in ((of_cases, case), (of_counts, count)):
            for key, officers, model in await self._grouped(query, by):
                split = Split(int(officers or 0), int(model or 0))
                if split != Split():
                    found[key] = found.get(key, Split()) + split
        return found

    async def _grouped(self, query: Select[Any, Any], by: By) -> Iterable[tuple[Any, Any, Any]]:
        if by is None or isinstance(by, str):
            return [(by, *row) for row in await self.session.execute(query)]
        grouped = query.add_columns(by).group_by(by)
        return [(key, *row) for *row, key in await self.session.execute(grouped)]

    async def by_label(self) -> Mapping[str | None, Split]:
        """By playbook: the officer's word, before it the model's; None for none."""
        nothing = func.nullif(CaseCount.playbook_id, "")
        return await self.reports("label", Case.label, nothing)

    async def by_label_above(self, above: Callable[[str], str]) -> dict[str, Split]:
        """By what stands above the playbooks; UNKNOWN for reports that have none."""
        found: dict[str, Split] = {}
        for label, split in (await self.by_label()).items():
            key = above(label) if label else UNKNOWN
            found[key] = found.get(key, Split()) + split
        return found


def counted_case(period: Period) -> ColumnElement[bool]:
    """The cases that are reports of a scam, each once."""
    days = Case.told_on.between(period.first, period.last)
    return and_(days, Case.duplicate_of.is_(None), Case.status != CaseStatus.DISMISSED)


def counted_days(period: Period) -> ColumnElement[bool]:
    """The counts of those who did not agree that their words are kept."""
    return CaseCount.told_on.between(period.first, period.last)


async def begun_on(session: AsyncSession) -> date | None:
    """The first day that the book tells of; None for an empty book."""
    first = select(
        select(func.min(Case.told_on)).scalar_subquery(),
        select(func.min(CaseCount.told_on)).scalar_subquery(),
    )
    days = [day for day in (await session.execute(first)).one() if day is not None]
    return min(days, default=None)

"""Books of made-up reports, of any size, to count and to protect."""

import random
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import (
    Case,
    CaseCount,
    CaseStatus,
    ConsentState,
    Delay,
    HourCount,
    LossBucket,
)
from casework.playbooks.library import Library
from casework.stage import Stage
from casework.statistics.names import Names
from casework.statistics.period import Month
from tests.conftest import Books

OCTOBER = Month(2026, 10)
CHANNELS = ("web", "telegram", "zalo_oa")


def names_of(library: Library) -> Names:
    """A small province of five communes."""
    communes = {f"2824{number}": f"Xã Số {number}" for number in range(5)}
    provinces = {"82": "Tỉnh Đồng Tháp", "86": "Tỉnh Vĩnh Long", "92": "Thành phố Cần Thơ"}
    return Names(library, communes, provinces, home="82")


@dataclass(frozen=True)
class Weights:
    """How unevenly things are told of; 0 is even."""

    playbooks: float = 1.0
    reviewed: float = 0.4
    consent: float = 0.6


def made_up_case(
    rng: random.Random, library: Library, month: Month, weights: Weights
) -> dict[str, Any]:
    """A row of `cases` within a month."""
    ids = library.ids
    by_rank = [1 / (1 + rank) ** weights.playbooks for rank in range(len(ids))]
    playbook = rng.choices([*ids, None], [*by_rank, 0.4])[0]
    told_on = month.first + timedelta(days=rng.randrange((month.last - month.first).days + 1))
    stage = rng.choice([Stage.APPROACH, Stage.INFO_GIVEN, Stage.PAID, None])
    paid = stage is Stage.PAID
    status, label = CaseStatus.PENDING, playbook
    if rng.random() < weights.reviewed:
        status = rng.choice([CaseStatus.CONFIRMED, CaseStatus.RELABELLED, CaseStatus.DISMISSED])
        if status is CaseStatus.RELABELLED or (label is None and status is CaseStatus.CONFIRMED):
            status, label = CaseStatus.RELABELLED, rng.choice(ids)
    home = rng.random() < 0.7
    return case_row(
        told_on,
        channel=rng.choices(CHANNELS, [6, 3, 1])[0],
        playbook_id=playbook,
        label=label,
        status=status,
        stage=stage,
        loss=rng.choice(list(LossBucket)) if paid else LossBucket.UNKNOWN,
        told_after=rng.choice(list(Delay)) if paid else Delay.UNKNOWN,
        province="82" if home else rng.choice(["86", "92", None]),
        commune=f"2824{rng.choice([0, 0, 0, 1, 2, 3])}" if home and rng.random() < 0.8 else None,
    )


def case_row(told_on: date, **values: object) -> dict[str, Any]:
    """A pending case of a day, but for `values`."""
    at_noon = datetime(told_on.year, told_on.month, told_on.day, 5, tzinfo=UTC)
    return {
        "told_at": at_noon,
        "told_on": told_on,
        "channel": "web",
        "commune": None,
        "province": None,
        "decision": "name",
        "playbook_id": None,
        "confidence": 0.5,
        "stage": None,
        "loss": LossBucket.UNKNOWN,
        "told_after": Delay.UNKNOWN,
        "interpreter": "rasa",
        "status": CaseStatus.PENDING,
        "label": values.get("playbook_id"),
        "consented_at": at_noon,
    } | values


def count_row(told_on: date, **values: object) -> dict[str, Any]:
    """A count of one report of a day, but for `values`."""
    return {
        "told_on": told_on,
        "channel": "web",
        "decision": "name",
        "playbook_id": "",
        "stage": "unclear",
        "loss": LossBucket.UNKNOWN,
        "told_after": Delay.UNKNOWN,
        "consent": ConsentState.NOT_GIVEN,
        "reports": 1,
    } | values


@asynccontextmanager
async def a_book(
    books: Books, cases: Sequence[dict[str, Any]] = (), counts: Iterable[dict[str, Any]] = ()
) -> AsyncIterator[AsyncSession]:
    """A book that holds just these."""
    async with books() as sessions, sessions() as session:
        if cases:
            await session.execute(insert(Case), list(cases))
        if rows := list(counts):
            await session.execute(insert(CaseCount), rows)
        yield session


async def fill_at_random(
    session: AsyncSession,
    library: Library,
    rng: random.Random,
    month: Month,
    reports: int,
    *,
    weights: Weights = Weights(),
) -> None:
    """So many reports of a month, some of them kept, some only counted, and their hours."""
    cases: list[dict[str, Any]] = []
    counts: dict[tuple[Any, ...], dict[str, Any]] = {}
    hours: dict[int, int] = {}
    for _ in range(reports):
        hour = min(23, int(rng.gauss(14, 5)) % 24)
        hours[hour] = hours.get(hour, 0) + 1
        case = made_up_case(rng, library, month, weights)
        if rng.random() < weights.consent:
            cases.append(case)
            continue
        row = count_row(
            case["told_on"],
            channel=case["channel"],
            playbook_id=case["playbook_id"] or "",
            stage=case["stage"].value if case["stage"] else "unclear",
            loss=case["loss"],
            told_after=case["told_after"],
            consent=rng.choice(list(ConsentState)),
        )
        key = tuple(value for name, value in row.items() if name != "reports")
        counts.setdefault(key, row | {"reports": 0})["reports"] += 1
    if cases:
        await session.execute(insert(Case), cases)
    if counts:
        await session.execute(insert(CaseCount), list(counts.values()))
    if hours:
        rows = [
            {"month": month.first, "hour": hour, "source": "told", "reports": told}
            for hour, told in hours.items()
        ]
        await session.execute(insert(HourCount), rows)

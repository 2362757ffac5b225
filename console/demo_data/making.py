"""Puts the invented cases into the book, and takes them out again: exactly them, nothing real."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.invented import invented_case, invented_count, invented_hour
from casework.cases.models import Case, CaseCount, ConsentState, Delay, HourCount, LossBucket
from casework.clock import day_in_viet_nam, full_hour, hour_in_viet_nam, month_in_viet_nam
from casework.db import Base
from casework.opinions.models import Opinion, OpinionStatus
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.statistics.closing import ClosedMonth
from console.auth.models import Officer, Role
from console.demo_data.by_hand import OPINION_NOTES, OPINIONS
from console.demo_data.cases import BY_HOUR, CHANNELS, DAYS, DEMO, Inventor
from console.demo_data.reviewing import Officers, Reviewing
from console.demo_data.stories import MARK

SEED = 2026

LOGINS = {
    "demo.canbo": ("Cán bộ Ví Dụ", Role.OFFICER),
    "demo.chihuy": ("Chỉ huy Ví Dụ", Role.SUPERVISOR),
    "demo.huanluyen": ("Người huấn luyện Ví Dụ", Role.TRAINER),
}

_NOBODY = UUID("5f0c7d3e-6a44-4f0e-9d0a-76692d647500")
"""From it come the ids of officers who are named in reviews and cannot sign in."""

_OPINIONS_A_CASE, _COUNTS_A_CASE = 0.1, 1.6


class RealCasesHere(Exception):
    """Sổ này có vụ thật, nên chưa thêm gì.

    Hãy tập trên một sổ khác (đặt DATABASE_URL), hoặc thêm --beside-real nếu thật sự muốn để lẫn.
    """


class DemoCasesHere(Exception):
    """Sổ này đã có dữ liệu ví dụ. Thêm --replace để xoá chúng rồi làm lại từ đầu."""


@dataclass(frozen=True, slots=True)
class Made:
    """How many of what were put into the book, or taken out of it."""

    cases: int
    opinions: int
    counted: int


def _invented() -> tuple[tuple[type[Base], ColumnElement[bool]], ...]:
    """Where something invented can stand, and which rows of it are."""
    return (
        (Case, invented_case()),
        (Opinion, Opinion.receipt_hash.startswith(f"{DEMO}-")),
        (CaseCount, invented_count()),
        (HourCount, invented_hour()),
        # A month that was closed with invented reports in it is no month of the real book.
        (ClosedMonth, ClosedMonth.invented.is_(True)),
    )


async def has_real(session: AsyncSession) -> bool:
    """Whether anything in the book is not invented."""
    real = [exists().where(~invented) for _, invented in _invented()]
    return any([await session.scalar(select(found)) for found in real])


async def has_demo(session: AsyncSession) -> bool:
    """Whether anything in the book is invented."""
    demo = [exists().where(invented) for _, invented in _invented()]
    return any([await session.scalar(select(found)) for found in demo])


async def remove(session: AsyncSession) -> Made:
    """Delete all that is invented; the reviews of a case go with it."""
    reports = await session.scalar(select(func.sum(CaseCount.reports)).where(invented_count()))
    gone = [await session.execute(delete(t).where(invented)) for t, invented in _invented()]
    cases, opinions, *_ = (g.rowcount if isinstance(g, CursorResult) else 0 for g in gone)
    return Made(cases, opinions, reports or 0)


async def make(
    session: AsyncSession,
    library: Library,
    communes: Sequence[str],
    now: datetime,
    *,
    how_many: int,
    provinces: Sequence[str] = (),
) -> Made:
    """Put so many invented cases into the book, with reviews, opinions and counts.

    `provinces`: codes, that of the communes first.
    """
    rng = random.Random(SEED)  # noqa: S311  # nothing secret: the same cases every time
    invented = list(Inventor(rng, library, communes, now, provinces).cases(how_many))
    session.add_all([i.case for i in invented])
    await session.flush()
    await Reviewing(session, rng, await _officers(session), library.ids, now).review(invented)
    opinions = list(_opinions(rng, now, round(how_many * _OPINIONS_A_CASE)))
    session.add_all(opinions)
    counts = list(_counts(rng, library, now, round(how_many * _COUNTS_A_CASE)))
    session.add_all(counts)
    session.add_all(_hours(rng, [i.case for i in invented], counts))
    await session.flush()
    return Made(len(invented), len(opinions), sum(count.reports for count in counts))


async def _officers(session: AsyncSession) -> Officers:
    """The demo officers where they have been added; else ids that belong to nobody."""
    query = select(Officer.login, Officer.id).where(Officer.login.in_(LOGINS))
    ids = dict((await session.execute(query)).all())
    one, other, _ = (ids.get(login, uuid5(_NOBODY, login)) for login in LOGINS)
    return Officers(one, other)


def _opinions(rng: random.Random, now: datetime, how_many: int) -> Iterator[Opinion]:
    for number in range(how_many):
        status = rng.choices(list(OpinionStatus), (45, 25, 15, 15))[0]
        noted = status in {OpinionStatus.IN_PROGRESS, OpinionStatus.DONE}
        note = redact(RawText(MARK + rng.choice(OPINION_NOTES))).text if noted else None
        yield Opinion(
            id=UUID(int=rng.getrandbits(128), version=4),
            told_at=full_hour(now - timedelta(hours=rng.randint(1, DAYS * 24))),
            channel=rng.choices(list(CHANNELS), list(CHANNELS.values()))[0],
            text=redact(RawText(MARK + OPINIONS[number % len(OPINIONS)])).text,
            status=status,
            note=note,
            # No receipt code has such a hash: these are exactly the invented ones.
            receipt_hash=f"{DEMO}-{hashlib.sha256(f'{number}'.encode()).hexdigest()[:40]}",
        )


def _counts(
    rng: random.Random, library: Library, now: datetime, how_many: int
) -> Iterator[CaseCount]:
    """Reports without consent. `decision` marks them: all else of a count is a fact that counts."""
    counts: dict[tuple[object, ...], CaseCount] = {}
    today = day_in_viet_nam(now)
    for _ in range(how_many):
        stage = rng.choice((Stage.APPROACH.value, Stage.PAID.value, "unclear"))
        paid = stage == Stage.PAID.value
        key = (
            today - timedelta(days=rng.randrange(DAYS)),
            rng.choices(list(CHANNELS), list(CHANNELS.values()))[0],
            rng.choice(("", *library.ids)),
            stage,
            rng.choice(list(LossBucket)) if paid else LossBucket.UNKNOWN,
            rng.choices(list(ConsentState), (70, 30))[0],
            rng.choice(list(Delay)) if paid else Delay.UNKNOWN,
        )
        if key in counts:
            counts[key].reports += 1
            continue
        told_on, channel, playbook_id, stage, loss, consent, told_after = key
        counts[key] = CaseCount(
            told_on=told_on,
            channel=channel,
            decision=DEMO,
            playbook_id=playbook_id,
            stage=stage,
            loss=loss,
            consent=consent,
            told_after=told_after,
            reports=1,
        )
    yield from counts.values()


def _hours(
    rng: random.Random, cases: Sequence[Case], counts: Sequence[CaseCount]
) -> Iterator[HourCount]:
    """The hours in which cases were told, and likely ones for what is only counted."""
    told: Counter[tuple[date, int]] = Counter(
        (month_in_viet_nam(case.told_at), hour_in_viet_nam(case.told_at)) for case in cases
    )
    for count in counts:
        hours = rng.choices(range(len(BY_HOUR)), BY_HOUR, k=count.reports)
        told.update((count.told_on.replace(day=1), hour) for hour in hours)
    for (month, hour), reports in told.items():
        yield HourCount(month=month, hour=hour, source=DEMO, reports=reports)

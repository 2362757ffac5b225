"""Puts the invented cases into the book, and takes them out again: exactly them, nothing real."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case, CaseCount, ConsentState, LossBucket
from casework.clock import day_in_viet_nam, full_hour
from casework.opinions.models import Opinion, OpinionStatus
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from console.auth.models import Officer, Role
from console.demo_data.by_hand import OPINION_NOTES, OPINIONS
from console.demo_data.cases import CHANNELS, DAYS, DEMO, Inventor
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


async def has_real(session: AsyncSession) -> bool:
    """Whether anything in the book is not invented."""
    real = (
        exists().where(~_demo_case()),
        exists().where(~_demo_opinion()),
        exists().where(CaseCount.decision != DEMO),
    )
    return any([await session.scalar(select(found)) for found in real])


async def has_demo(session: AsyncSession) -> bool:
    """Whether anything in the book is invented."""
    invented = (
        exists().where(_demo_case()),
        exists().where(_demo_opinion()),
        exists().where(CaseCount.decision == DEMO),
    )
    return any([await session.scalar(select(found)) for found in invented])


async def remove(session: AsyncSession) -> Made:
    """Delete all that is invented; the reviews of a case go with it."""
    reports = await session.scalar(
        select(func.sum(CaseCount.reports)).where(CaseCount.decision == DEMO)
    )
    gone = [
        await session.execute(delete(table).where(condition))
        for table, condition in (
            (Case, _demo_case()),
            (Opinion, _demo_opinion()),
            (CaseCount, CaseCount.decision == DEMO),
        )
    ]
    cases, opinions, _ = (g.rowcount if isinstance(g, CursorResult) else 0 for g in gone)
    return Made(cases, opinions, reports or 0)


async def make(
    session: AsyncSession,
    library: Library,
    communes: Sequence[str],
    now: datetime,
    how_many: int,
) -> Made:
    """Put so many invented cases into the book, with reviews, opinions and counts."""
    rng = random.Random(SEED)  # noqa: S311  # nothing secret: the same cases every time
    invented = list(Inventor(rng, library, communes, now).cases(how_many))
    session.add_all([i.case for i in invented])
    await session.flush()
    await Reviewing(session, rng, await _officers(session), library.ids, now).review(invented)
    opinions = list(_opinions(rng, now, round(how_many * _OPINIONS_A_CASE)))
    session.add_all(opinions)
    counts = list(_counts(rng, library, now, round(how_many * _COUNTS_A_CASE)))
    session.add_all(counts)
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
        )
        if key in counts:
            counts[key].reports += 1
            continue
        told_on, channel, playbook_id, stage, loss, consent = key
        counts[key] = CaseCount(
            told_on=told_on,
            channel=channel,
            decision=DEMO,
            playbook_id=playbook_id,
            stage=stage,
            loss=loss,
            consent=consent,
            reports=1,
        )
    yield from counts.values()


def _demo_case() -> ColumnElement[bool]:
    # The wording goes with the narrative after its period, the model stays.
    return or_(
        func.coalesce(Case.consent_wording, "") == DEMO, func.coalesce(Case.model, "") == DEMO
    )


def _demo_opinion() -> ColumnElement[bool]:
    return Opinion.receipt_hash.startswith(f"{DEMO}-")

import random
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from casework.cases import records, second_reading
from casework.cases.facts import CaseFacts
from casework.cases.models import (
    Case,
    CaseCount,
    CaseStatus,
    ConsentState,
    LossBucket,
    Review,
    ReviewAct,
    SecondReading,
)
from casework.cases.queue import COUNTED_UP_TO
from casework.cases.records import Agreement, queue_rank
from casework.db import Sessions
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.statistics import overview as statistic
from casework.statistics.overview import Overview, Tally, chance_of, is_rise, overview
from casework.statistics.period import Period

TODAY = date(2026, 11, 26)  # a Thursday
PLAYBOOKS = ("shipper_gia", "bien_lai_gia", "co_bac_lo_de")


def case(told_on: date = TODAY, label: str | None = "shipper_gia", **more: object) -> Case:
    facts: dict[str, Any] = {
        "id": uuid4(),
        "told_at": datetime(told_on.year, told_on.month, told_on.day, 3, tzinfo=UTC),
        "told_on": told_on,
        "channel": "web",
        "decision": "name" if label else "more",
        "playbook_id": label,
        "label": label,
        "confidence": 0.7,
        "stage": Stage.APPROACH,
        "loss": LossBucket.UNKNOWN,
        "interpreter": "rasa",
        "status": CaseStatus.PENDING,
        "queue_rank": queue_rank(told_on, 0.7),
    }
    return Case(**{**facts, **more})


def count(told_on: date, playbook_id: str, reports: int, **more: object) -> CaseCount:
    facts: dict[str, Any] = {
        "told_on": told_on,
        "channel": "web",
        "decision": "name" if playbook_id else "more",
        "playbook_id": playbook_id,
        "stage": "approach",
        "loss": LossBucket.UNKNOWN,
        "consent": ConsentState.REFUSED,
        "reports": reports,
    }
    return CaseCount(**{**facts, **more})


async def keep(sessions: Sessions, rows: Iterable[object]) -> None:
    async with sessions.begin() as session:
        session.add_all(rows)


async def seen(sessions: Sessions, today: date = TODAY) -> Overview:
    async with sessions() as session:
        return await overview(session, today)


def random_cases(chance: random.Random) -> list[Case]:
    cases: list[Case] = []
    for _ in range(chance.randint(0, 120)):
        status = chance.choice(list(CaseStatus))
        named = chance.choice((*PLAYBOOKS, None))
        label = named
        if status is CaseStatus.RELABELLED or (status is CaseStatus.CONFIRMED and named is None):
            label = chance.choice(PLAYBOOKS)
        cases.append(
            case(
                # Some before the five weeks, and one ahead of a clock that goes wrong.
                TODAY - timedelta(days=chance.randint(-1, 40)),
                label,
                playbook_id=named,
                status=status,
                stage=chance.choice((*Stage, None)),
                duplicate_of=chance.choice(cases).id if cases and chance.random() < 0.1 else None,
            )
        )
    return cases


def random_counts(chance: random.Random) -> list[CaseCount]:
    return [
        count(
            TODAY - timedelta(days=days_ago),
            playbook,
            chance.randint(1, 9),
            stage=stage,
            consent=consent,
        )
        for days_ago in range(-1, 40)
        for playbook in (*PLAYBOOKS, "")
        for stage in ("approach", "paid", "unclear")
        for consent in ConsentState
        if chance.random() < 0.1
    ]


def recount(cases: Sequence[Case], counts: Sequence[CaseCount], period: Period) -> Tally:
    """The plain way: look at each report once."""
    told = Tally()
    for one in cases:
        if one.duplicate_of is not None or not period.first <= one.told_on <= period.last:
            continue
        if one.status is CaseStatus.DISMISSED:
            told += Tally(dismissed=1)
            continue
        reviewed = one.status is not CaseStatus.PENDING
        told += Tally(
            by_officers=int(reviewed),
            by_model=int(not reviewed and one.label is not None),
            unnamed=int(not reviewed and one.label is None),
            paid=int(one.stage is Stage.PAID),
            left_open=int(one.playbook_id is None),
        )
    for row in counts:
        if period.first <= row.told_on <= period.last:
            told += Tally(
                by_model=row.reports if row.playbook_id else 0,
                unnamed=0 if row.playbook_id else row.reports,
                paid=row.reports if row.stage == "paid" else 0,
                left_open=0 if row.playbook_id else row.reports,
            )
    return told


@pytest.mark.parametrize("seed", range(25))
async def test_the_numbers_are_those_of_a_plain_recount(sessions: Sessions, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    cases, counts = random_cases(chance), random_counts(chance)
    await keep(sessions, [*cases, *counts])
    found = await seen(sessions)
    for period in (
        found.this_day,
        found.this_day.earlier(7),
        found.this_week,
        found.this_week.earlier(7),
        found.latest,
        found.usual,
    ):
        assert found.of(period) == recount(cases, counts, period)
        for label in PLAYBOOKS:
            expected = recount(
                [one for one in cases if one.label == label],
                [row for row in counts if row.playbook_id == label],
                period,
            )
            tally = found.by_playbook(period).get(label, Tally())
            assert tally == (expected if expected.reports else Tally())
    days = found.per_day()
    assert [day for day, _ in days] == [TODAY - timedelta(days=27 - i) for i in range(28)]
    assert all(tally == recount(cases, counts, Period(day, day)) for day, tally in days)
    told_on = [one.told_on for one in cases] + [row.told_on for row in counts]
    assert found.begun_on == min(told_on, default=None)


async def test_the_week_begins_on_monday_and_is_compared_with_as_many_days(
    sessions: Sessions,
) -> None:
    found = await seen(sessions)
    assert found.this_week == Period(date(2026, 11, 23), TODAY)
    assert found.this_week.earlier(7) == Period(date(2026, 11, 16), date(2026, 11, 19))
    monday = await seen(sessions, date(2026, 11, 23))
    assert monday.this_week == monday.this_day
    sunday = await seen(sessions, date(2026, 11, 29))
    assert sunday.this_week == sunday.latest


async def test_a_case_told_late_in_the_evening_in_utc_belongs_to_the_next_day(
    sessions: Sessions,
) -> None:
    facts = CaseFacts("web", "name", "shipper_gia", 0.7, None, "rasa", None)
    narrative = redact(RawText("Có người gọi báo giao hàng.")).text
    for hour in (16, 23):
        agreed = Agreement("v1", datetime(2026, 11, 25, hour, 59, tzinfo=UTC))
        await records.keep(sessions, facts, narrative, agreed)
        await records.count(sessions, facts, agreed.given_at)
    found = await seen(sessions)
    assert found.of(Period(date(2026, 11, 25), date(2026, 11, 25))).reports == 2
    assert found.of(found.this_day).reports == 2


async def test_an_empty_book_has_no_beginning(sessions: Sessions) -> None:
    found = await seen(sessions)
    assert found.begun_on is None
    assert found.of(found.this_week) == Tally()
    assert found.of(found.this_week).share_left_open is None
    assert (found.by_playbook(found.this_week), found.emerging()) == ({}, [])
    assert len(found.per_day()) == 28


async def test_what_the_model_left_open_stays_so_when_an_officer_has_named_it(
    sessions: Sessions,
) -> None:
    relabelled = case(label="shipper_gia", playbook_id=None, status=CaseStatus.RELABELLED)
    await keep(sessions, [relabelled, case(), case(), case()])
    told = (await seen(sessions)).of(Period(TODAY, TODAY))
    assert (told.by_officers, told.by_model, told.unnamed) == (1, 3, 0)
    assert told.share_left_open == 0.25


async def test_a_playbook_emerges_when_it_clearly_rises(sessions: Sessions) -> None:
    usual = [count(TODAY - timedelta(days=7 + 7 * week), "shipper_gia", 2) for week in range(4)]
    steady = [count(TODAY - timedelta(days=7 * week), "bien_lai_gia", 40) for week in range(5)]
    first = count(TODAY - timedelta(days=34), "co_bac_lo_de", 1)
    await keep(sessions, [*usual, *steady, first, count(TODAY, "shipper_gia", 9), case()])
    [risen] = (await seen(sessions)).emerging()
    assert (risen.playbook_id, risen.reports, risen.usual) == ("shipper_gia", 10, 2.0)


async def test_in_a_young_book_nothing_is_said_to_emerge(sessions: Sessions) -> None:
    await keep(sessions, [count(TODAY - timedelta(days=33), "bien_lai_gia", 1)])
    await keep(sessions, [count(TODAY, "shipper_gia", 50)])
    found = await seen(sessions)
    assert not found.is_old_enough
    assert found.emerging() == []
    await keep(sessions, [count(TODAY - timedelta(days=34), "bien_lai_gia", 1)])
    assert [one.playbook_id for one in (await seen(sessions)).emerging()] == ["shipper_gia"]


@pytest.mark.parametrize(
    ("latest", "earlier", "risen"),
    [
        (4, 0, False),  # too few, however new
        (5, 0, True),
        (5, 4, False),  # five times the usual one may still be chance
        (6, 4, True),
        (60, 160, True),
        (59, 160, False),  # no chance, but not half as much again
        (1000, 4000, False),
        (30_000, 20_000, True),
    ],
)
def test_the_rule(latest: int, earlier: int, risen: bool) -> None:  # noqa: FBT001  # a table
    assert is_rise(latest, earlier) is risen


def test_the_chance_is_the_binomial_tail() -> None:
    assert chance_of(5, 0) == pytest.approx(0.2**5)
    assert chance_of(0, 12) == pytest.approx(1)
    assert chance_of(1, 1) == pytest.approx(1 - 0.8**2)
    assert chance_of(2, 1) == pytest.approx(3 * 0.2**2 * 0.8 + 0.2**3)


def test_where_nothing_has_changed_there_is_hardly_ever_an_alarm() -> None:
    chance = random.Random(7)  # noqa: S311  # no secret
    alarms = 0
    for _ in range(3_000):
        weeks = [sum(chance.random() < 0.08 for _ in range(100)) for _ in range(5)]
        alarms += is_rise(weeks[0], sum(weeks[1:]))
    assert alarms < 3_000 * 0.01


async def test_second_readings_are_those_that_somebody_else_has_begun(sessions: Sessions) -> None:
    me, other = uuid4(), uuid4()

    def read_by(officer: UUID, of: Case) -> Review:
        done_at = datetime(2026, 11, 26, tzinfo=UTC)
        return Review(case_id=of.id, officer_id=officer, done_at=done_at, act=ReviewAct.CONFIRM)

    waiting = [case(second_reading=SecondReading.WAITING) for _ in range(3)]
    differing = case(second_reading=SecondReading.DISAGREED)
    await keep(sessions, [*waiting, differing, case()])
    await keep(sessions, [read_by(me, waiting[0]), *(read_by(other, one) for one in waiting)])
    async with sessions() as session:
        assert len(await second_reading.waiting_for(session, me)) == 2
        assert await second_reading.waiting_for(session, other) == []
        assert await statistic.count_differing(session) == 1


async def test_counts_of_work_go_no_further_than_they_are_shown(sessions: Sessions) -> None:
    many = range(COUNTED_UP_TO + 5)
    await keep(sessions, [case(second_reading=SecondReading.DISAGREED) for _ in many])
    async with sessions() as session:
        assert await statistic.count_differing(session) == COUNTED_UP_TO + 1


@pytest.mark.sqlite_only("reads SQLite's own plan of a query")
async def test_no_query_reads_the_whole_book(sessions: Sessions) -> None:
    engine = sessions.kw["bind"]
    asked: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    await seen(sessions)
    async with sessions() as session:
        await second_reading.waiting_for(session, uuid4())
        await statistic.count_differing(session)
    event.remove(engine.sync_engine, "before_cursor_execute", note)
    assert len(asked) == 5
    for statement, parameters in asked:
        async with engine.connect() as connection:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [str(row.detail) for row in plan]
        assert not [s for s in steps if re.match(r"SCAN (cases|case_counts|reviews)\b", s)], steps
        assert not [s for s in steps if "ix_cases_duplicate_of" in s], steps
        if "GROUP BY cases" in statement:
            assert len(steps) == 1, "what comes in the order of the index need not be sorted"
            assert "ix_cases_statistics" in steps[0]

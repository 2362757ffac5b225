import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import SecretStr
from sqlalchemy import func, select

from casework.cases import records, retention
from casework.cases.facts import CaseFacts
from casework.cases.models import (
    Case,
    CaseCount,
    CaseStatus,
    Delay,
    HourCount,
    Review,
    ReviewAct,
    SecondReading,
)
from casework.cases.records import Agreement
from casework.opinions import opinions
from casework.opinions.models import Opinion
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from console.audit import verify
from console.audit_models import AuditEntry
from console.auth.models import Officer
from console.auth.sessions import in_utc
from console.composition import open_desk
from console.demo_data.by_hand import LEFT_OVER, NEW_SCRIPTS, NO_SCAM, NOTES, OPINIONS
from console.demo_data.cases import DAYS, DEMO, Inventor
from console.demo_data.command import Wanted, demo_data, fill
from console.demo_data.making import LOGINS, DemoCasesHere, RealCasesHere
from console.demo_data.stories import MARK
from console.desk import Desk
from console.settings import ConsoleSettings

NOW = datetime(2026, 11, 30, 9, 20, tzinfo=UTC)
KEY = "k" * 40


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    settings = ConsoleSettings(database_url=database_url, console_key=SecretStr(KEY))
    async with open_desk(settings) as opened:
        yield replace(opened, now=lambda: NOW)


async def all_of(desk: Desk, what: Any) -> Sequence[Any]:  # noqa: ANN401  # table or column
    async with desk.sessions() as session:
        return (await session.scalars(select(what))).all()


async def keep_a_real_case(desk: Desk) -> None:
    facts = CaseFacts("web", "name", "shipper_gia", 0.9, Stage.APPROACH, "rasa", "m1")
    told = redact(RawText("Shipper gọi kêu chuyển tiền hàng.")).text
    await records.keep(desk.sessions, facts, told, Agreement("v1", NOW))


async def test_every_text_says_that_it_is_invented_and_went_through_the_redactor(
    desk: Desk,
) -> None:
    made = (await fill(desk, Wanted(120))).made
    cases, noted = await all_of(desk, Case), await all_of(desk, Review.note)
    assert len(cases) == made.cases == 120
    for case in cases:
        assert case.narrative.startswith(MARK)
        assert case.consent_wording == case.model == DEMO
        assert redact(RawText(case.narrative)).text == case.narrative
    assert all(note.startswith(MARK) for note in noted if note)
    assert all(opinion.text.startswith(MARK) for opinion in await all_of(desk, Opinion))


async def test_there_is_something_of_every_kind_to_practise_on(desk: Desk) -> None:
    await fill(desk, Wanted(400))
    cases = await all_of(desk, Case)
    assert {case.status for case in cases} == set(CaseStatus)
    assert {case.second_reading for case in cases} == set(SecondReading)
    assert {case.stage for case in cases} == {None, *Stage}
    assert len({case.channel for case in cases}) == 4
    assert len({case.commune for case in cases}) > 50
    assert len({case.loss for case in cases}) == 7
    pending = sum(case.status is CaseStatus.PENDING for case in cases)
    assert 0.5 < pending / len(cases) < 0.7
    assert any(case.handed_over for case in cases)
    assert any(case.duplicate_of for case in cases)
    assert any(case.new_script for case in cases)
    assert any(any(said in case.narrative for said in LEFT_OVER) for case in cases)
    acts = set(await all_of(desk, Review.act))
    assert acts >= {ReviewAct.CONFIRM, ReviewAct.RELABEL, ReviewAct.DISMISS, ReviewAct.HAND_OVER}
    assert {opinion.status.value for opinion in await all_of(desk, Opinion)} >= {"new", "done"}
    assert sum(await all_of(desk, CaseCount.reports)) == 640


async def test_places_delays_and_hours_are_invented_too(desk: Desk) -> None:
    await fill(desk, Wanted(400))
    cases = await all_of(desk, Case)
    assert all(case.province == "82" for case in cases if case.commune)
    elsewhere = {case.province for case in cases if not case.commune}
    assert elsewhere >= {None, "82"}
    assert len(elsewhere) > 10
    assert {case.told_after for case in cases if case.stage is Stage.PAID} == set(Delay)
    assert min(in_utc(case.told_at) for case in cases) < NOW - timedelta(days=100)
    hours = await all_of(desk, HourCount)
    assert {hour.source for hour in hours} == {DEMO}
    assert sum(hour.reports for hour in hours) == 400 + 640


async def test_an_hour_that_was_counted_is_real_too(desk: Desk) -> None:
    facts = CaseFacts("web", "name", "shipper_gia", 0.9, Stage.APPROACH, "rasa", "m1")
    await records.uncount(desk.sessions, await records.count(desk.sessions, facts, NOW))
    with pytest.raises(RealCasesHere):
        await fill(desk, Wanted(5))


async def test_all_of_it_lies_in_the_last_months_and_none_of_it_in_the_future(
    desk: Desk,
) -> None:
    await fill(desk, Wanted(200))
    for case in await all_of(desk, Case):
        assert NOW - timedelta(days=DAYS + 1) < in_utc(case.told_at) <= NOW
    told = {case.id: in_utc(case.told_at) for case in await all_of(desk, Case)}
    for act in await all_of(desk, Review):
        assert told[act.case_id] <= in_utc(act.done_at) <= NOW


@pytest.mark.parametrize("said", LEFT_OVER)
def test_what_is_left_over_is_left_by_the_redactor(said: str) -> None:
    assert redact(RawText(MARK + said)).text == MARK + said


@pytest.mark.parametrize("said", [*NEW_SCRIPTS, *NO_SCAM, *NOTES, *OPINIONS])
def test_texts_by_hand_hold_nothing_personal(said: str) -> None:
    assert redact(RawText(said)).text == said


def test_the_same_cases_come_every_time(library: Library) -> None:
    def invented() -> list[str]:
        inventor = Inventor(random.Random(5), library, ["28249", "28261"], NOW)  # noqa: S311
        return [f"{made.case.id} {made.case.narrative}" for made in inventor.cases(80)]

    assert invented() == invented()


async def test_replacing_takes_out_exactly_what_was_invented(desk: Desk) -> None:
    await fill(desk, Wanted(60))
    await keep_a_real_case(desk)
    # A resident may begin like that too.
    said = redact(RawText("[Ví dụ] của tôi là góp ý thật.")).text
    await opinions.send(desk.sessions, "web", said, NOW)
    done = await fill(desk, Wanted(0, replace=True))
    assert done.removed is not None
    assert (done.removed.cases, done.removed.opinions, done.removed.counted) == (60, 6, 96)
    assert [case.model for case in await all_of(desk, Case)] == ["m1"]
    assert [opinion.text for opinion in await all_of(desk, Opinion)] == [said]
    assert not await all_of(desk, Review)
    assert not await all_of(desk, CaseCount)
    assert [(hour.source, hour.reports) for hour in await all_of(desk, HourCount)] == [("told", 1)]


async def test_invented_cases_are_known_also_when_their_narratives_have_been_purged(
    desk: Desk,
) -> None:
    await fill(desk, Wanted(20))
    await retention.purge(desk.sessions, NOW + timedelta(days=300))
    done = await fill(desk, Wanted(10, replace=True))
    assert done.removed is not None
    assert done.removed.cases == 20
    assert len(await all_of(desk, Case)) == 10


async def test_a_book_with_real_cases_is_left_alone(desk: Desk) -> None:
    await keep_a_real_case(desk)
    with pytest.raises(RealCasesHere):
        await fill(desk, Wanted(20))
    with pytest.raises(RealCasesHere):
        await fill(desk, Wanted(20, replace=True))
    assert len(await all_of(desk, Case)) == 1
    assert not await all_of(desk, AuditEntry)
    await fill(desk, Wanted(20, beside_real=True))
    assert len(await all_of(desk, Case)) == 21


async def test_a_counted_report_is_real_too(desk: Desk) -> None:
    facts = CaseFacts("web", "name", "shipper_gia", 0.9, Stage.APPROACH, "rasa", "m1")
    await records.count(desk.sessions, facts, NOW)
    with pytest.raises(RealCasesHere):
        await fill(desk, Wanted(5))


async def test_nothing_is_made_twice_by_chance(desk: Desk) -> None:
    await fill(desk, Wanted(10))
    with pytest.raises(DemoCasesHere):
        await fill(desk, Wanted(10))


async def test_demo_officers_come_only_when_asked_for_and_review_the_cases(desk: Desk) -> None:
    assert not (await fill(desk, Wanted(50))).passwords
    assert not await all_of(desk, Officer)
    done = await fill(desk, Wanted(50, replace=True, officers=True))
    assert set(done.passwords) == set(LOGINS)
    officers = {officer.id: officer for officer in await all_of(desk, Officer)}
    assert all(officer.must_change_password for officer in officers.values())
    assert set(await all_of(desk, Review.officer_id)) <= set(officers)
    again = await fill(desk, Wanted(50, replace=True, officers=True))
    assert not again.passwords


async def test_one_entry_of_the_audit_log_tells_of_it(desk: Desk) -> None:
    await fill(desk, Wanted(30, officers=True))
    entries = await all_of(desk, AuditEntry)
    assert [(entry.act, entry.details["cases"]) for entry in entries] == [("demo_data.made", 30)]
    async with desk.sessions() as session:
        assert (await verify(session, desk.keys)).broken_at is None


async def test_the_second_reader_is_never_the_first(desk: Desk) -> None:
    await fill(desk, Wanted(300, officers=True))
    async with desk.sessions() as session:
        query = select(Review.case_id, func.count(Review.officer_id.distinct()))
        query = query.where(
            Review.act.in_(
                (
                    ReviewAct.CONFIRM,
                    ReviewAct.RELABEL,
                    ReviewAct.DISMISS,
                    ReviewAct.SECOND_READING,
                )
            )
        )
        read_twice = select(Review.case_id).where(Review.act == ReviewAct.SECOND_READING)
        query = query.where(Review.case_id.in_(read_twice)).group_by(Review.case_id)
        readers = [count for _, count in await session.execute(query)]
    assert len(readers) > 10
    assert set(readers) == {2}


def test_the_command_says_in_vietnamese_why_it_refuses(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("CONSOLE_KEY", KEY)
    first = CliRunner().invoke(demo_data, ["--cases", "12", "--officers"])
    assert first.exit_code == 0, first.output
    assert "12 vụ" in first.output
    assert "demo.chihuy" in first.output
    second = CliRunner().invoke(demo_data, ["--cases", "12"])
    assert second.exit_code == 1
    assert "đã có dữ liệu ví dụ" in second.output

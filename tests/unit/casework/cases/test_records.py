from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from casework.cases import records
from casework.cases.facts import CaseFacts, Counted
from casework.cases.models import Case, CaseCount, ConsentState, Delay, LossBucket
from casework.cases.records import Agreement, KeptCase
from casework.clock import day_in_viet_nam
from casework.db import Sessions
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.stage import Stage

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
AGREED = Agreement("v1", NOW)

FACTS = CaseFacts(
    channel="web",
    decision="name",
    playbook_id="shipper_gia",
    confidence=0.8,
    stage=Stage.APPROACH,
    interpreter="rasa",
    model="m1",
)


def told(story: str = "nó kêu tui chuyển tiền") -> RedactedText:
    return redact(RawText(story)).text


async def cases(sessions: Sessions) -> list[Case]:
    async with sessions() as session:
        return list((await session.scalars(select(Case))).all())


async def counts(sessions: Sessions) -> dict[tuple[str, str, str], int]:
    async with sessions() as session:
        rows = (await session.scalars(select(CaseCount))).all()
    return {(row.stage, row.loss.value, row.consent.value): row.reports for row in rows}


async def keep(sessions: Sessions, counted: Counted | None = None) -> KeptCase:
    return await records.keep(sessions, FACTS, told(), AGREED, counted=counted)


async def test_without_consent_there_is_only_one_more_in_a_count(sessions: Sessions) -> None:
    await records.count(sessions, FACTS, NOW)
    await records.count(sessions, FACTS, NOW)
    assert await cases(sessions) == []
    assert await counts(sessions) == {("approach", "unknown", "not_given"): 2}


async def test_newer_facts_move_a_report_to_another_count(sessions: Sessions) -> None:
    first = await records.count(sessions, FACTS, NOW)
    await records.count(sessions, FACTS, NOW)
    newer = replace(FACTS, stage=Stage.PAID, loss=LossBucket.FROM_2M)
    later = NOW + timedelta(days=1)
    moved = await records.count(sessions, newer, later, before=first)
    assert moved.told_on == first.told_on
    expected = {("approach", "unknown", "not_given"): 1, ("paid", "from_2m", "not_given"): 1}
    assert await counts(sessions) == expected


async def test_a_refusal_is_counted_as_one(sessions: Sessions) -> None:
    first = await records.count(sessions, FACTS, NOW)
    await records.count(sessions, FACTS, NOW, consent=ConsentState.REFUSED, before=first)
    assert await counts(sessions) == {("approach", "unknown", "refused"): 1}


async def test_an_empty_count_is_no_row(sessions: Sessions) -> None:
    counted = await records.count(sessions, FACTS, NOW)
    await records.uncount(sessions, counted)
    await records.uncount(sessions, counted)
    assert await counts(sessions) == {}


async def test_with_consent_the_case_takes_the_place_of_the_count(sessions: Sessions) -> None:
    counted = await records.count(sessions, FACTS, NOW)
    kept = await keep(sessions, counted)
    (case,) = await cases(sessions)
    assert case.id == kept.id
    assert case.narrative == told()
    assert case.consent_wording == "v1"
    # Neither time leads to a line of somebody else's log.
    assert {case.told_at.minute, case.consented_at and case.consented_at.minute} == {0}
    assert await counts(sessions) == {}


async def test_newer_facts_go_into_the_case(sessions: Sessions) -> None:
    kept = await keep(sessions)
    await records.update(sessions, kept.id, replace(FACTS, stage=Stage.PAID))
    (case,) = await cases(sessions)
    assert case.stage is Stage.PAID
    assert case.narrative == told()


async def test_how_late_a_loss_is_told_is_counted_apart_and_kept(sessions: Sessions) -> None:
    paid = replace(FACTS, stage=Stage.PAID, told_after=Delay.UNDER_1H)
    first = await records.count(sessions, paid, NOW)
    second = await records.count(sessions, replace(paid, told_after=Delay.OVER_1M), NOW)
    assert (first.told_after, second.told_after) == (Delay.UNDER_1H, Delay.OVER_1M)
    async with sessions() as session:
        rows = (await session.execute(select(CaseCount.told_after, CaseCount.reports))).all()
    assert {tuple(row) for row in rows} == {(Delay.UNDER_1H, 1), (Delay.OVER_1M, 1)}
    await records.keep(sessions, paid, told(), AGREED, counted=first)
    (case,) = await cases(sessions)
    assert case.told_after is Delay.UNDER_1H


async def test_a_place_is_noted_by_codes(sessions: Sessions) -> None:
    kept = await keep(sessions)
    await records.locate(sessions, kept.id, commune=None, province="86")
    (case,) = await cases(sessions)
    assert (case.commune, case.province, case.version) == (None, "86", 2)
    await records.locate(sessions, kept.id, commune="28261", province="82")
    (case,) = await cases(sessions)
    assert (case.commune, case.province) == ("28261", "82")


async def test_the_receipt_deletes_the_case_however_it_is_typed(sessions: Sessions) -> None:
    kept = await keep(sessions)
    (case,) = await cases(sessions)
    assert kept.receipt not in str(case.receipt_hash)
    assert not await records.delete_by_receipt(sessions, "CG-AAAAA-AAAAA")
    assert await records.delete_by_receipt(sessions, kept.receipt.lower().replace("-", " "))
    assert await cases(sessions) == []


async def test_consent_taken_back_leaves_a_count(sessions: Sessions) -> None:
    kept = await keep(sessions)
    counted = await records.withdraw(sessions, kept.id, FACTS, NOW)
    assert await cases(sessions) == []
    assert await counts(sessions) == {("approach", "unknown", "refused"): 1}
    assert counted
    assert await records.withdraw(sessions, kept.id, FACTS, NOW) is None
    assert await counts(sessions) == {("approach", "unknown", "refused"): 1}


async def test_the_database_refuses_a_text_that_is_not_redacted(sessions: Sessions) -> None:
    raw = "số nó 0912345678"
    await keep(sessions)
    with pytest.raises(StatementError) as refused:
        async with sessions.begin() as session:
            session.add(
                Case(
                    told_at=NOW,
                    channel="web",
                    decision="name",
                    confidence=0.5,
                    loss=LossBucket.NONE,
                    interpreter="rasa",
                    status="pending",
                    narrative=raw,
                )
            )
    assert "0912345678" not in str(refused.value)
    assert len(await cases(sessions)) == 1


async def test_a_constraint_of_the_database_quotes_no_narrative(sessions: Sessions) -> None:
    await keep(sessions)
    (case,) = await cases(sessions)
    again = {c.name: getattr(case, c.name) for c in Case.__table__.columns}
    again["narrative_bare"] = case.narrative
    with pytest.raises(Exception, match=r"(?i)unique") as failed:
        async with sessions.begin() as session:
            await session.execute(insert(Case).values(**again))
    assert told() not in str(failed.value)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 10, 31, 16, 59, tzinfo=UTC), date(2026, 10, 31)),
        (datetime(2026, 10, 31, 17, 0, tzinfo=UTC), date(2026, 11, 1)),
    ],
)
def test_a_day_ends_at_midnight_in_viet_nam(moment: datetime, day: date) -> None:
    assert day_in_viet_nam(moment) == day

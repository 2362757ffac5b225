"""The hours in which residents tell: counted once a report, and joined to nothing."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from casework.cases import hours, records
from casework.cases.facts import CaseFacts
from casework.cases.models import ConsentState, HourCount
from casework.cases.records import Agreement
from casework.db import Sessions
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage

# Half past three in the afternoon in Việt Nam.
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
FACTS = CaseFacts("web", "name", "shipper_gia", 0.8, Stage.APPROACH, "rasa", "m1")
TOLD = redact(RawText("nó kêu tui chuyển tiền")).text


async def counted(sessions: Sessions) -> dict[tuple[date, int, str], int]:
    async with sessions() as session:
        rows = (await session.scalars(select(HourCount))).all()
    return {(row.month, row.hour, row.source): row.reports for row in rows}


async def test_a_report_is_one_more_in_its_hour_in_viet_nam(sessions: Sessions) -> None:
    await records.count(sessions, FACTS, NOW)
    await records.count(sessions, FACTS, NOW + timedelta(days=1))
    # The last evening of November in London is the first of December here.
    await records.count(sessions, FACTS, datetime(2026, 11, 30, 18, 5, tzinfo=UTC))
    assert await counted(sessions) == {
        (date(2026, 11, 1), 15, "told"): 2,
        (date(2026, 12, 1), 1, "told"): 1,
    }


async def test_what_comes_after_the_first_telling_changes_no_hour(sessions: Sessions) -> None:
    first = await records.count(sessions, FACTS, NOW)
    later = NOW + timedelta(hours=3)
    paid = replace(FACTS, stage=Stage.PAID)
    moved = await records.count(sessions, paid, later, before=first)
    moved = await records.count(sessions, paid, later, before=moved, consent=ConsentState.REFUSED)
    kept = await records.keep(sessions, paid, TOLD, Agreement("v1", later), counted=moved)
    await records.update(sessions, kept.id, FACTS)
    await records.withdraw(sessions, kept.id, FACTS, later)
    assert await counted(sessions) == {(date(2026, 11, 1), 15, "told"): 1}


async def test_deleting_and_uncounting_take_no_hour_away(sessions: Sessions) -> None:
    await records.uncount(sessions, await records.count(sessions, FACTS, NOW))
    kept = await records.keep(sessions, FACTS, TOLD, Agreement("v1", NOW))
    await records.delete_by_receipt(sessions, kept.receipt)
    assert await counted(sessions) == {(date(2026, 11, 1), 15, "told"): 2}


async def test_a_case_that_was_in_no_count_brings_its_hour(sessions: Sessions) -> None:
    await records.keep(sessions, FACTS, TOLD, Agreement("v1", NOW))
    assert await counted(sessions) == {(date(2026, 11, 1), 15, "told"): 1}


async def test_a_report_that_could_not_be_counted_leaves_no_hour(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(text("ALTER TABLE cases RENAME TO away"))
    with pytest.raises(Exception, match=r"no such table|does not exist"):
        await records.keep(sessions, FACTS, TOLD, Agreement("v1", NOW))
    assert await counted(sessions) == {}


async def test_sources_are_counted_apart(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await hours.add(session, NOW)
        await hours.add(session, NOW, "vi-du")
    assert set((await counted(sessions)).values()) == {1}
    assert {source for _, _, source in await counted(sessions)} == {"told", "vi-du"}


async def test_many_at_once_are_all_counted(sessions: Sessions) -> None:
    await asyncio.gather(*(records.count(sessions, FACTS, NOW) for _ in range(20)))
    assert await counted(sessions) == {(date(2026, 11, 1), 15, "told"): 20}


async def test_a_count_that_another_process_begins_meanwhile_is_added_to(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sessions.begin() as session:
        await hours.add(session, NOW)
    real, looked = hours._one_more, []  # noqa: SLF001  # the moment between looking and beginning

    async def not_there_yet(*args: object) -> bool:
        looked.append(args)
        return len(looked) > 1 and await real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(hours, "_one_more", not_there_yet)
    async with sessions.begin() as session:
        await hours.add(session, NOW)
    assert await counted(sessions) == {(date(2026, 11, 1), 15, "told"): 2}


@pytest.mark.parametrize("hour", [-1, 24])
async def test_the_database_knows_the_hours_of_a_day(sessions: Sessions, hour: int) -> None:
    row = {"month": date(2026, 11, 1), "hour": hour, "source": "told", "reports": 1}
    async with sessions() as session:
        with pytest.raises(IntegrityError, match=r"(?i)check"):
            await session.execute(insert(HourCount).values(**row))


def test_a_row_can_be_joined_to_no_report() -> None:
    assert set(HourCount.__table__.columns.keys()) == {"month", "hour", "source", "reports"}
    assert not HourCount.__table__.foreign_keys

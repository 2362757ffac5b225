"""Every statistic against a second count in plain SQL, and at the edges."""

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from casework.cases import records
from casework.cases.facts import CaseFacts
from casework.cases.models import Case, CaseStatus, ConsentState
from casework.cases.records import Agreement
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.statistics.all_statistics import STATISTICS, count_all
from casework.statistics.period import Month, Period
from casework.statistics.sums import check
from casework.statistics.table import TOTAL, CountedNowhere, Line, Split, Table, split_table
from tests.conftest import Books
from tests.unit.casework.statistics.made_up import (
    OCTOBER,
    a_book,
    case_row,
    count_row,
    fill_at_random,
    names_of,
)
from tests.unit.casework.statistics.recount import Rows, recount

DATA = Path(__file__).resolve().parents[4] / "data"
PLAYBOOKS = yaml.safe_load((DATA / "scam_patterns.yml").read_text(encoding="utf-8"))["playbooks"]


async def recounted(session: AsyncSession, period: Period) -> dict[str, Rows]:
    def ask(connection: Session, statement: str, values: dict[str, object]) -> Iterable[Any]:
        return list(connection.execute(text(statement), values))

    days = str(period.first), str(period.last)
    return await session.run_sync(
        lambda s: recount(lambda *asked: ask(s, *asked), *days, PLAYBOOKS)
    )


def counted(table: Table) -> Rows:
    """The rows of a table in which something was counted."""
    rows = {row.key: tuple(int(cell or 0) for cell in row.cells) for row in table.rows}
    return {key: row for key, row in rows.items() if any(row)}


@pytest.mark.parametrize("seed", range(6))
async def test_every_table_equals_a_count_in_plain_sql(
    library: Library, books: Books, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311  # the same book every time
    async with a_book(books) as session:
        for month in (OCTOBER.later(-1), OCTOBER, OCTOBER.later(1)):
            await fill_at_random(session, library, rng, month, rng.choice((7, 90, 400)))
        tables = await count_all(session, OCTOBER.period, names_of(library))
        again = await recounted(session, OCTOBER.period)
    assert {table.key for table in tables} == set(again)
    for table in tables:
        assert counted(table) == {key: tuple(row) for key, row in again[table.key].items()}
        for index, cell in enumerate(table.total.cells if table.total else ()):
            assert cell == sum(row[index] for row in again[table.key].values())


async def test_duplicates_count_once_and_what_was_dismissed_is_no_report(
    library: Library,
    books: Books,
) -> None:
    day = date(2026, 10, 5)
    async with a_book(books, [case_row(day, playbook_id="ctv_nhiem_vu_online")]) as session:
        first = (await session.execute(text("SELECT id FROM cases"))).scalar_one()
        await session.execute(
            insert(Case),
            [
                case_row(day, playbook_id="ctv_nhiem_vu_online", status=CaseStatus.DISMISSED),
                case_row(day, playbook_id="ctv_nhiem_vu_online", status=CaseStatus.CONFIRMED),
            ],
        )
        await session.execute(
            text("UPDATE cases SET duplicate_of = :first WHERE status = 'confirmed'"),
            {"first": first},
        )
        tables = {t.key: t for t in await count_all(session, OCTOBER.period, names_of(library))}
    assert tables["by_category"].cell(TOTAL) == 1
    assert tables["by_playbook"].row("ctv_nhiem_vu_online").cells == (0, 1, 1)
    assert tables["agreement"].row("dismissed").cells == (1,)


async def test_what_an_officer_and_what_the_model_has_named_stand_apart(
    library: Library, books: Books
) -> None:
    day = date(2026, 10, 5)
    said = {
        "playbook_id": "mua_hang_online",
        "label": "bien_lai_gia",
        "status": CaseStatus.RELABELLED,
    }
    cases = [case_row(day, **said), case_row(day, playbook_id="bien_lai_gia")]
    async with a_book(
        books, cases, [count_row(day, playbook_id="bien_lai_gia", reports=4)]
    ) as session:
        tables = {t.key: t for t in await count_all(session, OCTOBER.period, names_of(library))}
    assert tables["by_playbook"].row("bien_lai_gia").cells == (1, 5, 6)
    assert tables["by_playbook"].row("mua_hang_online").cells == (0, 0, 0)
    assert tables["agreement"].row("changed").cells == (1,)


async def test_an_empty_period_is_tables_of_zeros(library: Library, books: Books) -> None:
    async with a_book(books) as session:
        tables = await count_all(session, Month(2026, 2).period, names_of(library))
    assert len(tables) == len(STATISTICS)
    assert {cell for table in tables for line in table.lines() for cell in line.cells} == {0}


@pytest.mark.parametrize("day", [OCTOBER.first, OCTOBER.last])
async def test_the_first_and_the_last_day_belong_to_the_month(
    library: Library, books: Books, day: date
) -> None:
    rows = [case_row(day), case_row(OCTOBER.later(-1).last), case_row(OCTOBER.later(1).first)]
    async with a_book(books, rows, [count_row(day)]) as session:
        tables = await count_all(session, OCTOBER.period, names_of(library))
    assert tables[0].cell(TOTAL) == 2


@pytest.mark.parametrize(
    ("moment", "month", "hour"),
    [
        # 17:00 UTC is midnight in Việt Nam.
        (datetime(2026, 9, 30, 16, 59, 59, tzinfo=UTC), OCTOBER.later(-1), "23"),
        (datetime(2026, 9, 30, 17, 0, 0, tzinfo=UTC), OCTOBER, "0"),
        (datetime(2026, 10, 31, 16, 59, 59, tzinfo=UTC), OCTOBER, "23"),
        (datetime(2026, 10, 31, 17, 0, 0, tzinfo=UTC), OCTOBER.later(1), "0"),
    ],
)
async def test_what_is_told_around_midnight_falls_into_the_month_of_viet_nam(
    library: Library, books: Books, moment: datetime, month: Month, hour: str
) -> None:
    facts = CaseFacts("web", "name", "shipper_gia", 0.9, Stage.APPROACH, "rasa", None)
    names = names_of(library)
    async with books() as sessions:
        counted = await records.count(sessions, facts, moment)
        agreed = Agreement("v1", moment)
        narrative = redact(RawText("Shipper giả gọi kêu chuyển tiền.")).text
        await records.keep(sessions, facts, narrative, agreed, counted=counted)
        async with sessions() as session:
            for other in (OCTOBER.later(-1), OCTOBER, OCTOBER.later(1)):
                tables = await count_all(session, other.period, names)
                by_key = {table.key: table for table in tables}
                here = int(other == month)
                assert by_key["by_playbook"].row("shipper_gia").cells == (0, here, here)
                assert by_key["by_hour"].row(hour).cells == (here,)


async def test_a_playbook_that_was_taken_out_is_still_counted(
    library: Library, books: Books
) -> None:
    gone = [case_row(date(2026, 10, 1), playbook_id="chieu_cu_da_bo")]
    async with a_book(books, gone) as session:
        tables = {t.key: t for t in await count_all(session, OCTOBER.period, names_of(library))}
    check(list(tables.values()))
    assert tables["by_playbook"].row("chieu_cu_da_bo").cells == (0, 1, 1)
    assert tables["by_category"].row("thu_doan_khac").cells == (0, 1, 1)


async def test_a_channel_and_a_place_that_no_file_names_are_still_counted(
    library: Library,
    books: Books,
) -> None:
    cases = [
        case_row(date(2026, 10, 1), channel="fax", province="99"),
        case_row(date(2026, 10, 1), province="82", commune="99999"),
    ]
    async with a_book(books, cases) as session:
        tables = {t.key: t for t in await count_all(session, OCTOBER.period, names_of(library))}
    assert tables["by_channel"].row("fax").cells == (0, 1, 1)
    assert tables["by_province"].row("99").cells == (0, 1, 1)
    assert tables["by_commune"].row("99999").cells == (0, 1, 1)


async def test_how_late_a_loss_is_told_adds_up_to_those_who_have_paid(
    library: Library, books: Books
) -> None:
    day = date(2026, 10, 9)
    paid = count_row(day, stage=Stage.PAID.value, told_after="under_1h", reports=3)
    refused = count_row(day, consent=ConsentState.REFUSED, reports=2)
    async with a_book(books, [case_row(day, stage=Stage.PAID)], [paid, refused]) as session:
        tables = {t.key: t for t in await count_all(session, OCTOBER.period, names_of(library))}
    assert tables["told_after_loss"].row("under_1h").cells == (0, 3, 3)
    assert tables["told_after_loss"].cell(TOTAL) == tables["by_stage"].cell("paid") == 4
    assert tables["by_consent"].row("refused").cells == (2,)


def test_a_count_without_a_line_is_an_error_and_no_table() -> None:
    with pytest.raises(CountedNowhere, match="by_x: b"):
        split_table("by_x", "", "", [Line("a", "A")], {"b": Split(1, 0)})

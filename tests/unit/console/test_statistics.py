"""The page of statistics, its documents, closing a month, and who may see small cells."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from casework.cases.models import Case
from casework.statistics.closing import ClosedMonth
from casework.statistics.period import Month
from console.audit_models import AuditEntry
from console.auth.models import Role
from console.desk import Desk
from console.reports import monthly
from tests.unit.console.conftest import Browser, Clock, told

NOW = datetime(2026, 11, 6, 3, 0, tzinfo=UTC)
OCTOBER = "/statistics?period=2026-10"


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


async def a_month(desk: Desk, *, told_of: int = 7, small: int = 2) -> None:
    """Reports of October: some of one playbook, a few of another."""
    for number in range(told_of):
        await told(desk, days_ago=20 + number / 10)
    for _ in range(small):
        await told(desk, playbook="bien_lai_gia", days_ago=20)


async def acts(desk: Desk) -> list[tuple[str, str | None]]:
    async with desk.sessions() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.number))).all()
    return [(entry.act, entry.subject) for entry in entries]


async def test_the_page_shows_every_table_and_no_small_number(desk: Desk, officer: Browser) -> None:
    await a_month(desk)
    shown = (await officer.get(OCTOBER)).text
    assert "Số liệu tháng 10 năm 2026" in shown
    assert shown.count("<caption") == 16
    assert '<td class="num">9</td>' in shown
    assert not any(f'<td class="num">{small}</td>' in shown for small in (1, 2, 3, 4))
    assert "SỐ LIỆU TẠM TÍNH" in shown


async def test_without_a_period_it_is_the_month_that_ended_last(officer: Browser) -> None:
    assert "Số liệu tháng 10 năm 2026" in (await officer.get("/statistics")).text


@pytest.mark.parametrize(
    ("period", "status", "said"),
    [
        ("2026-11", 409, "Kỳ này chưa hết"),
        ("2026", 409, "Kỳ này chưa hết"),
        ("2026-13", 422, "viết tháng là 2026-10"),
        ("abc", 422, "viết tháng là 2026-10"),
    ],
)
async def test_a_period_that_is_not_over_or_not_understood_is_told_so(
    officer: Browser, period: str, status: int, said: str
) -> None:
    answer = await officer.get("/statistics", params={"period": period})
    assert (answer.status_code, said in answer.text) == (status, True)


async def test_small_cells_are_for_the_supervisor_with_a_second_factor_and_audited(
    desk: Desk, browser: Browser
) -> None:
    await a_month(desk)
    inside = "/statistics/internal?period=2026-10"
    await browser.sign_in(Role.OFFICER)
    assert (await browser.get(inside)).status_code == 403
    await browser.sign_in(Role.SUPERVISOR)
    assert (await browser.get(inside)).headers["location"] == "/account/second-factor"
    await browser.sign_in(Role.SUPERVISOR, second_factor=True)
    shown = (await browser.get(inside)).text
    assert '<td class="num">2</td>' in shown
    assert "TÀI LIỆU NỘI BỘ" in shown
    await browser.get("/statistics/internal/file", params={"period": "2026-10", "format": "csv"})
    assert ("statistics.read_internal", "2026-10") in await acts(desk)
    assert ("report.made_internal", "2026-10") in await acts(desk)


@pytest.mark.parametrize("wanted", ["docx", "pdf", "xlsx", "csv", "bulletin", "json"])
async def test_every_document_is_had_with_its_name_and_type(
    desk: Desk, officer: Browser, wanted: str
) -> None:
    await a_month(desk)
    answer = await officer.get("/statistics/file", params={"period": "2026-10", "format": wanted})
    assert answer.status_code == 200
    assert "2026-10" in answer.headers["content-disposition"]
    assert ("report.made", "2026-10") in await acts(desk)
    if wanted in {"docx", "xlsx", "bulletin"}:
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    elif wanted == "json":
        assert json.loads(answer.content)["period"]["key"] == "2026-10"
    else:
        assert answer.content.startswith(b"%PDF" if wanted == "pdf" else b"\xef\xbb\xbf")


@pytest.mark.parametrize("wanted", ["bulletin", "json"])
async def test_what_goes_out_of_the_house_is_never_made_with_small_cells(
    desk: Desk, browser: Browser, wanted: str
) -> None:
    await a_month(desk)
    await browser.sign_in(Role.SUPERVISOR, second_factor=True)
    answer = await browser.get(
        "/statistics/internal/file", params={"period": "2026-10", "format": wanted}
    )
    assert answer.status_code == 409
    assert "nội bộ" in answer.text
    assert f"format={wanted}" not in (await browser.get("/statistics/internal")).text


async def test_a_closed_month_stays_though_a_case_is_deleted(desk: Desk, browser: Browser) -> None:
    await a_month(desk)
    await browser.sign_in(Role.SUPERVISOR)
    done = await browser.send_form("/statistics/close", period="2026-10")
    assert done.headers["location"] == "/statistics?period=2026-10&done=closed"
    before = (await browser.get(OCTOBER)).text
    assert "SỐ LIỆU TẠM TÍNH" not in before
    async with desk.sessions.begin() as session:
        await session.delete((await session.scalars(select(Case).limit(1))).one())
    assert (await browser.get(OCTOBER)).text == before
    assert ("month.closed", "2026-10") in await acts(desk)
    again = await browser.send_form("/statistics/close", period="2026-10")
    assert (again.status_code, "đã chốt" in again.text) == (409, True)


async def test_a_closed_month_keeps_no_small_number(desk: Desk, browser: Browser) -> None:
    await a_month(desk)
    await browser.sign_in(Role.SUPERVISOR)
    await browser.send_form("/statistics/close", period="2026-10")
    async with desk.sessions() as session:
        kept = await session.get_one(ClosedMonth, Month(2026, 10).first)
    cells = [cell for table in kept.tables for row in table["rows"] for cell in row[2]]
    assert not [cell for cell in cells if cell is not None and 0 < cell < 5]
    assert kept.tables[0]["total"][2] == [0, 9, 9]


async def test_who_reads_no_cases_sees_a_month_when_it_is_closed(
    desk: Desk, browser: Browser
) -> None:
    await a_month(desk)
    await browser.sign_in(Role.TRAINER)
    wanted = {"period": "2026-10", "format": "csv"}
    for path in (OCTOBER, "/statistics/file"):
        refused = await browser.get(path, params=wanted)
        assert (refused.status_code, "chưa chốt" in refused.text) == (409, True)
    await monthly.close_months(desk, Month(2026, 10))
    for path in (OCTOBER, "/statistics", "/statistics/file"):
        assert (await browser.get(path, params=wanted)).status_code == 200


async def test_an_empty_month_is_a_page_of_zeros_and_every_document(officer: Browser) -> None:
    assert (await officer.get(OCTOBER)).status_code == 200
    for wanted in ("docx", "pdf", "xlsx", "csv", "bulletin", "json"):
        answer = await officer.get(
            "/statistics/file", params={"period": "2026-10", "format": wanted}
        )
        assert answer.status_code == 200, wanted


async def test_one_case_alone_is_told_of_by_no_number(desk: Desk, officer: Browser) -> None:
    await a_month(desk, told_of=1, small=0)
    shown = (await officer.get(OCTOBER)).text
    assert '<td class="num">1</td>' not in shown
    answer = await officer.get("/statistics/file", params={"period": "2026-10", "format": "json"})
    cells = [
        value
        for table in answer.json()["tables"]
        for row in (*table["rows"], table["total"] or {"values": []})
        for value in row["values"]
    ]
    assert {*cells} == {0, None}

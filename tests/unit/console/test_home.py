import json
import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import event, update

from casework.cases.models import (
    Case,
    CaseCount,
    CaseStatus,
    ConsentState,
    LossBucket,
    SecondReading,
)
from casework.opinions import opinions
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from console import charts
from console.auth.models import Role
from console.desk import Desk
from console.routes.home import TASKS, capped
from tests.unit.console.conftest import Browser, Clock, told

STATIC = Path(charts.__file__).resolve().parent / "static"
MENU = ("/cases", "/incidents", "/second-readings")
WORK = ("/incidents", "/cases", "/second-readings", "/opinions?status=new")


class Page(HTMLParser):
    """What of a page the tests look at: its links, tables, data and pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.data: dict[str, dict[str, list[object]]] = {}
        self.pictures: dict[str, str] = {}
        self.words = ""
        self.styled: list[str] = []
        self._in: list[str] = []
        self._data_of = ""
        self.feed(html)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._in.append(tag)
        if "style" in said or any(name.startswith("on") for name in said):
            self.styled.append(tag)
        if tag == "a":
            self.links.append(said["href"])
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
        elif tag == "script":
            assert ("src" in said) != (said.get("type") == "application/json")
            self._data_of = said.get("id", "")
        elif "data-chart" in said:
            self.pictures[said["data-chart"]] = said["aria-label"]

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "script" in self._in:
            if self._data_of:
                self.data[self._data_of] = json.loads(data)
            return
        self.words += data
        if {"td", "th"} & set(self._in):
            self.tables[-1][-1][-1] += data

    def table(self, heading: str) -> list[list[str]]:
        """The rows of the table whose first heading this is."""
        return next(rows[1:] for rows in self.tables if rows[0][0] == heading)


async def home(browser: Browser) -> Page:
    answer = await browser.get("/")
    assert answer.status_code == 200
    return Page(answer.text)


async def change(desk: Desk, case_id: UUID, **values: object) -> None:
    async with desk.sessions.begin() as session:
        await session.execute(update(Case).where(Case.id == case_id).values(**values))


async def count(desk: Desk, told_on: date, playbook_id: str, reports: int) -> None:
    async with desk.sessions.begin() as session:
        session.add(
            CaseCount(
                told_on=told_on,
                channel="web",
                decision="name" if playbook_id else "more",
                playbook_id=playbook_id,
                stage="unclear",
                loss=LossBucket.UNKNOWN,
                consent=ConsentState.NOT_GIVEN,
                reports=reports,
            )
        )


async def an_old_book(desk: Desk) -> None:
    """Five weeks with a playbook that rises; today is Monday, 30/11/2026."""
    await count(desk, date(2026, 10, 20), "bien_lai_gia", 1)
    await count(desk, date(2026, 11, 10), "shipper_gia", 4)
    await count(desk, date(2026, 11, 23), "shipper_gia", 2)
    await count(desk, date(2026, 11, 30), "shipper_gia", 1234)
    await count(desk, date(2026, 11, 30), "", 3)


async def test_an_empty_book_says_so_kindly(officer: Browser) -> None:
    page = await home(officer)
    assert "Chưa có ai kể gì" in page.words
    assert (page.tables, page.data, page.pictures) == ([], {}, {})


async def test_officers_see_what_needs_doing_and_where(
    officer: Browser, desk: Desk, colleague: Browser
) -> None:
    paid = await told(desk, stage=Stage.PAID)
    second = await told(desk)
    await officer.send_form(f"/cases/{second}/confirm", version=1)
    await change(desk, second, second_reading=SecondReading.WAITING)
    await opinions.send(desk.sessions, "web", redact(RawText("Nên có loa")).text, desk.now())
    page = await home(officer)
    assert [link for link in page.links if link in WORK] == [*MENU, *WORK]
    assert "1 vụ đã mất tiền, chưa chuyển điều tra" in page.words
    assert "1 vụ chờ xem" in page.words
    assert "0 vụ chờ bạn đọc lần hai" in page.words, "one's own reading is nobody's second"
    assert "1 vụ chờ bạn đọc lần hai" in (await home(colleague)).words
    assert "1 ý kiến người dân chưa ai đọc" in page.words
    assert "hai người đọc khác nhau" not in page.words
    await change(desk, paid, handed_over=True)
    assert "0 vụ đã mất tiền" in (await home(officer)).words


async def test_a_supervisor_also_sees_where_two_officers_differ(
    browser: Browser, desk: Desk
) -> None:
    await change(desk, await told(desk), second_reading=SecondReading.DISAGREED)
    page = await home(await browser.sign_in(Role.SUPERVISOR))
    assert "1 vụ hai người đọc khác nhau, chờ phân xử" in page.words
    assert page.links.count("/agreement") == 2, "in the menu and among the tasks"


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMIN])
async def test_others_see_what_emerges_but_no_small_number_nor_a_link_that_they_may_not_use(
    browser: Browser, desk: Desk, role: Role
) -> None:
    await an_old_book(desk)
    await told(desk, stage=Stage.PAID)
    page = await home(await browser.sign_in(role))
    assert "Việc cần làm" not in page.words
    assert [row[0] for row in page.table("Kịch bản")] == ["Giả shipper giao hàng"]
    assert "nên chỉ cán bộ xem vụ thấy" in page.words
    assert (page.data, page.pictures) == ({}, {})
    assert len(page.tables) == 1, "what emerges, which is never fewer than five"
    for link in page.links:
        assert (await browser.get(link)).status_code == 200, link
    assert ("/new-scripts" in page.links) == (role is Role.TRAINER)


async def test_every_task_leads_to_a_page_that_opens(browser: Browser, desk: Desk) -> None:
    await an_old_book(desk)
    page = await home(await browser.sign_in(Role.SUPERVISOR))
    assert {task.where for task in TASKS} <= set(page.links)
    for link in page.links:
        assert (await browser.get(link)).status_code == 200, link


async def test_what_officers_say_and_what_the_model_says_stay_apart(
    officer: Browser, desk: Desk
) -> None:
    await change(desk, await told(desk), status=CaseStatus.CONFIRMED)
    await change(desk, await told(desk), status=CaseStatus.DISMISSED)
    await told(desk)
    await told(desk, playbook=None)
    await change(desk, await told(desk), duplicate_of=await told(desk, days_ago=7))
    await count(desk, date(2026, 11, 30), "shipper_gia", 5)
    page = await home(officer)
    assert page.table("Lượt kể") == [
        ["Cán bộ đã xác nhận hoặc sửa", "1", "0", "1", "0"],
        ["Máy gọi tên, chưa cán bộ nào xem", "6", "1", "6", "1"],
        ["Chưa rõ kịch bản", "1", "0", "1", "0"],
        ["Cộng", "8", "1", "8", "1"],
        ["Để riêng: cán bộ thấy không phải lừa đảo", "1", "0", "1", "0"],
    ]
    assert "Tăng 7 so với cả ngày thứ Hai tuần trước (1)" in page.words
    assert "tuần này 12 % (1 trên 8 lượt kể); cùng kỳ tuần trước 0 % (0 trên 1" in page.words


async def test_what_emerges_leads_to_its_cases(officer: Browser, desk: Desk) -> None:
    await told(desk, playbook="shipper_gia")
    assert "cần đủ 5 tuần" in (await home(officer)).words
    await an_old_book(desk)
    await change(desk, await told(desk), new_script=True)
    page = await home(officer)
    assert page.table("Kịch bản") == [["Giả shipper giao hàng", "1.235", "1,5"]]
    assert "/cases?status=all&label=shipper_gia&since=2026-11-24" in page.links
    assert "có thể là chiêu mới: 1 vụ" in page.words


async def test_the_pictures_show_what_the_tables_say(officer: Browser, desk: Desk) -> None:
    await an_old_book(desk)
    await told(desk, stage=Stage.PAID, playbook="shipper_gia")
    await change(desk, await told(desk, playbook="bien_lai_gia"), status=CaseStatus.CONFIRMED)
    page = await home(officer)
    assert set(page.pictures) == {"per-day", "by-playbook"}
    days, names = page.data["per-day-data"], page.data["by-playbook-data"]
    table = page.table("Ngày")
    assert len(table) == len(days["days"]) == 28
    assert table[-1] == ["30/11/2026", "1.239", "1"]
    assert (days["days"][-1], days["reports"][-1], days["paid"][-1]) == ("30/11", 1239, 1)
    assert [int(row[1].replace(".", "")) for row in table] == days["reports"]
    assert names == {
        "names": ["Giả shipper giao hàng", "Bill chuyển khoản giả"],
        "byOfficers": [0, 1],
        "byModel": [1235, 0],
        "before": [2, 0],
    }
    assert [rows[1:] for rows in page.tables if rows[0][-1] == "Tuần trước"][1] == [
        ["Giả shipper giao hàng", "0", "1.235", "1.235", "2"],
        ["Bill chuyển khoản giả", "1", "0", "1", "0"],
    ]
    assert "Nhiều nhất là ngày 30/11/2026: 1.239 lượt" in page.pictures["per-day"]
    assert "«Giả shipper giao hàng»: 1.235 lượt kể" in page.pictures["by-playbook"]


async def test_only_ten_playbooks_are_drawn_and_the_others_are_told_of(
    officer: Browser, desk: Desk
) -> None:
    for playbook in (*desk.library.ids[:12], "no_longer_there"):
        await count(desk, date(2026, 11, 30), playbook, 3)
    page = await home(officer)
    assert len(page.data["by-playbook-data"]["names"]) == 10
    assert "còn 9 lượt kể có tên kịch bản khác" in page.words
    assert charts.playbook_name(desk.library, "no_longer_there") == "no_longer_there"


async def test_the_day_is_that_of_viet_nam(officer: Browser, desk: Desk, clock: Clock) -> None:
    await told(desk)
    clock.now = datetime(2026, 11, 30, 17, 5, tzinfo=UTC)
    await officer.sign_in(Role.OFFICER)
    page = await home(officer)
    assert "Hôm nay, thứ Ba 01/12/2026" in page.words
    assert page.table("Lượt kể")[-2] == ["Cộng", "0", "0", "1", "0"]


async def test_the_page_keeps_to_the_content_security_policy(officer: Browser, desk: Desk) -> None:
    await told(desk)
    assert (await home(officer)).styled == []
    for name in ("charts.js", "home.css", "vendor/echarts.min.js"):
        assert (await officer.get(f"/static/{name}")).status_code == 200
    vendored = (STATIC / "vendor" / "echarts.min.js").read_text(encoding="utf-8")
    assert not re.search(r"\bnew Function\b|\beval\(", vendored)


@pytest.mark.sqlite_only("reads SQLite's plans; PostgreSQL reads small tables whole")
async def test_no_query_of_the_page_reads_the_whole_book(browser: Browser, desk: Desk) -> None:
    await browser.sign_in(Role.SUPERVISOR)
    engine = desk.sessions.kw["bind"]
    asked: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    await home(browser)
    event.remove(engine.sync_engine, "before_cursor_execute", note)
    assert len(asked) <= 12, "as many, however much there is"
    for statement, parameters in asked:
        async with engine.connect() as connection:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [str(row.detail) for row in plan]
        tables = r"(cases|case_counts|reviews|opinions|officers)"
        assert not [s for s in steps if re.match(rf"SCAN {tables}\b", s)], (statement, steps)
        assert not [s for s in steps if "ix_cases_duplicate_of" in s], (statement, steps)


def test_counts_stop_at_a_thousand() -> None:
    assert [capped(n) for n in (0, 999, 1000, 1001)] == ["0", "999", "1.000", "hơn 1.000"]


def test_a_trend_is_said_in_words() -> None:
    assert charts.trend(1300, 100) == "Tăng 1.200 so với"
    assert charts.trend(1, 3) == "Giảm 2 so với"
    sunday = date(2026, 11, 29)
    assert [charts.weekday(sunday + timedelta(days=n)) for n in (0, 1)] == ["Chủ nhật", "thứ Hai"]

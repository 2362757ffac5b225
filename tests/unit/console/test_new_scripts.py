"""Marked cases: what trainers see of them, and that officers see what they saw."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import text, update

from casework.cases import queue
from casework.cases.models import Case, CaseStatus
from console.auth.models import Role
from console.desk import Desk
from console.filters import code_of_id
from tests.unit.console.conftest import Browser, told

NOTE = "Đã gọi cho tổ trưởng dân phố hỏi thêm."
LEFT_BEHIND = "Nó biểu gọi 0912 345 678 để nhận máy lọc nước xài thử."
SECRETS = ("Bạn officer", NOTE, "Đạo Thạnh", "Telegram", "Thiệt hại", "Đọc lần hai")
KEPT_BACK = "cán bộ cần xem lại"


@pytest.fixture
async def trainer(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    async with Browser(app, desk) as opened:
        yield await opened.sign_in(Role.TRAINER)


async def marked(desk: Desk, officer: Browser) -> UUID:
    """A case that an officer has confirmed, marked and written a note to, with another like it."""
    case = await told(desk, channel="telegram")
    other = await told(desk, channel="telegram")
    merged = await told(desk, channel="telegram")
    async with desk.sessions.begin() as session:
        await session.execute(update(Case).values(commune="28249", province="82"))
        await session.execute(update(Case).where(Case.id == merged).values(duplicate_of=case))
    await officer.send_form(f"/cases/{case}/confirm", version=1)
    await officer.send_form(f"/cases/{case}/note", version=2, note=NOTE)
    await officer.send_form(f"/cases/{case}/new-script", version=3, new="true")
    assert code_of_id(other) in (await officer.get(f"/cases/{case}")).text
    return case


async def leave_behind(desk: Desk, case: UUID) -> None:
    """As if the redactor of that day had not known such a number."""
    async with desk.sessions.begin() as session:
        row = text("UPDATE cases SET narrative = :words WHERE id = :id")
        await session.execute(row, {"words": LEFT_BEHIND, "id": case.hex})


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


async def test_a_trainer_reads_the_story_what_was_said_of_it_the_stage_and_the_day(
    trainer: Browser, officer: Browser, desk: Desk
) -> None:
    case = await marked(desk, officer)
    page = main_of((await trainer.get(f"/cases/{case}")).text)
    assert "tài khoản tạm giữ" in page
    name = desk.library.get("gia_danh_cong_an_toa_an").name
    assert f"<dt>Máy nói</dt><dd>{name}, chắc 70 %</dd>" in page
    assert f"<dt>Cán bộ nói</dt><dd>{name}</dd>" in page
    assert "<dt>Giai đoạn</dt>" in page
    assert "<dt>Ngày kể</dt><dd>30/11/2026</dd>" in page


async def test_neither_page_tells_a_trainer_of_officers_places_channels_hours_or_other_cases(
    trainer: Browser, officer: Browser, desk: Desk
) -> None:
    case = await marked(desk, officer)
    pages = [(await trainer.get(path)).text for path in (f"/cases/{case}", "/new-scripts")]
    for page in map(main_of, pages):
        assert [secret for secret in SECRETS if secret in page] == []
        assert not re.search(r"\b\d{1,2}(:\d\d| giờ)\b", page)
        assert set(re.findall(r"/cases/([0-9a-f-]{36})", page)) <= {str(case)}
        assert set(re.findall(r'class="code">([^<]+)<', page)) == {code_of_id(case)}


async def test_officers_and_supervisors_see_what_they_saw(
    app: FastAPI, officer: Browser, desk: Desk
) -> None:
    case = await marked(desk, officer)
    for role in (Role.OFFICER, Role.SUPERVISOR):
        async with Browser(app, desk) as reader:
            await reader.sign_in(role)
            page = main_of((await reader.get(f"/cases/{case}")).text)
            assert [secret for secret in SECRETS if secret not in page] == []
            rows = main_of((await reader.get("/new-scripts")).text)
            assert "Telegram" in rows
            assert "Đạo Thạnh" in rows


async def test_a_story_in_which_the_redactor_now_finds_something_is_not_shown_to_a_trainer(
    trainer: Browser, officer: Browser, desk: Desk
) -> None:
    case = await marked(desk, officer)
    await leave_behind(desk, case)
    for path in (f"/cases/{case}", "/new-scripts"):
        page = (await trainer.get(path)).text
        assert "0912" not in page
        assert "máy lọc" not in page
        assert KEPT_BACK in page.lower()
    # Who is to mend it must see it.
    assert "0912" in (await officer.get(f"/cases/{case}")).text


async def test_a_story_that_is_gone_is_told_to_be_gone(
    trainer: Browser, officer: Browser, desk: Desk
) -> None:
    case = await marked(desk, officer)
    async with desk.sessions.begin() as session:
        gone = update(Case).where(Case.id == case).values(narrative=None, narrative_bare=None)
        await session.execute(gone)
    assert "Lời kể không còn" in (await trainer.get(f"/cases/{case}")).text
    assert "Lời kể đã xoá." in (await trainer.get("/new-scripts")).text


async def test_what_no_officer_has_decided_is_not_put_into_their_mouth(
    trainer: Browser, desk: Desk
) -> None:
    case = await told(desk)
    async with desk.sessions.begin() as session:
        await session.execute(update(Case).where(Case.id == case).values(new_script=True))
    page = (await trainer.get(f"/cases/{case}")).text
    assert "<dt>Cán bộ nói</dt><dd>Chưa ai quyết định</dd>" in page
    async with desk.sessions.begin() as session:
        dismissed = update(Case).where(Case.id == case).values(status=CaseStatus.DISMISSED)
        await session.execute(dismissed)
    page = (await trainer.get(f"/cases/{case}")).text
    assert "<dt>Cán bộ nói</dt><dd>Không phải lừa đảo</dd>" in page


@pytest.mark.parametrize("role", [Role.TRAINER, Role.OFFICER])
async def test_a_long_list_goes_on_with_rows_only(browser: Browser, desk: Desk, role: Role) -> None:
    for _ in range(queue.PAGE_SIZE + 2):
        await told(desk)
    async with desk.sessions.begin() as session:
        await session.execute(update(Case).values(new_script=True))
    await browser.sign_in(role)
    page = (await browser.get("/new-scripts")).text
    (more,) = re.findall(r'hx-get="([^"]+)"', page)
    rows = (await browser.get(more.replace("&amp;", "&"), headers={"HX-Request": "true"})).text
    assert rows.count('class="case-row"') == 2
    assert "<main" not in rows
    assert ("Trang web" in rows) == (role is Role.OFFICER)

"""Messages that could not be answered: who sees them, and what is done with them."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from casework.deliveries.models import Delivery
from console.audit_models import AuditEntry
from console.auth.models import Role
from console.dead_letters import REASON, has_queue, how_long
from console.desk import Desk
from tests.unit.console.conftest import Browser
from tests.unit.console.test_home import Page

SEALED = "gAAAAABsealed-words-of-a-resident"
HERE = "/dead-letters"


async def given_up(
    desk: Desk, *reasons: str, channel: str = "telegram", conversation: str = "c" * 64
) -> Sequence[int]:
    """Dead letters, one for each reason; their numbers."""
    async with desk.sessions.begin() as session:
        rows = [
            Delivery(
                channel=channel,
                update_key=f"{conversation[:1]}-{n}-{reason}",
                received_at=desk.now() - timedelta(hours=2),
                message=SEALED,
                conversation=conversation,
                attempts=3,
                dead_at=desk.now(),
                dead_reason=reason,
            )
            for n, reason in enumerate(reasons)
        ]
        session.add_all(rows)
        await session.flush()
        return [row.id for row in rows]


async def delivery(desk: Desk, number: int) -> Delivery:
    async with desk.sessions() as session:
        return (await session.scalars(select(Delivery).where(Delivery.id == number))).one()


async def acts(desk: Desk) -> list[tuple[str, str | None]]:
    async with desk.sessions() as session:
        found = await session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        return [(entry.act, entry.subject) for entry in found if "dead_letter" in entry.act]


async def jobs(desk: Desk) -> list[str]:
    async with desk.sessions() as session:
        return list(await session.scalars(text("SELECT lock FROM procrastinate_jobs ORDER BY id")))


async def test_the_page_tells_channel_hours_attempts_and_why_and_no_word(
    browser: Browser, desk: Desk
) -> None:
    await browser.sign_in(Role.SUPERVISOR)
    await given_up(desk, "crashed", "a_new_code")
    answer = await browser.get(HERE)
    page = Page(answer.text)
    newest, other = page.table("Tin số")
    hours = ["8 giờ, 30/11/2026", "10 giờ, 30/11/2026"]
    assert newest[1:6] == ["Telegram", *hours, "3 lần", "a_new_code"]
    assert other[5] == REASON["crashed"]
    assert "niêm phong" in page.words
    for hidden in (SEALED, "c" * 64):
        assert hidden not in answer.text
    assert not page.styled


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMIN])
async def test_home_names_dead_letters_only_when_there_are_some(
    browser: Browser, desk: Desk, role: Role
) -> None:
    await browser.sign_in(role)
    told = "tin máy chưa trả lời được"
    assert told not in (await browser.get("/")).text
    await given_up(desk, "crashed", "crashed")
    page = Page((await browser.get("/")).text)
    assert f"2 {told}" in page.words
    assert page.links.count(HERE) == 2, "in the menu and among the tasks"


async def test_officers_are_not_told_of_dead_letters(officer: Browser, desk: Desk) -> None:
    await given_up(desk, "crashed")
    page = Page((await officer.get("/")).text)
    assert HERE not in page.links


async def test_without_dead_letters_the_page_says_so(browser: Browser, desk: Desk) -> None:
    await browser.sign_in(Role.ADMIN)
    words = Page((await browser.get(HERE)).text).words
    assert "Không có tin nào chưa xử lý được." in words
    async with desk.sessions() as session:
        one_process = not has_queue(session)
    assert ("Máy ở đây chạy một tiến trình" in words) == one_process


async def test_a_dropped_letter_loses_its_words_and_stays_known(
    browser: Browser, desk: Desk
) -> None:
    await browser.sign_in(Role.SUPERVISOR)
    dropped, kept = await given_up(desk, "unreadable", "crashed")
    answer = await browser.send_form(f"{HERE}/drop", letter=dropped)
    assert answer.headers["location"] == f"{HERE}?done=letter_dropped"
    row = await delivery(desk, dropped)
    assert (row.message, row.replies, row.dead_at) == (None, None, None)
    assert row.update_key, "the platform's repetition is known again"
    assert (await delivery(desk, kept)).message == SEALED
    assert await acts(desk) == [("dead_letter.dropped", f"delivery:{dropped}")]
    again = await browser.send_form(f"{HERE}/drop", letter=dropped)
    assert again.status_code == 409
    assert "đã có người xử lý" in again.text
    assert len(await acts(desk)) == 1, "what was not done is not in the log"


@pytest.mark.parametrize("letter", ["0", "x", str(2**31)])
async def test_a_number_that_is_none_is_refused(browser: Browser, letter: str) -> None:
    await browser.sign_in(Role.ADMIN)
    assert (await browser.send_form(f"{HERE}/drop", letter=letter)).status_code == 422


@pytest.mark.sqlite_only("the shared queue stands on PostgreSQL only")
async def test_where_there_is_no_queue_nothing_is_tried_again_and_nothing_breaks(
    browser: Browser, desk: Desk
) -> None:
    await browser.sign_in(Role.SUPERVISOR)
    (letter,) = await given_up(desk, "crashed")
    page = await browser.get(HERE)
    assert "try-again" not in page.text
    for address in ("try-again", "try-all-again"):
        answer = await browser.send_form(f"{HERE}/{address}", letter=letter)
        assert answer.status_code == 409
        assert "không có hàng đợi chung" in answer.text
    assert (await delivery(desk, letter)).dead_at is not None
    assert await acts(desk) == []


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.4, "0 giây"), (119.9, "119 giây"), (120, "2 phút"), (7199, "119 phút"), (7200, "2 giờ")],
)
def test_waiting_is_told_in_a_unit_that_can_be_grasped(seconds: float, said: str) -> None:
    assert how_long(seconds) == said

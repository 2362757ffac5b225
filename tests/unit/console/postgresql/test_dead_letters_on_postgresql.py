"""Dead letters where there is a queue to put them back into."""

from sqlalchemy import text

from casework.deliveries.models import Delivery
from console.auth.models import Role
from console.desk import Desk
from tests.unit.console.conftest import Browser
from tests.unit.console.test_dead_letters import (
    HERE,
    SEALED,
    acts,
    delivery,
    given_up,
    jobs,
    test_a_dropped_letter_loses_its_words_and_stays_known,
    test_home_names_dead_letters_only_when_there_are_some,
    test_the_page_tells_channel_hours_attempts_and_why_and_no_word,
    test_without_dead_letters_the_page_says_so,
)
from tests.unit.console.test_home import Page

__all__ = [
    "test_a_dropped_letter_loses_its_words_and_stays_known",
    "test_home_names_dead_letters_only_when_there_are_some",
    "test_the_page_tells_channel_hours_attempts_and_why_and_no_word",
    "test_without_dead_letters_the_page_says_so",
]


async def test_a_letter_tried_again_waits_in_the_queue_with_its_words(
    browser: Browser, desk: Desk
) -> None:
    await browser.sign_in(Role.ADMIN)
    letter, other = await given_up(desk, "crashed", "undeliverable")
    answer = await browser.send_form(f"{HERE}/try-again", letter=letter)
    assert answer.headers["location"] == f"{HERE}?done=letter_tried_again"
    row = await delivery(desk, letter)
    assert (row.message, row.attempts, row.dead_at) == (SEALED, 0, None)
    assert (await delivery(desk, other)).dead_at is not None
    assert await jobs(desk) == ["c" * 64]
    assert await acts(desk) == [("dead_letter.tried_again", f"delivery:{letter}")]
    again = await browser.send_form(f"{HERE}/try-again", letter=letter)
    assert again.status_code == 409
    assert len(await jobs(desk)) == 1, "two officers press the same button: one job"


async def test_all_are_tried_again_at_once(browser: Browser, desk: Desk) -> None:
    await browser.sign_in(Role.SUPERVISOR)
    await given_up(desk, "crashed", conversation="a" * 64)
    await given_up(desk, "undeliverable", conversation="b" * 64)
    assert "Thử lại tất cả" in (await browser.get(HERE)).text
    answer = await browser.send_form(f"{HERE}/try-all-again")
    assert answer.status_code == 303
    assert await jobs(desk) == ["a" * 64, "b" * 64], "in the order in which they came"
    assert await acts(desk) == [("dead_letters.all_tried_again", None)]
    assert (await browser.send_form(f"{HERE}/try-all-again")).status_code == 409


async def test_the_page_tells_how_the_queue_stands_and_that_nobody_works(
    browser: Browser, desk: Desk
) -> None:
    await browser.sign_in(Role.SUPERVISOR)
    (letter,) = await given_up(desk, "crashed")
    async with desk.sessions.begin() as session:
        session.add(Delivery(channel="web", update_key="w", received_at=desk.now(), message=SEALED))
    words = Page((await browser.get(HERE)).text).words
    assert "Tin đang chờ trả lời Trang web: 1 Tin chờ lâu nhất không có" in words
    assert "không máy trả lời nào chạy" not in words, "no job is due"
    await browser.send_form(f"{HERE}/try-again", letter=letter)
    assert "không máy trả lời nào chạy" in Page((await browser.get(HERE)).text).words
    async with desk.sessions.begin() as session:
        await session.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
    words = Page((await browser.get(HERE)).text).words
    assert "không máy trả lời nào chạy" not in words
    assert "Telegram: 1; Trang web: 1" in words
    assert "Máy trả lời đang chạy 1" in words

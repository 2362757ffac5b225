"""A database that does not answer is no better than one that refuses: the resident is told soon."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest
from sqlalchemy import text

from bot.channels.base import NotTakenNow
from bot.workers import limits, page
from bot.workers import taking as taking_module
from casework.deliveries.shared_book import SharedBook
from tests.unit.bot.workers.intake import Intake, typed
from tests.unit.bot.workers.scene import EMERGENCY, Scene, said

LOSS = "tui lỡ chuyển 50 triệu cho nó rồi"
SOON = 3.0
"""Seconds, with the limits of these tests."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_module, "DATABASE_WAITS", 0.3)
    monkeypatch.setattr(page, "DATABASE_WAITS", 0.3)
    monkeypatch.setattr(page, "LONGEST_WAIT", 1.0)
    monkeypatch.setattr(limits, "_ADVICE_WAITS", 0.1)


@asynccontextmanager
async def locked(url: str, intake: Intake, *tables: str) -> AsyncIterator[None]:
    """As while somebody rewrites them: whoever asks waits. Then all is written."""
    try:
        async with await psycopg.AsyncConnection.connect(url) as connection:
            names = ", ".join(tables)
            await connection.execute(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE".encode())
            yield
    finally:
        taking = intake.taking
        await taking._book._writer._commit.settled()  # noqa: SLF001
        if asking := taking._limits._counts._asking:  # noqa: SLF001
            await asking


@pytest.mark.parametrize(
    "tables",
    [("sender_minutes",), ("deliveries",), ("sender_minutes", "deliveries")],
    ids=["the counts", "the queue", "both"],
)
async def test_the_resident_gets_the_steps_while_tables_are_locked(
    scene: Scene, pg_url: str, tables: tuple[str, ...]
) -> None:
    intake = Intake(scene)
    wanted = [reply.text for reply in scene.conversation.emergency_for(said(LOSS))]
    async with locked(pg_url, intake, *tables):
        began = time.monotonic()
        async with intake.saying() as taking:
            with pytest.raises(NotTakenNow):
                await taking.take("u1", said(LOSS))
        assert [text_ for _, text_ in scene.postman.delivered] == wanted
        assert time.monotonic() - began < SOON


async def test_what_was_given_up_and_written_later_is_known_when_it_comes_again(
    scene: Scene, pg_url: str
) -> None:
    intake = Intake(scene)
    async with locked(pg_url, intake, "sender_minutes", "deliveries"):
        for _ in range(3):
            with pytest.raises(NotTakenNow):
                await intake.taking.take("u1", said("alo"))
    assert await written(scene), "by the intake that has given it up"
    assert not await intake.taking.take("u1", said("alo"))
    assert not await Intake(scene).taking.take("u1", said("alo")), "at another intake too"
    assert len(await scene.rows()) == 1
    assert await jobs(scene) == 1
    await scene.take()
    assert scene.postman.texts[-1] == "0: alo"


async def written(scene: Scene) -> bool:
    async with asyncio.timeout(3):
        while not await scene.rows():  # noqa: ASYNC110  # asks the database
            await asyncio.sleep(0.01)
    return True


async def jobs(scene: Scene) -> int:
    async with scene.sessions() as session:
        return await session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) or 0


async def test_who_gives_up_spoils_nobody_elses_message(
    scene: Scene, pg_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = Intake(scene)
    async with locked(pg_url, intake, "deliveries"):
        given_up = [
            asyncio.create_task(intake.taking.take(f"u{n}", said("alo", chat=str(n))))
            for n in range(3)
        ]
        await asyncio.sleep(0.1)
        monkeypatch.setattr(taking_module, "DATABASE_WAITS", 10.0)
        patient = asyncio.create_task(intake.taking.take("p", said("alo", chat="9")))
        outcomes = await asyncio.gather(*given_up, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {NotTakenNow}
        assert not patient.done()
    assert await patient
    assert len(await scene.rows()) == 4
    await intake.taking.aclose()


async def test_a_slow_database_does_not_count_one_message_twice_in_a_senders_limit(
    scene: Scene, pg_url: str
) -> None:
    intake = Intake(scene, a_minute=2)
    async with locked(pg_url, intake, "sender_minutes"):
        with pytest.raises(NotTakenNow):
            await intake.taking.take("u1", said("alo"))
    for update_id in ("u1", "u2"):
        assert await intake.taking.take(update_id, said("alo"))
    assert len(await scene.rows()) == 2
    await intake.taking.aclose()


async def test_over_the_limit_words_of_distress_are_answered_while_counts_hang(
    scene: Scene, pg_url: str
) -> None:
    intake = Intake(scene, a_minute=0)
    counts = intake.taking._limits._counts  # noqa: SLF001  # as if the lock came in between
    really, asked = counts.count, 0

    async def count(sender: str, minutes: int = 1) -> int | None:
        nonlocal asked
        asked += 1
        if asked == 1:
            return 2
        return await really(sender, minutes)

    counts.count = count  # type: ignore[method-assign]
    async with locked(pg_url, intake, "sender_minutes"):
        began = time.monotonic()
        async with intake.saying() as taking:
            assert await taking.take("u1", said(LOSS))
        assert time.monotonic() - began < SOON
    wanted = [reply.text for reply in scene.conversation.emergency_for(said(LOSS))]
    assert [text_ for _, text_ in scene.postman.delivered] == wanted


async def test_the_page_gets_the_steps_while_the_queue_is_locked(scene: Scene, pg_url: str) -> None:
    intake = Intake(scene)
    async with locked(pg_url, intake, "deliveries"):
        began = time.monotonic()
        (advice,) = await intake.page.answer(typed("alo"), "m1")
        assert await intake.page.last("page") is None
        assert time.monotonic() - began < SOON
    assert EMERGENCY in advice.text
    assert await written(scene)
    await scene.take("page", "web")
    (reply,) = await intake.page.answer(typed("alo"), "m1")
    assert reply.text == "0: alo"


async def test_what_taking_took_is_of_the_pages_patience(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_module, "DATABASE_WAITS", 5.0)
    really = SharedBook.take

    async def slowly(self: SharedBook, *args: object, **more: object) -> tuple[int, bool]:
        await asyncio.sleep(0.8)
        return await really(self, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(SharedBook, "take", slowly)
    began = time.monotonic()
    (advice,) = await Intake(scene).page.answer(typed("alo"), "m1")
    assert 0.9 < time.monotonic() - began < 1.5
    assert EMERGENCY in advice.text


async def test_the_page_gets_the_steps_where_the_database_falls_silent_after_the_taking(
    scene: Scene, pg_url: str
) -> None:
    intake = Intake(scene)
    waiting = asyncio.create_task(intake.page.answer(typed("alo"), "m1"))
    assert await written(scene)
    async with locked(pg_url, intake, "deliveries"):
        async with asyncio.timeout(SOON):
            (advice,) = await waiting
    assert EMERGENCY in advice.text
    assert not intake.page._told  # noqa: SLF001  # nothing is remembered of whoever has gone

"""Running conversations between two turns: one of each, and gone hours after the last message."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from casework.db import Sessions
from casework.deliveries.upkeep import put_in_order
from casework.running_chats import store
from casework.running_chats.models import RunningChat

KEY = "c" * 64


async def test_what_is_kept_takes_the_place_of_what_was(pg_sessions: Sessions) -> None:
    async with pg_sessions.begin() as session:
        assert await store.kept(session, KEY) is None
        assert await store.last_replies(session, KEY) is None
        await store.keep(session, KEY, "first", "first replies")
        await store.keep(session, KEY, "second", None)
        assert await store.kept(session, KEY) == "second"
        assert await store.last_replies(session, KEY) is None
        rows = (await session.scalars(select(RunningChat))).all()
    assert len(rows) == 1
    assert rows[0].heard_at.minute == 0


async def test_replies_alone_are_kept_of_a_conversation_that_was_forgotten(
    pg_sessions: Sessions,
) -> None:
    async with pg_sessions.begin() as session:
        await store.keep(session, KEY, "words", None)
        await store.keep(session, KEY, None, "đã xoá")
        assert await store.kept(session, KEY) is None
        assert await store.last_replies(session, KEY) == "đã xoá"


async def test_without_both_nothing_is_left(pg_sessions: Sessions) -> None:
    async with pg_sessions.begin() as session:
        await store.keep(session, KEY, "words", None)
        await store.keep(session, KEY, None, None)
        assert (await session.scalars(select(RunningChat))).all() == []


async def test_a_conversation_rests_for_six_hours_at_least_and_eight_at_most(
    pg_sessions: Sessions,
) -> None:
    now = datetime.now(UTC)
    async with pg_sessions.begin() as session:
        await store.keep(session, KEY, "words", None)
        await store.purge(session, now + timedelta(hours=6))
        assert await store.kept(session, KEY) == "words"
        await store.purge(session, now + timedelta(hours=8))
        assert await store.kept(session, KEY) is None


async def test_the_upkeep_purges_by_the_clock_of_the_database(pg_sessions: Sessions) -> None:
    async with pg_sessions.begin() as session:
        await store.keep(session, KEY, "words", None)
        await store.keep(session, "d" * 64, "old words", None)
        old = update(RunningChat).where(RunningChat.conversation == "d" * 64)
        await session.execute(old.values(heard_at=datetime.now(UTC) - timedelta(hours=9)))
    await put_in_order(pg_sessions)
    async with pg_sessions() as session:
        assert (await session.scalars(select(RunningChat.conversation))).all() == [KEY]

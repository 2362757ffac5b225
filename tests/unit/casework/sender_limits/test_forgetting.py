"""What was counted of what did not happen is taken back."""

import asyncio

import psycopg
import pytest
from sqlalchemy import select

from casework.db import Sessions, open_engine, open_sessions
from casework.keys import Keys
from casework.sender_limits.limits import SenderLimits
from casework.sender_limits.models import SenderMinute

KEYS = Keys("k" * 32, "bot")
NOON = 1_790_000_040.0
ADVICE = "ADVICE in telegram 12345"


def noon() -> float:
    return NOON


async def test_after_it_the_next_is_the_first_whoever_counts(pg_sessions: Sessions) -> None:
    here, there = (SenderLimits(pg_sessions, KEYS, noon) for _ in range(2))
    assert await here.count(ADVICE, 10) == 1
    assert await there.count(ADVICE, 10) == 2
    assert await here.count("telegram 7") == 1
    await here.forget(ADVICE, 10)
    assert await there.count(ADVICE, 10) == 1
    assert await there.count("telegram 7") == 2, "nothing else is forgotten"


async def test_what_is_still_being_counted_is_forgotten_too(
    pg_sessions: Sessions, pg_url: str
) -> None:
    limits = SenderLimits(pg_sessions, KEYS, noon)
    async with await psycopg.AsyncConnection.connect(pg_url) as lock:
        await lock.execute("LOCK TABLE sender_minutes IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(limits.count(ADVICE, 10), 0.1)
        forgetting = asyncio.create_task(limits.forget(ADVICE, 10))
        await asyncio.sleep(0.1)
        assert not forgetting.done()
        await lock.rollback()
    await forgetting
    async with pg_sessions() as session:
        assert (await session.scalars(select(SenderMinute))).all() == []


async def test_without_a_database_nothing_is_taken_back_and_nothing_breaks() -> None:
    away = open_engine("postgresql://nobody@127.0.0.1:1/none")
    await SenderLimits(open_sessions(away), KEYS, noon).forget(ADVICE, 10)
    await away.dispose()

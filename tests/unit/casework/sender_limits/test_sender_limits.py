"""One count for all intakes."""

import asyncio
import time

import pytest
from sqlalchemy import select

from bot.reception.limits import Urgency, Verdict
from bot.workers.limits import SharedLimits
from casework.db import Sessions, open_engine, open_sessions
from casework.deliveries.upkeep import put_in_order
from casework.keys import Keys
from casework.sender_limits.limits import SenderLimits
from casework.sender_limits.models import SenderMinute

KEYS = Keys("k" * 32, "bot")
# The first second of a minute, so that none ends in the middle of a test.
NOON = 1_790_000_040.0
AN = "telegram 12345"


class Clock:
    def __init__(self) -> None:
        self.seconds = NOON

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_several_intakes_count_together(pg_sessions: Sessions, clock: Clock) -> None:
    intakes = [SenderLimits(pg_sessions, KEYS, clock) for _ in range(2)]
    counts = await asyncio.gather(*(intakes[n % 2].count(AN) for n in range(40)))
    assert sorted(c for c in counts if c is not None) == list(range(1, 41)), "each number once"


async def test_two_intakes_that_count_the_same_senders_do_not_wait_for_each_other(
    pg_sessions: Sessions, clock: Clock
) -> None:
    intakes = [SenderLimits(pg_sessions, KEYS, clock) for _ in range(2)]
    senders = [f"telegram {n}" for n in range(30)]
    async with asyncio.timeout(20):
        for _ in range(5):
            counts = await asyncio.gather(
                *(intakes[0].count(sender) for sender in senders),
                *(intakes[1].count(sender) for sender in reversed(senders)),
            )
            assert None not in counts


async def test_senders_are_counted_apart_and_by_the_minute(
    pg_sessions: Sessions, clock: Clock
) -> None:
    limits = SenderLimits(pg_sessions, KEYS, clock)
    assert [await limits.count(AN), await limits.count(AN), await limits.count("web x")] == [
        1,
        2,
        1,
    ]
    clock.seconds += 60
    assert await limits.count(AN) == 1


async def test_who_was_counted_nobody_can_tell(pg_sessions: Sessions, clock: Clock) -> None:
    limits = SenderLimits(pg_sessions, KEYS, clock)
    await limits.count(AN)
    clock.seconds += 86_400
    await limits.count(AN)
    async with pg_sessions() as session:
        rows = (await session.scalars(select(SenderMinute))).all()
    assert len({row.sender for row in rows}) == 2, "another stand-in each day"
    assert all(len(row.sender) == 64 and "12345" not in row.sender for row in rows)


async def test_counts_go_two_minutes_later(pg_sessions: Sessions, clock: Clock) -> None:
    limits = SenderLimits(pg_sessions, KEYS, clock)
    await limits.count(AN)
    clock.seconds += 120
    await limits.count(AN)
    await limits.purge()
    assert await counted(pg_sessions) == 2
    clock.seconds += 60
    await limits.purge()
    assert await counted(pg_sessions) == 1


async def test_a_stretch_of_minutes_begins_with_the_first_and_is_kept_until_it_is_over(
    pg_sessions: Sessions, clock: Clock
) -> None:
    here, there = (SenderLimits(pg_sessions, KEYS, clock) for _ in range(2))
    # On the clock ten minutes end in the middle of it.
    begins = NOON - NOON % 600 + 540
    for minute in range(10):
        clock.seconds = begins + minute * 60 + 59
        assert await (here, there)[minute % 2].count(AN, minutes=10) == minute + 1
        await here.purge()
    clock.seconds = begins + 600
    assert await there.count(AN, minutes=10) == 1
    clock.seconds += 540
    assert await here.count(AN, minutes=10) == 2


async def test_an_intake_whose_clock_is_ahead_silences_nobody_at_the_others(
    pg_sessions: Sessions, clock: Clock
) -> None:
    ahead = SharedLimits(SenderLimits(pg_sessions, KEYS, lambda: clock() + 3_600), 3, 100)
    right = shared(pg_sessions, clock)
    begins = clock.seconds
    assert await ahead.judge(AN) is Verdict.ANSWER
    assert await ahead.is_first_advice(AN)
    told = []
    for minute in range(30):
        clock.seconds = begins + minute * 60
        assert await right.judge(AN) is Verdict.ANSWER
        told += [minute] if await right.is_first_advice(AN) else []
    assert told == [0, 10, 20]


async def test_the_upkeep_deletes_them_by_the_clock_of_the_database(pg_sessions: Sessions) -> None:
    await SenderLimits(pg_sessions, KEYS, lambda: time.time() - 300).count(AN)
    await SenderLimits(pg_sessions, KEYS).count(AN)
    await put_in_order(pg_sessions)
    assert await counted(pg_sessions) == 1


async def counted(sessions: Sessions) -> int:
    async with sessions() as session:
        return len((await session.scalars(select(SenderMinute))).all())


async def test_one_who_asked_and_went_away_spoils_nobody_elses_count(
    pg_sessions: Sessions, clock: Clock
) -> None:
    limits = SenderLimits(pg_sessions, KEYS, clock)
    gone = asyncio.create_task(limits.count(AN))
    stays = asyncio.create_task(limits.count(AN))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 2, "it had been sent all the same"
    assert await limits.count(AN) == 3


def shared(sessions: Sessions, clock: Clock, in_all: int = 100) -> SharedLimits:
    return SharedLimits(SenderLimits(sessions, KEYS, clock), 3, in_all)


async def test_across_intakes_the_notice_comes_once_and_then_silence(
    pg_sessions: Sessions, clock: Clock
) -> None:
    intakes = [shared(pg_sessions, clock) for _ in range(2)]
    verdicts = await asyncio.gather(*(intakes[n % 2].judge(AN) for n in range(10)))
    assert [verdicts.count(v) for v in (Verdict.ANSWER, Verdict.NOTICE, Verdict.SILENCE)] == [
        3,
        1,
        6,
    ]
    clock.seconds += 60
    assert await intakes[0].judge(AN) is Verdict.ANSWER


async def test_despair_is_first_once_a_minute_across_intakes_and_apart_from_the_rest(
    pg_sessions: Sessions, clock: Clock
) -> None:
    here, there = (shared(pg_sessions, clock) for _ in range(2))
    firsts = await asyncio.gather(
        *(i.is_first_urgent(AN, u) for i in (here, there) for u in (Urgency.DESPAIR, Urgency.OTHER))
    )
    assert sum(firsts) == 2
    assert not await there.is_first_urgent(AN, Urgency.DESPAIR)
    assert await there.is_first_urgent("telegram other", Urgency.DESPAIR)
    clock.seconds += 60
    assert await here.is_first_urgent(AN, Urgency.DESPAIR)


async def test_an_intake_protects_itself_from_too_many_in_all(
    pg_sessions: Sessions, clock: Clock
) -> None:
    here, there = shared(pg_sessions, clock, in_all=2), shared(pg_sessions, clock, in_all=2)
    for number in range(2):
        assert await here.judge(f"telegram {number}") is Verdict.ANSWER
    assert await here.judge("telegram 3") is Verdict.NOTICE
    assert await there.judge("telegram 4") is Verdict.ANSWER, "another process has room"


async def test_without_a_database_an_intake_counts_alone(clock: Clock) -> None:
    away = open_engine("postgresql://nobody@127.0.0.1:1/none")
    limits = SenderLimits(open_sessions(away), KEYS, clock)
    assert await limits.count(AN) is None
    judges = SharedLimits(limits, 2, 100)
    verdicts = [await judges.judge(AN) for _ in range(4)]
    assert verdicts == [Verdict.ANSWER, Verdict.ANSWER, Verdict.NOTICE, Verdict.SILENCE]
    assert [await judges.is_first_urgent(AN, Urgency.OTHER) for _ in range(2)] == [True, False]
    await away.dispose()

"""Dead letters: told of without their words, tried again, or dropped."""

import pytest

from casework.db import Sessions
from casework.deliveries.dead_letters import dead_letters, drop, try_again
from casework.deliveries.naming import conversation_keys
from tests.unit.casework.deliveries.played_queue import KEYS, PlayedQueue


@pytest.fixture
def queue(pg_sessions: Sessions) -> PlayedQueue:
    return PlayedQueue(pg_sessions)


async def test_a_dead_letter_is_told_of_without_its_words(queue: PlayedQueue) -> None:
    ids = [await queue.put() for _ in range(2)]
    await queue.book.claim(conversation_keys(KEYS, "telegram", "7")[0], "a" * 32)
    for id_ in ids:
        await queue.book.bury(id_, "a" * 32, "crashed")
    async with queue.sessions() as session:
        letters = await dead_letters(session)
        assert [letter.id for letter in letters] == ids[::-1], "the newest first"
        assert [letter.id for letter in await dead_letters(session, limit=1)] == ids[1:]
    assert (letters[0].channel, letters[0].reason, letters[0].attempts) == (
        "telegram",
        "crashed",
        1,
    )
    assert letters[0].dead_at.minute == 0


async def test_only_a_dead_letter_can_be_tried_again_or_dropped(queue: PlayedQueue) -> None:
    alive = await queue.put()
    async with queue.sessions.begin() as session:
        for id_ in (alive, 999):
            assert not await try_again(session, id_)
            assert not await drop(session, id_)
    assert len(await queue.jobs()) == 1
    claimed = await queue.book.claim(conversation_keys(KEYS, "telegram", "7")[0], "a" * 32)
    assert claimed.deliveries[0].envelope is not None


async def test_one_that_is_tried_again_has_a_job_and_is_as_new(queue: PlayedQueue) -> None:
    id_ = await queue.put()
    job = await queue.fetch(await queue.worker())
    key = conversation_keys(KEYS, "telegram", "7")[0]
    await queue.book.claim(key, "a" * 32)
    await queue.book.bury(id_, "a" * 32, "crashed")
    assert job is not None
    await queue.finish(job)
    assert (await queue.book.claim(key, "b" * 32)).deliveries == []
    async with queue.sessions.begin() as session:
        assert await try_again(session, id_)
        assert not await try_again(session, id_), "once"
    assert await queue.jobs() == [("todo", 0)]
    (waiting,) = (await queue.book.claim(key, "c" * 32)).deliveries
    assert waiting.attempts == 1

"""An update repeated across a turn is known again; a conversation stays in one piece."""

import asyncio
from datetime import timedelta
from enum import StrEnum

import pytest
from sqlalchemy import func, select

from casework.db import Sessions, open_engine, open_sessions
from casework.deliveries.models import Delivery
from casework.deliveries.turned_keys import conversation_now, taken_before
from casework.keys import Keys
from casework.running_chats.models import RunningChat
from tests.conftest import NOW

OLD, NEW = "o" * 32, "n" * 32
BEFORE, ACCEPTING = Keys(OLD, "bot"), Keys(OLD, "bot", (NEW,))
SWITCHED, AFTER = Keys(NEW, "bot", (OLD,)), Keys(NEW, "bot")


class End(StrEnum):
    UPDATE = "update key"
    CONVERSATION = "conversation"


async def take(sessions: Sessions, keys: Keys, update_id: str, chat: str = "7041") -> bool:
    """Take an update in as the book does; whether it is new."""
    signs = keys.signs(End.UPDATE, update_id)
    async with sessions.begin() as session:
        if await taken_before(session, signs):
            return False
        known = select(Delivery.id).where(Delivery.update_key == signs[0])
        if await session.scalar(known) is not None:
            return False
        conversation = await conversation_now(session, keys.signs(End.CONVERSATION, chat))
        session.add(
            Delivery(
                channel="zalo_oa",
                update_key=signs[0],
                received_at=NOW,
                message="sealed",
                conversation=conversation,
            )
        )
    return True


@pytest.mark.parametrize(
    ("first", "again"),
    [(BEFORE, ACCEPTING), (ACCEPTING, SWITCHED), (SWITCHED, ACCEPTING), (SWITCHED, AFTER)],
)
async def test_an_update_that_is_repeated_at_any_step_is_taken_once(
    sessions: Sessions, first: Keys, again: Keys
) -> None:
    assert await take(sessions, first, "u1")
    assert not await take(sessions, again, "u1")
    assert await take(sessions, again, "u2")


async def test_of_two_processes_with_different_settings_one_takes_an_update(
    database_url: str,
) -> None:
    engines = [open_engine(database_url) for _ in range(2)]
    try:
        for number in range(20):
            taken = await asyncio.gather(
                take(open_sessions(engines[0]), ACCEPTING, f"u{number}"),
                take(open_sessions(engines[1]), SWITCHED, f"u{number}"),
            )
            assert sorted(taken) == [False, True]
    finally:
        for engine in engines:
            await engine.dispose()


async def conversations(sessions: Sessions) -> list[str | None]:
    async with sessions() as session:
        return list(await session.scalars(select(Delivery.conversation).order_by(Delivery.id)))


async def test_while_something_waits_the_conversation_goes_on_by_its_old_hash(
    sessions: Sessions,
) -> None:
    await take(sessions, BEFORE, "u1")
    await take(sessions, SWITCHED, "u2")
    await take(sessions, ACCEPTING, "u3")
    old = BEFORE.sign(End.CONVERSATION, "7041")
    assert await conversations(sessions) == [old] * 3


async def test_when_nothing_waits_the_running_chat_moves_to_the_new_hash(
    sessions: Sessions,
) -> None:
    old = BEFORE.sign(End.CONVERSATION, "7041")
    async with sessions.begin() as session:
        session.add(RunningChat(conversation=old, heard_at=NOW - timedelta(hours=1), chat="sealed"))
        session.add(RunningChat(conversation="x" * 64, heard_at=NOW, chat="another's"))
    await take(sessions, SWITCHED, "u1")
    async with sessions() as session:
        chats = select(RunningChat.conversation, RunningChat.chat).order_by(RunningChat.chat)
        rows = (await session.execute(chats)).all()
    new = AFTER.sign(End.CONVERSATION, "7041")
    assert [tuple(row) for row in rows] == [("x" * 64, "another's"), (new, "sealed")]
    assert await conversations(sessions) == [new]


async def test_with_one_key_nothing_is_asked_of_the_database(sessions: Sessions) -> None:
    async with sessions() as session:
        assert not await taken_before(session, ["a"])
        assert await conversation_now(session, ["b"]) == "b"
        assert not session.in_transaction()
        assert await session.scalar(select(func.count()).select_from(Delivery)) == 0

"""The book that several processes write in."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from casework.db import Sessions
from casework.deliveries.envelope import Envelope, Letter, Letters
from casework.deliveries.models import Delivery
from casework.deliveries.naming import conversation_keys
from casework.deliveries.shared_book import ClaimLost, SharedBook
from casework.deliveries.upkeep import put_in_order
from casework.keys import Keys
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.running_chats import store as chats
from casework.running_chats.models import RunningChat

KEYS = Keys("k" * 32, "bot")
FIRST, SECOND = "a" * 32, "b" * 32


def envelope(text: str = "alo", chat: str = "7") -> Envelope:
    return Envelope(chat=chat, words=redact(RawText(text)).text)


def letters(*texts: str, forgets: bool = False) -> Letters:
    return Letters(
        chat="7", letters=tuple(Letter(text=text, forgets=forgets) for text in texts or ("ừ",))
    )


@pytest.fixture
def book(pg_sessions: Sessions) -> SharedBook:
    return SharedBook(pg_sessions, KEYS)


async def row_of(sessions: Sessions, id_: int) -> Delivery:
    async with sessions() as session:
        return (await session.scalars(select(Delivery).where(Delivery.id == id_))).one()


async def test_an_update_is_known_again_and_keeps_its_number(book: SharedBook) -> None:
    id_, new = await book.take("telegram", "u1", envelope())
    assert new
    assert await book.take("telegram", "u1", envelope("other words")) == (id_, False)
    other, new = await book.take("zalo_bot", "u1", envelope())
    assert new
    assert other != id_


async def test_what_is_kept_names_nobody(book: SharedBook, pg_sessions: Sessions) -> None:
    id_, _ = await book.take("telegram", "u1", envelope("nó kêu tui chuyển tiền", chat="556677"))
    row = await row_of(pg_sessions, id_)
    kept = " ".join(str(value) for value in vars(row).values())
    assert "556677" not in kept
    assert "chuyển" not in kept
    assert row.received_at.minute == row.received_at.second == 0
    assert (row.message or "").startswith("gAAAA"), "sealed"


async def test_conversations_are_apart_by_channel_and_chat(book: SharedBook) -> None:
    for channel, chat in (("telegram", "7"), ("zalo_bot", "7"), ("telegram", "8")):
        await book.take(channel, "u1" + chat, envelope(chat=chat))
    claimed = await book.claim(conversation_keys(KEYS, "telegram", "7")[0], FIRST)
    assert [w.envelope.chat for w in claimed.deliveries if w.envelope] == ["7"]
    assert [w.channel for w in claimed.deliveries] == ["telegram"]


async def test_a_claim_again_in_the_same_name_is_no_other_attempt(book: SharedBook) -> None:
    await book.take("telegram", "u1", envelope())
    key = conversation_keys(KEYS, "telegram", "7")[0]
    for _ in range(3):
        (waiting,) = (await book.claim(key, FIRST)).deliveries
        assert waiting.attempts == 1
    await book.take("telegram", "u2", envelope())
    assert [w.attempts for w in (await book.claim(key, FIRST)).deliveries] == [1, 1]
    assert [w.attempts for w in (await book.claim(key, SECOND)).deliveries] == [2, 2]


async def test_what_is_given_back_was_never_tried(book: SharedBook, pg_sessions: Sessions) -> None:
    id_, _ = await book.take("telegram", "u1", envelope())
    key = conversation_keys(KEYS, "telegram", "7")[0]
    await book.claim(key, FIRST)
    await book.release({id_: 0}, SECOND)
    assert (await row_of(pg_sessions, id_)).claim == FIRST, "only by who has it"
    await book.release({id_: 0}, FIRST)
    row = await row_of(pg_sessions, id_)
    assert (row.claim, row.attempts) == (None, 0)
    assert row.message is not None


async def test_replies_and_conversation_are_kept_together_or_not_at_all(
    book: SharedBook, pg_sessions: Sessions
) -> None:
    id_, _ = await book.take("telegram", "u1", envelope())
    key = conversation_keys(KEYS, "telegram", "7")[0]
    await book.claim(key, FIRST)
    await book.claim(key, SECOND)
    with pytest.raises(ClaimLost):
        await book.answered([id_], FIRST, letters(), "what the first remembers")
    async with pg_sessions() as session:
        assert await chats.kept(session, key) is None
    await book.answered([id_], SECOND, letters(), "what the second remembers")
    claimed = await book.claim(key, "c" * 32)
    assert claimed.chat == "what the second remembers"
    (waiting,) = claimed.deliveries
    assert waiting.envelope is None
    assert waiting.letters == letters()


async def test_of_several_that_are_answered_at_once_the_last_holds_the_replies(
    book: SharedBook, pg_sessions: Sessions
) -> None:
    ids = [(await book.take("telegram", f"u{n}", envelope()))[0] for n in range(3)]
    key = conversation_keys(KEYS, "telegram", "7")[0]
    await book.claim(key, FIRST)
    await book.answered(ids, FIRST, letters(), None)
    rows = [await row_of(pg_sessions, id_) for id_ in ids]
    assert [row.replies is not None for row in rows] == [False, False, True]
    assert [row.message for row in rows] == [None] * 3
    assert [w.id for w in (await book.claim(key, SECOND)).deliveries] == ids[-1:]


async def test_a_conversation_that_is_forgotten_leaves_nothing(
    book: SharedBook, pg_sessions: Sessions
) -> None:
    id_, _ = await book.take("telegram", "u1", envelope())
    await book.claim(conversation_keys(KEYS, "telegram", "7")[0], FIRST)
    await book.answered([id_], FIRST, letters(), "words")
    await book.finish_and_forget(id_, SECOND, "telegram", "7")
    async with pg_sessions() as session:
        assert len((await session.scalars(select(RunningChat))).all()) == 1, "it is another's"
    await book.finish_and_forget(id_, FIRST, "telegram", "7")
    async with pg_sessions() as session:
        assert (await session.scalars(select(RunningChat))).all() == []
    row = await row_of(pg_sessions, id_)
    assert (row.message, row.replies, row.claim) == (None, None, None)


async def test_a_conversation_whose_seal_is_broken_begins_anew(
    book: SharedBook, pg_sessions: Sessions
) -> None:
    await book.take("telegram", "u1", envelope())
    key = conversation_keys(KEYS, "telegram", "7")[0]
    async with pg_sessions.begin() as session:
        await chats.keep(session, key, Keys("x" * 32, "bot").seal("{}"), None)
    claimed = await book.claim(key, FIRST)
    assert claimed.chat is None
    assert len(claimed.deliveries) == 1


async def test_one_that_cannot_be_opened_keeps_none_of_the_others_back(
    book: SharedBook, pg_sessions: Sessions
) -> None:
    broken, _ = await book.take("telegram", "u1", envelope())
    whole, _ = await book.take("telegram", "u2", envelope())
    async with pg_sessions.begin() as session:
        foreign = Keys("k" * 32, "console").seal(envelope().model_dump_json())
        await session.execute(update(Delivery).where(Delivery.id == broken).values(message=foreign))
    claimed = await book.claim(conversation_keys(KEYS, "telegram", "7")[0], FIRST)
    assert [(w.id, w.envelope is None) for w in claimed.deliveries] == [
        (broken, True),
        (whole, False),
    ]


async def test_many_intakes_take_and_workers_claim_at_once(pg_sessions: Sessions) -> None:
    intakes = [SharedBook(pg_sessions, KEYS) for _ in range(3)]

    async def take(number: int) -> bool:
        _, new = await intakes[number % 3].take("telegram", f"u{number}", envelope(chat="7"))
        return new

    async def claim(number: int) -> None:
        book = intakes[number % 3]
        await book.claim(conversation_keys(KEYS, "telegram", "7")[0], f"{number:032}")

    async with asyncio.timeout(20):
        new = await asyncio.gather(*(take(number) for number in range(30)))
        await asyncio.gather(
            *(take(number) for number in range(30)), *(claim(number) for number in range(30))
        )
    assert new == [True] * 30
    claimed = await intakes[0].claim(conversation_keys(KEYS, "telegram", "7")[0], FIRST)
    assert len(claimed.deliveries) == 30


async def test_two_intakes_with_the_same_updates_in_another_order_both_take_them(
    pg_sessions: Sessions,
) -> None:
    here, there = (SharedBook(pg_sessions, KEYS) for _ in range(2))
    async with asyncio.timeout(20):
        taken = await asyncio.gather(
            *(here.take("telegram", f"u{n}", envelope()) for n in range(10)),
            *(there.take("telegram", f"u{n}", envelope()) for n in reversed(range(10))),
        )
    assert sum(new for _, new in taken) == 10


async def test_what_was_received_is_purged_after_two_days(
    book: SharedBook, pg_sessions: Sessions
) -> None:
    old, _ = await book.take("telegram", "u1", envelope())
    young, _ = await book.take("telegram", "u2", envelope())
    async with pg_sessions.begin() as session:
        past = datetime.now(UTC) - timedelta(hours=50)
        await session.execute(update(Delivery).where(Delivery.id == old).values(received_at=past))
    await put_in_order(pg_sessions)
    async with pg_sessions() as session:
        assert (await session.scalars(select(Delivery.id))).all() == [young]


async def test_what_a_machine_with_a_late_clock_takes_in_is_not_purged(
    book: SharedBook, pg_sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Late(datetime):
        @classmethod
        def now(cls, _tz: object = None) -> "Late":
            return cls.fromtimestamp(datetime.now(UTC).timestamp() - 3 * 86_400, UTC)

    rooms = ("casework.deliveries.", "casework.running_chats.")
    for name, module in list(sys.modules.items()):
        if name.startswith(rooms) and hasattr(module, "datetime"):
            monkeypatch.setattr(module, "datetime", Late)
    await book.take("telegram", "u1", envelope())
    key = conversation_keys(KEYS, "telegram", "7")[0]
    async with pg_sessions.begin() as session:
        await chats.keep(session, key, KEYS.seal("words"), None)
    await put_in_order(pg_sessions)
    claimed = await book.claim(key, FIRST)
    assert (len(claimed.deliveries), claimed.chat) == (1, "words")

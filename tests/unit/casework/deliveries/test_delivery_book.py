import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Base, Sessions, open_engine, open_sessions
from casework.deliveries import group_commit
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.delivery_book import DELIVERIES_KEPT, DeliveryBook
from casework.deliveries.envelope import Envelope, Letter, Letters
from casework.deliveries.figures import Figure, figures_of
from casework.deliveries.group_commit import GroupCommit, TooManyWait
from casework.keys import Keys
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from tests.conftest import NOW, NewDatabase

KEY = "k" * 32
STORY = redact(RawText("nó gọi từ 0978 341 256 kêu tui chuyển tiền")).text
LETTERS = Letters(chat="7041", letters=(Letter(text="Dừng lại."), Letter(text="Chưa?")))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(sessions: Sessions, clock: Clock) -> DeliveryBook:
    return DeliveryBook(sessions, Keys(KEY, "bot"), clock)


def envelope(chat: str = "7041") -> Envelope:
    return Envelope(chat=chat, words=STORY)


async def test_an_update_is_taken_once(book: DeliveryBook) -> None:
    key = book.key_of("telegram", "1")
    first = await book.take("telegram", key, envelope())
    again = await book.take("telegram", key, envelope())
    other = await book.take("zalo_oa", book.key_of("zalo_oa", "1"), envelope())
    assert first is not None
    assert again is None
    assert other not in (None, first)


async def test_the_same_update_from_many_calls_at_once_is_taken_once(book: DeliveryBook) -> None:
    key = book.key_of("telegram", "1")
    taken = await asyncio.gather(*(book.take("telegram", key, envelope()) for _ in range(50)))
    assert len([id_ for id_ in taken if id_ is not None]) == 1


async def test_each_step_is_known_after_a_crash(book: DeliveryBook) -> None:
    ids = []
    for number in range(4):
        key = book.key_of("telegram", str(number))
        ids.append(await book.take("telegram", key, envelope(str(number))) or 0)
    await book.answered(ids[1:3], LETTERS)
    await book.answered(ids[3:], LETTERS)
    await book.finish(ids[3:])
    taken, answered = await book.unfinished()
    assert (taken.id, taken.letters) == (ids[0], None)
    assert taken.envelope == envelope("0")
    assert (answered.id, answered.envelope) == (ids[2], None)
    assert answered.letters == LETTERS
    assert await book.waiting() == {"telegram": 2}


@pytest.mark.sqlite_only("what is left in the file")
async def test_the_file_tells_neither_words_nor_chat_and_forgets_both(
    book: DeliveryBook, tmp_path: Path
) -> None:
    file = tmp_path / "cases.db"
    id_ = await book.take("telegram", book.key_of("telegram", "918273"), envelope("704112983"))
    await book.answered([id_ or 0], LETTERS)
    written = file.read_bytes()
    for secret in (b"704112983", b"918273", b"chuy", "chuyển".encode(), b"0978", b"7041"):
        assert secret not in written
    with closing(sqlite3.connect(file)) as database:
        (sealed,) = database.execute("SELECT replies FROM deliveries").fetchone()
    assert sealed.encode() in written
    await book.finish([id_ or 0])
    # Overwritten in the file too: what was sealed cannot be opened later with a stolen key.
    assert sealed.encode() not in file.read_bytes()
    assert await book.unfinished() == []


async def test_what_another_key_has_sealed_is_erased_and_told(
    sessions: Sessions, book: DeliveryBook, caplog: pytest.LogCaptureFixture
) -> None:
    await book.take("telegram", book.key_of("telegram", "1"), envelope())
    other = DeliveryBook(sessions, Keys("another" * 6, "bot"))
    assert await other.unfinished() == []
    assert "erased: 1" in caplog.text
    assert await book.unfinished() == []


async def test_a_changed_seal_is_not_believed(book: DeliveryBook, sessions: Sessions) -> None:
    await book.take("telegram", book.key_of("telegram", "1"), envelope())
    async with sessions.begin() as session:
        await session.execute(text("UPDATE deliveries SET message = substr(message, 1, 60)"))
    assert await book.unfinished() == []


async def test_after_two_days_nothing_is_left(book: DeliveryBook, clock: Clock) -> None:
    key = book.key_of("telegram", "1")
    await book.take("telegram", key, envelope())
    clock.now += DELIVERIES_KEPT
    await book.purge()
    assert len(await book.unfinished()) == 1
    clock.now += timedelta(hours=1)
    await book.purge()
    assert await book.unfinished() == []
    assert await book.take("telegram", key, envelope()) is not None


async def test_a_raw_text_is_redacted_before_it_can_be_sealed() -> None:
    made = Envelope.model_validate({"chat": "1", "words": "gọi số 0978 341 256"})
    assert "0978" not in str(made.words)
    opened = Envelope.opened(envelope().sealed(Keys(KEY, "bot")), Keys(KEY, "bot"))
    assert opened == envelope()


async def test_figures_add_up_over_the_writings(
    book: DeliveryBook, sessions: Sessions, clock: Clock
) -> None:
    for left in (40, 12):
        book.figures.set_quota_left("zalo_oa", left)
        for _ in range(3):
            book.figures.count("telegram", Figure.TAKEN)
        book.figures.count("telegram", Figure.FORGED)
        await book.write_figures()
    async with sessions() as session:
        figures = await figures_of(session, clock.now.date())
    assert [(f.figure, f.times) for f in figures] == [
        ("forged", 2),
        ("taken", 6),
        ("quota_left", 12),
    ]


async def test_a_closed_book_says_so(new_database: NewDatabase) -> None:
    engine = open_engine(new_database("empty.db", empty=True))
    book = DeliveryBook(open_sessions(engine), Keys(KEY, "bot"))
    with pytest.raises(DeliveryBookClosed):
        await book.take("telegram", "k", envelope())
    with pytest.raises(DeliveryBookClosed):
        await book.unfinished()
    book.figures.count("telegram", Figure.TAKEN)
    await book.purge()  # never raises
    with pytest.raises(DeliveryBookClosed):
        await book.write_figures()  # and what was counted is still to be written
    await engine.dispose()


Act = Callable[[AsyncSession], "asyncio.Future[int]"]


async def test_one_failing_act_does_not_take_the_others_with_it(sessions: Sessions) -> None:
    commit = GroupCommit(sessions)

    async def good(session: AsyncSession) -> int:
        return (await session.scalar(text("SELECT 1"))) or 0

    async def bad(_session: AsyncSession) -> int:
        raise ZeroDivisionError

    results = await asyncio.gather(
        *(commit.write(act) for act in (good, bad, good)), return_exceptions=True
    )
    assert results[0] == results[2] == 1
    assert isinstance(results[1], ZeroDivisionError)


async def test_what_is_asked_for_together_is_committed_together(sessions: Sessions) -> None:
    commits = 0
    commit = GroupCommit(sessions)

    async def act(session: AsyncSession) -> int:
        nonlocal commits
        if not session.info.get("seen"):
            session.info["seen"] = True
            commits += 1
        return 1

    assert sum(await asyncio.gather(*(commit.write(act) for _ in range(200)))) == 200
    assert commits <= 3


async def test_behind_a_database_that_hangs_no_more_waits_than_there_is_room_for(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "MOST_WAITING", 3)
    commit, hangs = GroupCommit(sessions), asyncio.Event()

    async def act(_session: AsyncSession) -> int:
        await hangs.wait()
        return 1

    first = asyncio.create_task(commit.write(act))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    behind = [asyncio.create_task(commit.write(act)) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyWait):
        await commit.write(act)
    hangs.set()
    assert await asyncio.gather(first, *behind) == [1, 1, 1, 1], "what waited is not lost"
    assert await commit.write(act) == 1


@pytest.mark.sqlite_only("the lock on the one file")
async def test_while_the_database_is_away_nobody_waits_for_it_in_turn(tmp_path: Path) -> None:
    file = tmp_path / "cases.db"
    engine = open_engine(f"sqlite:///{file}")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    book = DeliveryBook(open_sessions(engine), Keys(KEY, "bot"))
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        taken = await asyncio.gather(
            *(book.take("telegram", str(number), envelope()) for number in range(50)),
            return_exceptions=True,
        )
        # One wait for the lock, not fifty; and then for a second none.
        with pytest.raises(DeliveryBookClosed):
            await book.take("telegram", "late", envelope())
        assert time.monotonic() - began < 8
        other.rollback()
    assert all(isinstance(each, DeliveryBookClosed) for each in taken)
    await asyncio.sleep(1.0)
    assert await book.take("telegram", "later", envelope()) is not None
    await engine.dispose()

"""What nobody could answer is given up, told of, and can be tried again."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.outgoing import TryLater
from bot.messages import InboundMessage
from bot.workers.sending import PutOff
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.dead_letters import dead_letters, drop, try_again
from casework.deliveries.group_commit import GroupCommit
from casework.deliveries.shared_book import Claimed, SharedBook
from casework.keys import Keys
from tests.unit.bot.workers.scene import Scene, said


async def put_off(scene: Scene, chat: str = "7") -> float:
    """A worker's turn that the platform puts off; for how many seconds."""
    with pytest.raises(PutOff) as told:
        await scene.take(chat)
    return told.value.seconds


async def buried(scene: Scene, poison: str = "độc") -> None:
    """A message kills three workers; the fourth gives it up."""
    for _ in range(3):
        await scene.die_on(poison)
    assert await put_off(scene) == 0, "the others are tried at once"


async def test_the_fourth_claim_buries_and_those_behind_are_answered(scene: Scene) -> None:
    poison = await scene.put(said("/lienhe độc"))
    await scene.put(said("alo"))
    # Joined or not: after a crash each is tried alone, so it shows which one it was.
    for _ in range(3):
        await scene.die_on("độc")
    await put_off(scene)
    await scene.take()
    assert scene.postman.texts == ["emergency", "0: alo"]
    async with scene.sessions() as session:
        (letter,) = await dead_letters(session)
    assert (letter.id, letter.reason, letter.attempts) == (poison, "crashed", 4)
    assert (await scene.row(poison)).message is not None, "an officer can have it tried again"
    assert await scene.waiting() == []


async def test_a_message_that_kills_behind_another_takes_none_with_it(scene: Scene) -> None:
    await scene.put(said("alo"))
    await scene.put(said("độc"))
    await buried(scene)
    assert scene.postman.texts == ["0: alo", "emergency"]


async def test_the_third_attempt_is_still_made(scene: Scene) -> None:
    await scene.put(said("độc"))
    for _ in range(2):
        await scene.die_on("độc")
    await scene.take()
    assert scene.postman.texts == ["0: độc"]


async def test_the_emergency_advice_of_a_dead_letter_comes_also_after_a_pause(scene: Scene) -> None:
    await scene.put(said("độc"))
    for _ in range(3):
        await scene.die_on("độc")
    scene.postman.failures = [TryLater(0, only_here=True)]
    for _ in range(3):
        with contextlib.suppress(PutOff):
            await scene.take()
    assert scene.postman.texts == ["emergency"]


async def test_a_dead_letter_that_is_tried_again_is_answered(scene: Scene) -> None:
    id_ = await scene.put(said("độc"))
    await buried(scene)
    async with scene.sessions.begin() as session:
        assert await try_again(session, id_)
    await scene.take()
    assert scene.postman.texts == ["emergency", "0: độc"]


async def test_a_dead_letter_that_is_tried_again_survives_a_crash_whole(scene: Scene) -> None:
    id_ = await scene.put(said("độc"))
    await buried(scene)
    async with scene.sessions.begin() as session:
        assert await try_again(session, id_)
    await scene.die_at("answered")
    await scene.take()
    assert scene.postman.texts == ["emergency", "0: độc"]


async def test_a_dropped_dead_letter_is_answered_no_more(scene: Scene) -> None:
    id_ = await scene.put(said("độc"))
    await buried(scene)
    async with scene.sessions.begin() as session:
        assert await drop(session, id_)
        assert not await try_again(session, id_)
    await scene.take()
    assert scene.postman.texts == ["emergency"]
    assert (await scene.row(id_)).message is None


async def test_a_reply_that_no_platform_takes_for_a_day_is_a_dead_letter(scene: Scene) -> None:
    id_ = await scene.put(said("alo"))
    scene.postman.failures = [TryLater(0)]
    await put_off(scene)
    await scene.change(id_, received_at=datetime.now(UTC) - timedelta(hours=25))
    await scene.put(said("còn đó không"))
    await scene.take()
    assert scene.postman.texts == ["0: còn đó không"]
    assert (await scene.row(id_)).dead_reason == "undeliverable"


async def test_a_reply_that_was_given_up_can_be_tried_again(scene: Scene) -> None:
    id_ = await scene.put(said("alo"))
    scene.postman.failures = [TryLater(0)]
    await put_off(scene)
    await scene.change(id_, received_at=datetime.now(UTC) - timedelta(hours=25))
    await scene.take()
    async with scene.sessions.begin() as session:
        assert await try_again(session, id_)
    await scene.take()
    assert scene.postman.texts == ["0: alo"]


@pytest.mark.parametrize("part", ["message", "replies"])
async def test_what_cannot_be_opened_is_given_up_and_holds_up_nothing(
    scene: Scene, part: str
) -> None:
    id_ = await scene.put(said("alo"))
    other = Keys("x" * 32, "bot").seal("{}")
    await scene.change(id_, **{"message": None, part: other})
    await scene.put(said("còn đó không"))
    await scene.take()
    assert scene.postman.texts == ["0: còn đó không"]
    assert (await scene.row(id_)).dead_reason == "unreadable"


async def test_what_could_not_be_redacted_gets_the_emergency_advice(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_text: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("bot.reception.packing.redact", broken)
        id_ = await scene.put(InboundMessage("telegram", "7", said("số 0978341256").text))
    await scene.take()
    assert scene.postman.texts == ["emergency"]
    assert (await scene.row(id_)).dead_reason == "unreadable"


async def test_of_a_channel_that_is_switched_off_nothing_is_answered_or_lost(scene: Scene) -> None:
    id_ = await scene.put(said("alo"))
    await scene.worker(messengers=[]).take(scene.key())
    assert (await scene.row(id_)).message is not None
    assert (await scene.row(id_)).dead_at is None
    await scene.take()
    assert scene.postman.texts == ["0: alo"]


async def test_replies_of_a_channel_that_is_switched_off_are_kept(scene: Scene) -> None:
    await scene.put(said("alo"))
    await scene.die_at("answered")
    await scene.worker(messengers=[]).take(scene.key())
    await scene.take()
    assert scene.postman.texts == ["0: alo"]


async def test_looking_while_its_channel_is_off_is_no_attempt(scene: Scene) -> None:
    await scene.put(said("alo"))
    for _ in range(4):
        await scene.worker(messengers=[]).take(scene.key())
    await scene.take()
    assert scene.postman.texts == ["0: alo"]


async def test_a_database_that_goes_away_is_no_attempt(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = await scene.put(said("alo"))
    really, times = GroupCommit.write, iter((False, True))

    async def away_once(self: GroupCommit, act: Any) -> Any:  # noqa: ANN401  # as it is handed on
        if next(times, False):
            raise OSError
        return await really(self, act)

    monkeypatch.setattr(GroupCommit, "write", away_once)
    with pytest.raises(DeliveryBookClosed):
        await scene.take()
    async with asyncio.timeout(3):
        while (await scene.row(id_)).attempts:  # noqa: ASYNC110  # asks the database
            await asyncio.sleep(0.1)


async def test_a_database_that_goes_away_within_the_window_is_no_attempt(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [await scene.put(said(text)) for text in ("nó gọi tui", "kêu chuyển tiền")]
    claim = SharedBook.claim
    times = iter((True, False))

    async def then_closed(self: SharedBook, of: str, by: str, *, renews: bool) -> Claimed:
        if next(times):
            return await claim(self, of, by, renews=renews)
        monkeypatch.setattr(SharedBook, "answered", closed)
        raise DeliveryBookClosed

    async def closed(*_args: object, **_kwargs: object) -> None:
        raise DeliveryBookClosed

    monkeypatch.setattr(SharedBook, "claim", then_closed)
    with pytest.raises(DeliveryBookClosed):
        await scene.worker(window=0.01).take(scene.key(), gather=True)
    monkeypatch.undo()
    rows = [await scene.row(id_) for id_ in ids]
    assert [(row.claim, row.attempts) for row in rows] == [(None, 0)] * 2
    await scene.take()
    assert scene.postman.texts == ["0: nó gọi tui\nkêu chuyển tiền"]


async def test_a_dead_letter_is_buried_only_after_its_writer_was_helped(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.workers.sending.FIRST_TELLING_PAUSE", 0)
    id_ = await scene.put(said("độc"))
    for _ in range(3):
        await scene.die_on("độc")
    scene.postman.failures = [TryLater(0) for _ in range(6)]
    with pytest.raises(PutOff) as put_off:
        await scene.take()
    assert put_off.value.seconds > 0
    assert (await scene.row(id_)).dead_at is None
    with pytest.raises(PutOff):
        await scene.take()
    assert scene.postman.texts == ["emergency"]
    assert (await scene.row(id_)).dead_reason == "crashed"


async def test_whoever_has_everything_deleted_has_their_dead_letters_deleted_too(
    scene: Scene,
) -> None:
    id_ = await scene.put(said("độc"))
    for _ in range(3):
        await scene.die_on("độc")
    with pytest.raises(PutOff):
        await scene.take()
    other = await scene.put(said("độc", chat="8"))
    await scene.change(other, dead_at=(await scene.row(id_)).dead_at, dead_reason="crashed")
    await scene.put(said("/xoa", order=5))
    await scene.worker(answer=scene.conversation.reply_to).take(scene.key())
    row = await scene.row(id_)
    assert (row.message, row.dead_at, row.dead_reason) == (None, None, None)
    assert (await scene.row(other)).message, "another's is left"

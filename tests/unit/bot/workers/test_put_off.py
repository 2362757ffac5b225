"""A platform that lets wait, a chat that is gone, and what nobody could answer."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.base import Leaving
from bot.channels.outgoing import MovedTo, TryLater, Unreachable, Unsure
from bot.channels.zalo_oa.reply_window import HOURS, ReplyWindow
from bot.messages import InboundMessage, Reply
from bot.workers import sending
from bot.workers.clock import DatabaseClock
from bot.workers.sending import PutOff
from tests.unit.bot.workers.scene import Postman, Scene, said


async def put_off(scene: Scene, chat: str = "7") -> float:
    """A worker's turn that the platform puts off; for how many seconds."""
    with pytest.raises(PutOff) as told:
        await scene.take(chat)
    return told.value.seconds


async def test_what_is_put_off_keeps_its_replies_and_comes_once(scene: Scene) -> None:
    id_ = await scene.put(said("alo"))
    scene.postman.failures = [TryLater(0.01)]
    assert await put_off(scene) >= 0.01
    row = await scene.row(id_)
    assert (row.message, row.gone_out) == (None, 0)
    assert row.replies is not None
    await scene.take()
    assert scene.postman.texts == ["0: alo"], "and without a notice"
    assert len(scene.heard) == 1, "worked out once"


async def test_what_waits_behind_it_is_given_back_uncounted(scene: Scene) -> None:
    await scene.put(said("/lienhe"))
    behind = await scene.put(said("alo"))
    for _ in range(5):
        scene.postman.failures = [TryLater(0)]
        await put_off(scene)
        assert (await scene.row(behind)).attempts == 0
        assert (await scene.row(behind)).claim is None
    await scene.take()
    assert scene.postman.texts == ["0: /lienhe", "0: alo"]


async def test_the_longer_the_platform_lets_wait_the_longer_it_is_left_alone(scene: Scene) -> None:
    await scene.put(said("alo"))
    pauses = []
    for _ in range(4):
        scene.postman.failures = [TryLater(0, only_here=True)]
        pauses.append(await put_off(scene))
    assert pauses == sorted(pauses)
    assert pauses[-1] > pauses[0]


async def test_a_second_reply_that_is_put_off_comes_without_a_notice(scene: Scene) -> None:
    scene.pieces = 2
    await scene.put(said("alo"))
    scene.postman.refuses = "1: alo"
    for _ in range(3):
        await put_off(scene)
    scene.postman.refuses = None
    await scene.take()
    assert scene.postman.texts == ["0: alo", "1: alo"]


async def test_a_platform_in_trouble_is_left_alone_by_this_worker(scene: Scene) -> None:
    worker = scene.worker()
    scene.postman.failures = [TryLater(60) for _ in range(10)]
    for chat in "abc":
        await scene.put(said("alo", chat=chat))
        with pytest.raises(PutOff):
            await worker.take(scene.key(chat))
    tried = len(scene.postman.failures)
    await scene.put(said("alo", chat="d"))
    with pytest.raises(PutOff):
        await worker.take(scene.key("d"))
    assert len(scene.postman.failures) == tried, "not even tried"


async def test_one_chat_that_has_to_wait_holds_up_no_other(scene: Scene) -> None:
    worker = scene.worker()
    await scene.put(said("alo"))
    await scene.put(said("ơi", chat="8"))
    scene.postman.failures = [TryLater(60)]
    with pytest.raises(PutOff):
        await worker.take(scene.key("7"))
    await worker.take(scene.key("8"))
    assert scene.postman.delivered == [("8", "0: ơi")]


async def test_a_reply_that_only_this_chat_is_refused_is_given_up_long_before_a_day(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "REFUSED_FOR", 0.2)
    worker = scene.worker()
    await scene.put(said("alo"))
    scene.postman.refuses = "0: alo"
    with pytest.raises(PutOff):
        await worker.take(scene.key())
    await scene.put(said("còn đó không"))
    await asyncio.sleep(0.2)
    await worker.take(scene.key())
    assert scene.postman.texts == ["0: còn đó không"]
    assert await scene.waiting() == []


async def test_after_an_outage_of_the_platform_one_odd_refusal_drops_no_answer(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "REFUSED_FOR", 0.2)
    await scene.put(said("alo"))
    scene.postman.failures = [*[TryLater(0)] * 30, TryLater(0, only_here=True)]
    worker = scene.worker()
    for _ in range(31):
        with pytest.raises(PutOff):
            await worker.take(scene.key())
        await asyncio.sleep(0.01)
    await worker.take(scene.key())
    assert scene.postman.texts == ["0: alo"]


async def test_no_more_refused_deliveries_are_remembered_than_there_is_room_for(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_REFUSALS_REMEMBERED", 3)
    worker = scene.worker()
    scene.postman.refuses = "alo"
    for chat in "abcdef":
        await scene.put(said("alo", chat=chat))
        with pytest.raises(PutOff):
            await worker.take(scene.key(chat))
    assert len(worker.sending._refused) == 3  # noqa: SLF001  # nothing else shows it


async def test_an_uncertain_reply_is_told_of_once_and_the_next_follows(scene: Scene) -> None:
    scene.pieces = 2
    await scene.put(said("alo"))
    scene.postman.failures = [Unsure()]
    await scene.take()
    assert scene.postman.texts == ["notice", "1: alo"]


async def test_a_broken_messenger_does_not_end_the_turn(scene: Scene) -> None:
    scene.pieces = 2
    await scene.put(said("alo"))
    scene.postman.failures = [ZeroDivisionError()]
    await scene.take()
    assert scene.postman.texts == ["notice", "1: alo"]
    assert await scene.waiting() == []


async def test_a_chat_that_has_moved_is_followed(scene: Scene) -> None:
    scene.pieces = 2
    await scene.put(said("alo"))
    scene.postman.failures = [MovedTo("-100")]
    await scene.take()
    assert scene.postman.delivered == [("-100", "0: alo"), ("-100", "1: alo")]


async def test_a_chat_that_is_gone_is_dropped_and_its_conversation_forgotten(scene: Scene) -> None:
    turns = scene.worker(answer=scene.conversation.reply_to)
    await scene.put(said("nó kêu tui chuyển tiền"))
    scene.postman.failures = [Unreachable()]
    await turns.take(scene.key())
    assert await scene.waiting() == []
    assert (await scene.book.claim(scene.key(), "c" * 32)).chat is None


class WindowedPostman(Postman):
    """Like Zalo's Official Account, with its own count of who may still be answered."""

    def __init__(self, window: ReplyWindow) -> None:
        super().__init__()
        self._window = window

    async def send(self, chat: str, piece: Reply, leaving: Leaving) -> None:
        if not self._window.is_open(chat):
            raise Unreachable
        await super().send(chat, piece, leaving)

    def leave_to_others(self, replies: int) -> None:
        raise AssertionError(replies)

    def heard(self, message: InboundMessage) -> None:
        self._window.wrote(message.chat, message.order)


async def test_an_old_worker_sends_what_another_has_answered(scene: Scene) -> None:
    await scene.put(said("alo", order=1_790_000_000_000))
    await scene.die_at("answered")
    now = [1_790_000_000.0 - HOURS * 3600 - 60]
    postman = WindowedPostman(ReplyWindow(lambda: now[0]))
    now[0] = 1_790_000_001.0
    await scene.worker(messengers=[postman]).take(scene.key())
    assert postman.texts == ["0: alo"]


@pytest.mark.parametrize("days", [3, -3])
async def test_a_worker_whose_clock_is_wrong_gives_nothing_up_and_learns_the_time(
    scene: Scene, days: int
) -> None:
    await scene.put(said("alo"))
    await scene.die_at("answered")
    clock = DatabaseClock(lambda: datetime.now(UTC) + timedelta(days=days))
    await scene.worker(clock=clock).take(scene.key())
    assert scene.postman.texts == ["0: alo"]
    assert abs(clock() - datetime.now(UTC)) < timedelta(seconds=10)


async def test_a_worker_that_ends_in_the_middle_of_a_send_erases_what_has_left(
    scene: Scene,
) -> None:
    """Asked to end while the book is being written: the erasing is brought to its end."""
    await scene.put(said("alo"))
    worker = scene.worker()
    turn = asyncio.create_task(worker.take(scene.key()))
    left = asyncio.Event()

    async def after() -> None:
        left.set()

    scene.postman.after_it_left = after
    await left.wait()
    while not worker._erasing:  # noqa: ASYNC110, SLF001  # a few turns of the loop
        await asyncio.sleep(0)
    erasing = set(worker._erasing)  # noqa: SLF001
    turn.cancel()
    await asyncio.wait(erasing)
    assert await scene.waiting() == []

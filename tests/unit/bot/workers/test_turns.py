"""In order, joined within the window, and only in the hands of who claimed last."""

import asyncio
from itertools import count

import pytest

from bot.messages import InboundMessage
from bot.workers.sending import PutOff
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.envelope import Letter, Letters
from casework.deliveries.shared_book import ClaimLost, SharedBook
from tests.unit.bot.workers.scene import Death, Scene, said

LETTERS = Letters(chat="7", letters=(Letter(text="alo"),))


async def test_a_conversation_is_answered_in_the_order_of_receipt(scene: Scene) -> None:
    for number in range(6):
        await scene.put(InboundMessage("telegram", "7", choice=str(number)))
    await scene.put(InboundMessage("telegram", "8", choice="another chat's"))
    await scene.take()
    assert scene.postman.delivered == [("7", f"0: {number}") for number in range(6)]
    assert len(await scene.waiting()) == 1, "what another chat wrote waits for its own turn"


async def test_what_the_platform_brought_in_the_wrong_order_is_read_in_the_right_one(
    scene: Scene,
) -> None:
    await scene.put(said("rồi tui chuyển tiền", order=12))
    await scene.put(said("nó gọi tui", order=11))
    await scene.take()
    assert scene.postman.texts == ["0: nó gọi tui\nrồi tui chuyển tiền"]


async def test_words_that_wait_together_are_answered_as_one(scene: Scene) -> None:
    await scene.put(said("nó gọi tui"))
    await scene.put(said("kêu chuyển tiền"))
    await scene.take()
    assert scene.postman.texts == ["0: nó gọi tui\nkêu chuyển tiền"]
    assert await scene.waiting() == []


async def test_what_comes_within_the_window_is_joined(scene: Scene) -> None:
    await scene.put(said("nó gọi tui"))
    gather = await scene.gathers()
    turn = asyncio.create_task(scene.worker(window=0.2).take(scene.key(), gather=gather))
    await asyncio.sleep(0.05)
    await scene.put(said("kêu chuyển tiền"))
    await turn
    assert scene.postman.texts == ["0: nó gọi tui\nkêu chuyển tiền"]
    assert [row.attempts for row in await scene.rows()] == [1, 1], "waiting is no other attempt"


async def test_where_more_has_come_what_still_comes_is_waited_for(scene: Scene) -> None:
    for text in ("nó gọi tui", "xưng công an"):
        await scene.put(said(text))
    claimed = Death("claimed")
    turn = asyncio.create_task(scene.worker(claimed, window=0.2).take(scene.key(), gather=True))
    async with asyncio.timeout(5):
        await claimed.came.wait()
    await scene.put(said("kêu chuyển tiền"))
    claimed.goes_on()
    await turn
    assert scene.postman.texts == ["0: nó gọi tui\nxưng công an\nkêu chuyển tiền"]
    assert [row.attempts for row in await scene.rows()] == [1, 1, 1]


async def test_a_window_makes_no_reply_that_may_have_left_a_surely_new_one(scene: Scene) -> None:
    """The second claim finds this worker's own: what the first one found counts."""
    scene.pieces = 2
    await scene.put(said("/lienhe"))
    await scene.die_at("left 1")
    await scene.put(said("alo"))
    await scene.worker(window=0.01).take(scene.key(), gather=True)
    told = ["0: /lienhe", "notice", "1: /lienhe", "0: alo", "1: alo"]
    assert scene.postman.texts == told


async def test_messages_that_never_end_are_answered_all_the_same(scene: Scene) -> None:
    await scene.put(said("nó gọi tui"))
    enough = asyncio.Event()

    async def writes_on() -> None:
        numbers = count()
        while not enough.is_set():
            await scene.put(said(f"rồi nữa {next(numbers)}"))

    writing = asyncio.create_task(writes_on())
    try:
        async with asyncio.timeout(15):
            await scene.worker(window=0.1).take(scene.key(), gather=True)
    finally:
        enough.set()
        await writing
    assert scene.postman.texts[0].startswith("0: nó gọi tui\nrồi nữa 0")


@pytest.mark.parametrize(
    "at_once",
    [
        InboundMessage("telegram", "7", choice="stage:paid"),
        said("/lienhe"),
        InboundMessage("telegram", "7", said("alo").text, in_group=True),
    ],
    ids=["a button", "a command", "in a group"],
)
async def test_a_button_or_a_command_waits_for_nothing(
    scene: Scene, at_once: InboundMessage
) -> None:
    await scene.put(at_once)
    gather = await scene.gathers()
    async with asyncio.timeout(5):
        await scene.worker(window=60).take(scene.key(), gather=gather)
    assert len(scene.postman.delivered) == 1


async def test_commands_are_not_joined_to_words(scene: Scene) -> None:
    for text in ("nó gọi tui", "/lienhe", "kêu chuyển tiền"):
        await scene.put(said(text))
    await scene.take()
    assert scene.postman.texts == ["0: nó gọi tui", "0: /lienhe", "0: kêu chuyển tiền"]


async def test_after_a_crash_nothing_is_joined(scene: Scene) -> None:
    await scene.put(said("nó gọi tui"))
    await scene.put(said("kêu chuyển tiền"))
    await scene.die_at("claimed")
    await scene.take()
    assert scene.postman.texts == ["0: nó gọi tui", "0: kêu chuyển tiền"]


@pytest.mark.parametrize("step", ["claimed", "answered", "leaving 1", "left 1"])
async def test_who_was_thought_dead_and_wakes_up_can_send_nothing_more(
    scene: Scene, step: str
) -> None:
    scene.pieces = 2
    await scene.put(said("alo"))
    async with scene.dead_at(step):
        (row,) = await scene.rows()
        sleeper = row.claim
        await scene.take()
        delivered = list(scene.postman.texts)
        assert sleeper is not None
        with pytest.raises(ClaimLost):
            await scene.book.leaving(row.id, sleeper, 1)
    assert scene.postman.texts == delivered


async def test_a_second_claim_ends_the_right_of_the_first(scene: Scene) -> None:
    id_ = await scene.put(said("alo"))
    first = await scene.book.claim(scene.key(), "a" * 32)
    second = await scene.book.claim(scene.key(), "b" * 32)
    assert [w.id for w in first.deliveries] == [w.id for w in second.deliveries] == [id_]
    for act in (
        scene.book.leaving(id_, "a" * 32, 1),
        scene.book.answered([id_], "a" * 32, LETTERS, None),
        scene.book.bury(id_, "a" * 32, "crashed"),
    ):
        with pytest.raises(ClaimLost):
            await act
    # These two say nothing, but nor do they do anything.
    await scene.book.finish([id_], "a" * 32)
    await scene.book.release({id_: 0}, "a" * 32)
    row = await scene.row(id_)
    assert (row.claim, row.attempts, row.gone_out) == ("b" * 32, 2, 0)
    assert row.message is not None
    assert row.replies is None
    await scene.book.answered([id_], "b" * 32, LETTERS, None)


async def test_a_sleeper_that_wakes_while_it_sends_stops_at_once(scene: Scene) -> None:
    """Its platform has let it wait; meanwhile another worker has begun."""
    scene.pieces = 2
    await scene.put(said("alo"))

    async def taken_over() -> None:
        scene.postman.after_it_left = None
        await scene.take()

    scene.postman.after_it_left = taken_over
    with pytest.raises(ClaimLost):
        await scene.take()
    assert scene.postman.texts == ["0: alo", "notice", "1: alo"]


async def test_two_workers_with_one_conversation_answer_it_once(scene: Scene) -> None:
    for number in range(4):
        await scene.put(InboundMessage("telegram", "7", choice=str(number)))
    workers = [scene.worker().take(scene.key()) for _ in range(3)]
    ended = await asyncio.gather(*workers, return_exceptions=True)
    assert all(end is None or isinstance(end, ClaimLost) for end in ended)
    if await scene.waiting():  # the one who had it lost it at the very end
        await scene.take()
    answers = [text for text in scene.postman.texts if text != "notice"]
    assert len(answers) == len(set(answers)), "none twice"
    lost = 4 - len(answers)
    assert lost <= scene.postman.texts.count("notice"), "what may be missing is told of"


async def test_whoever_left_is_answered_nothing_and_nothing_is_kept(scene: Scene) -> None:
    await scene.put(InboundMessage("telegram", "7", gone=True, order=3))
    turns = scene.worker(answer=scene.conversation.reply_to)
    await turns.take(scene.key())
    assert scene.postman.delivered == []
    assert scene.postman.heard_of == [], "leaving opens no window for answers"
    assert await scene.waiting() == []


async def test_a_message_is_told_to_its_messenger_before_it_is_answered(scene: Scene) -> None:
    await scene.put(said("alo"))
    await scene.take()
    assert scene.postman.heard_of == ["7"]


async def test_without_a_database_nothing_is_sent(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.put(said("alo"))

    async def closed(*_args: object, **_kwargs: object) -> None:
        raise DeliveryBookClosed

    monkeypatch.setattr(SharedBook, "answered", closed)
    with pytest.raises(DeliveryBookClosed):
        await scene.take()
    assert scene.postman.delivered == []
    monkeypatch.undo()
    await scene.take()
    assert scene.postman.texts == ["0: alo"]


async def test_a_note_that_is_refused_keeps_the_reply_here(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.put(said("alo"))

    async def closed(*_args: object) -> None:
        raise DeliveryBookClosed

    monkeypatch.setattr(SharedBook, "leaving", closed)
    with pytest.raises(DeliveryBookClosed):
        await scene.take()
    monkeypatch.undo()
    assert scene.postman.delivered == []
    await scene.take()
    assert scene.postman.texts == ["0: alo"], "and no notice: it surely had not left"


def test_what_is_put_off_says_for_how_long() -> None:
    assert PutOff(3.5).seconds == 3.5

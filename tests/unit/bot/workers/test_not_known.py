"""Where nobody knows whether an answer arrived the resident is told so, whatever happens then."""

import asyncio
import contextlib

import pytest

from bot.channels.base import Leaving
from bot.channels.outgoing import TryLater, Unreachable, Unsure
from bot.messages import Reply
from bot.workers import sending
from bot.workers.sending import PutOff
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.shared_book import ClaimLost, SharedBook
from tests.unit.bot.workers.scene import Death, Postman, Scene, said


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "FIRST_TELLING_PAUSE", 0.001)
    monkeypatch.setattr(sending, "LONGEST_TELLING_PAUSE", 0.001)


async def put_off(scene: Scene) -> None:
    with pytest.raises(PutOff):
        await scene.take()


async def test_a_platform_that_goes_away_while_a_reply_leaves(scene: Scene) -> None:
    scene.pieces = 2
    await scene.put(said("alo"))
    scene.postman.failures = [Unsure(), *[TryLater()] * 6]
    await put_off(scene)
    assert scene.postman.texts == []
    await scene.take()
    assert scene.postman.texts == ["notice", "1: alo"]
    assert await scene.waiting() == []


async def test_a_crash_while_a_reply_leaves_and_then_no_platform(scene: Scene) -> None:
    await scene.put(said("alo"))
    await scene.die_at("leaving 1")
    scene.postman.failures = [TryLater()] * 6
    await put_off(scene)
    await scene.take()
    assert scene.postman.texts == ["notice"]
    assert await scene.waiting() == []


async def test_a_database_that_is_cut_off_with_the_platform(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.put(said("alo"))
    really, calls = SharedBook.leaving, 0

    async def leaving(book: SharedBook, id_: int, claim: str, gone_out: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise DeliveryBookClosed
        await really(book, id_, claim, gone_out)

    monkeypatch.setattr(SharedBook, "leaving", leaving)
    scene.postman.failures = [Unsure()]
    with pytest.raises(DeliveryBookClosed):
        await scene.take()
    monkeypatch.setattr(SharedBook, "leaving", really)
    await scene.take()
    assert scene.postman.texts == ["notice"]


class Sleeper(Postman):
    """Its first call is held still before its bytes leave."""

    def __init__(self) -> None:
        super().__init__()
        self.asleep, self.woken = asyncio.Event(), asyncio.Event()

    async def send(self, chat: str, piece: Reply, leaving: Leaving) -> None:
        if not self.asleep.is_set():
            self.asleep.set()
            await self.woken.wait()
        await super().send(chat, piece, leaving)


@pytest.mark.parametrize("step", ["emergency", "notice"])
async def test_one_that_was_believed_dead_says_nothing_more(scene: Scene, step: str) -> None:
    id_ = await scene.put(said("alo"))
    if step == "emergency":
        await scene.change(id_, attempts=3, claim="x" * 32)
    else:
        await scene.die_at("leaving 1")
    scene.postman = Sleeper()
    sleeper = asyncio.create_task(scene.take())
    await scene.postman.asleep.wait()
    with contextlib.suppress(PutOff):
        await scene.take()
    assert scene.postman.texts == [step]
    scene.postman.woken.set()
    with pytest.raises(ClaimLost):
        await sleeper
    assert scene.postman.texts == [step]


class Closed(Postman):
    """As an OA whose window is shut in this process: refused before anything is noted."""

    async def send(self, _chat: str, _piece: Reply, _leaving: Leaving) -> None:
        raise Unreachable


async def test_one_that_was_believed_dead_forgets_nobodys_conversation(scene: Scene) -> None:
    await scene.put(said("nó kêu tui chuyển tiền", order=1))
    death = Death("answered")
    tells = scene.conversation.reply_to
    sleeper = scene.worker(death, messengers=[Closed()], answer=tells)
    asleep = asyncio.create_task(sleeper.take(scene.key()))
    await death.came.wait()
    other = scene.worker(answer=tells)
    await other.take(scene.key())
    await scene.put(said("nó nói là công an", order=2))
    await other.take(scene.key())
    before = await scene.running_chats()
    assert before == 1
    death.goes_on()
    with contextlib.suppress(ClaimLost):
        await asleep
    assert await scene.running_chats() == before

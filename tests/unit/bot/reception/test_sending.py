"""A platform that lets wait, goes away in the middle, or knows the chat no more."""

import asyncio

import pytest

from bot.channels.outgoing import MovedTo, TryLater, Unreachable, Unsure
from bot.reception import sending
from bot.reception.departures import Departures
from tests.unit.bot.reception.scene import Scene, said


async def test_what_the_platform_puts_off_comes_later_and_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.01)
    scene.postman.failures = [TryLater(0.01), TryLater(0.01)]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
    assert scene.postman.delivered == [("7", "0: alo")]


@pytest.mark.parametrize("only_here", [False, True])
async def test_one_chat_that_has_to_wait_holds_up_no_other(
    scene: Scene, *, only_here: bool
) -> None:
    scene.postman.failures = [TryLater(60, only_here=only_here)]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until(lambda: _emptied(scene.postman.failures))
        await reception.take("2", said("ơi", chat="8"))
        assert await scene.until_delivered(1) == [("8", "0: ơi")]
        for task in reception._running:  # noqa: SLF001
            task.cancel()


async def test_a_platform_in_trouble_is_left_alone_by_all(scene: Scene) -> None:
    scene.postman.failures = [TryLater(60) for _ in range(100)]
    async with scene.open() as reception:
        for number in range(20):
            await reception.take(str(number), said("alo", chat=str(number)))
            await asyncio.sleep(0.01)
        for task in reception._running:  # noqa: SLF001
            task.cancel()
    assert 100 - len(scene.postman.failures) <= sending.TROUBLED_CHATS + 1


async def test_a_message_that_only_one_chat_is_refused_is_given_up_soon(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(sending, "GIVE_UP_ON_A_CHAT_AFTER", 0.05)
    scene.postman.failures = [TryLater(0.01, only_here=True) for _ in range(100)]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
        scene.postman.failures = []
        await reception.take("2", said("còn đó không"))
        assert await scene.until_delivered(1) == [("7", "0: còn đó không")]


async def _emptied(failures: list[Exception]) -> bool:
    return not failures


async def test_a_crash_while_put_off_sends_it_again_without_a_notice(scene: Scene) -> None:
    scene.postman.failures = [TryLater(60)]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))

        async def is_put_off() -> bool:
            noted = Departures(scene.departures).read()
            return not scene.postman.failures and noted != {} and not any(noted.values())

        await scene.until(is_put_off)
        for task in reception._running:  # noqa: SLF001
            task.cancel()
    async with scene.open():
        await scene.until_finished()
    assert scene.postman.delivered == [("7", "0: alo")]


async def test_an_uncertain_reply_is_told_of_and_the_next_ones_follow(scene: Scene) -> None:
    scene.answers = 2
    scene.postman.failures = [Unsure()]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
    notice, second = [text for _, text in scene.postman.delivered]
    assert "ngắt giữa chừng" in notice
    assert second == "1: alo"


async def test_a_platform_that_goes_away_while_a_reply_leaves_is_told_when_it_is_back(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(sending, "LONGEST_PAUSE", 0.01)
    scene.answers = 2
    scene.postman.failures = [Unsure(), *[TryLater(0) for _ in range(8)], MovedTo("8"), Unsure()]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
    assert scene.postman.failures == []
    assert scene.postman.delivered == [("8", "1: alo")], "of the line itself once is enough"


async def test_a_chat_that_is_gone_is_dropped_and_forgotten(scene: Scene) -> None:
    scene.answers = 2
    scene.postman.failures = [Unreachable()]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
        await reception.take("2", said("alo", chat="8"))
        await scene.until_delivered(2)
    assert {chat for chat, _ in scene.postman.delivered} == {"8"}
    assert any(message.gone and message.chat == "7" for message in scene.heard)


async def test_a_chat_that_has_moved_is_followed(scene: Scene) -> None:
    scene.answers = 2
    scene.postman.failures = [MovedTo("-100")]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
    assert scene.postman.delivered == [("-100", "0: alo"), ("-100", "1: alo")]


async def test_a_broken_messenger_does_not_end_the_turn(scene: Scene) -> None:
    scene.answers = 2
    scene.postman.failures = [ZeroDivisionError()]
    async with scene.open() as reception:
        await reception.take("1", said("alo"))
        await scene.until_finished()
    assert scene.postman.delivered[-1] == ("7", "1: alo")

import asyncio
from collections.abc import Sequence

from bot.conversation.gathering import Gatherer
from bot.messages import InboundMessage, Reply
from casework.privacy.texts import RawText

WINDOW = 0.05


class Listener:
    """Answers with what it heard; slow enough that a lack of order would show."""

    def __init__(self) -> None:
        self.heard: list[InboundMessage] = []

    async def __call__(self, message: InboundMessage) -> Sequence[Reply]:
        self.heard.append(message)
        await asyncio.sleep(0.01)
        return [Reply(message.text or message.choice or "")]


def said(text: str, chat: str = "a", choice: str | None = None) -> InboundMessage:
    return InboundMessage("web", chat, RawText(text), choice)


async def test_messages_in_a_row_are_one_story_answered_once() -> None:
    listener = Listener()
    gatherer = Gatherer(listener, WINDOW)
    answers = await asyncio.gather(
        *(gatherer.receive(said(t)) for t in ("nó gọi", "kêu chuyển", "rồi sao"))
    )
    assert [m.text for m in listener.heard] == ["nó gọi\nkêu chuyển\nrồi sao"]
    assert [len(a) for a in answers] == [0, 0, 1]


async def test_chats_do_not_wait_for_one_another() -> None:
    listener = Listener()
    gatherer = Gatherer(listener, WINDOW)
    answers = await asyncio.gather(*(gatherer.receive(said("alo", chat)) for chat in "abc"))
    assert [len(a) for a in answers] == [1, 1, 1]


async def test_a_tapped_button_is_answered_at_once_after_what_waits() -> None:
    listener = Listener()
    gatherer = Gatherer(listener, WINDOW)
    typed = asyncio.create_task(gatherer.receive(said("nó gọi")))
    await asyncio.sleep(0)
    answers = await gatherer.receive(said("", choice="stage:paid"))
    assert [r.text for r in answers] == ["nó gọi", "stage:paid"]
    assert await typed == ()


async def test_a_command_does_not_wait() -> None:
    gatherer = Gatherer(Listener(), window=60)
    async with asyncio.timeout(1):
        assert await gatherer.receive(said("/start"))


async def test_endless_messages_are_answered_before_they_end() -> None:
    listener = Listener()
    gatherer = Gatherer(listener, WINDOW)
    tasks = []
    for n in range(12):
        tasks.append(asyncio.create_task(gatherer.receive(said(str(n)))))
        await asyncio.sleep(WINDOW / 3)
    await asyncio.gather(*tasks)
    assert len(listener.heard) >= 2
    assert "\n".join(m.text for m in listener.heard).split("\n") == [str(n) for n in range(12)]

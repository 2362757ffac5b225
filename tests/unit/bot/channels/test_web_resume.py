"""A message posted again is not handled again, and a page opened again shows the last turn."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import httpx
import pytest

from bot.channels.web import WebChannel, turns
from bot.channels.web.turns import Turns
from bot.composition import build_conversation
from bot.front import front_app
from bot.messages import Button, InboundMessage, Reply
from bot.settings import BotSettings
from casework.cases.case_book import CaseBook
from casework.communes import Communes
from casework.db import Sessions
from casework.opinions.opinion_box import OpinionBox
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.playbooks.official_accounts import OfficialAccounts
from casework.privacy.texts import RawText
from casework.provinces import Provinces
from casework.understanding.base import BrokenInterpreter

DELETES = (" /XOA ", "xoá", "/xoá", "/xóa", "xoa het", "xoá hết tin nhắn của tôi")
"""The bot that stands in here takes these for a deletion; the channel reads no words."""


class Bot:
    """Answers once it may; counts how often it was asked."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.breaks = False

    async def __call__(self, message: InboundMessage) -> Sequence[Reply]:
        self.told.append(str(message.text))
        await self.may_answer.wait()
        if self.breaks:
            raise RuntimeError
        if message.text == "phần đầu":
            return ()
        forgets = message.text in DELETES
        return (Reply(f"đáp: {message.text}", (Button("Vì sao?", "why"),), forgets=forgets),)


class Page:
    """One browser with the chat open."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def posts(self, text: str, number: int | None = None) -> list[str]:
        body = {"text": text} | ({"id": f"{number:032x}"} if number is not None else {})
        return self._texts(await self.client.post("/chat/messages", json=body))

    async def opens_again(self) -> tuple[bool, list[str]]:
        answer = await self.client.get("/chat/last")
        return answer.json()["known"], self._texts(answer)

    def _texts(self, answer: httpx.Response) -> list[str]:
        assert answer.is_success, answer.text
        return [reply["text"] for reply in answer.json()["replies"]]


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
async def page(bot: Bot) -> AsyncIterator[Page]:
    app = front_app(WebChannel(str).routes(bot))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://chat.test") as client:
        await client.get("/")
        yield Page(client)


async def test_the_same_id_is_handled_once_and_answered_the_same(page: Page, bot: Bot) -> None:
    assert await page.posts("alo", 1) == ["đáp: alo"]
    assert await page.posts("alo", 1) == ["đáp: alo"]
    assert bot.told == ["alo"]


async def test_other_ids_and_none_are_other_messages(page: Page, bot: Bot) -> None:
    for number in (1, 2, None, None):
        assert await page.posts("alo", number) == ["đáp: alo"]
    assert bot.told == ["alo"] * 4


async def test_posted_again_while_it_is_answered_waits_for_the_same(page: Page, bot: Bot) -> None:
    bot.may_answer.clear()
    first = asyncio.create_task(page.posts("alo", 1))
    second = asyncio.create_task(page.posts("alo", 1))
    await asyncio.sleep(0.05)
    assert not first.done()
    assert not second.done()
    bot.may_answer.set()
    assert await first == await second == ["đáp: alo"]
    assert bot.told == ["alo"]


async def test_a_page_that_goes_away_does_not_break_off_its_answer(page: Page, bot: Bot) -> None:
    bot.may_answer.clear()
    gone = asyncio.create_task(page.posts("alo", 1))
    await asyncio.sleep(0.05)
    gone.cancel()
    opened = asyncio.create_task(page.opens_again())
    await asyncio.sleep(0.05)
    assert not opened.done()  # it waits for what is being answered
    bot.may_answer.set()
    assert await opened == (True, ["đáp: alo"])
    assert await page.posts("alo", 1) == ["đáp: alo"]
    assert bot.told == ["alo"]


async def test_each_of_two_lost_answers_comes_again(page: Page) -> None:
    for _ in range(2):
        assert await page.posts("một", 1) == ["đáp: một"]
        assert await page.posts("hai", 2) == ["đáp: hai"]


async def test_a_message_that_a_later_one_answers_for_stays_so(page: Page, bot: Bot) -> None:
    assert await page.posts("phần đầu", 1) == []
    assert await page.posts("phần sau", 2) == ["đáp: phần sau"]
    assert await page.posts("phần đầu", 1) == []
    assert len(bot.told) == 2
    assert await page.opens_again() == (True, ["đáp: phần sau"])


async def test_what_could_not_be_answered_is_tried_again(page: Page, bot: Bot) -> None:
    bot.breaks = True
    body = {"text": "alo", "id": "a" * 32}
    assert (await page.client.post("/chat/messages", json=body)).status_code == 500
    bot.breaks = False
    assert (await page.client.post("/chat/messages", json=body)).is_success
    assert bot.told == ["alo", "alo"]


async def test_an_opened_page_gets_the_last_turn_with_its_buttons(page: Page) -> None:
    await page.posts("một", 1)
    await page.posts("hai", 2)
    answer = (await page.client.get("/chat/last")).json()
    buttons = [{"label": "Vì sao?", "value": "why"}]
    assert answer == {"known": True, "replies": [{"text": "đáp: hai", "buttons": buttons}]}


async def test_nothing_is_known_of_a_chat_that_has_said_nothing(page: Page) -> None:
    assert await page.opens_again() == (False, [])


async def test_nobody_else_gets_the_last_turn(page: Page) -> None:
    await page.posts("alo", 1)
    page.client.cookies.clear()
    assert (await page.client.get("/chat/last")).status_code == 403
    await page.client.get("/")
    assert await page.opens_again() == (False, [])
    foreign = {"sec-fetch-site": "cross-site"}
    assert (await page.client.get("/chat/last", headers=foreign)).status_code == 403


@pytest.mark.parametrize("words", DELETES)
async def test_after_deleting_only_the_confirmation_is_left(page: Page, words: str) -> None:
    await page.posts("chuyện riêng", 1)
    await page.posts(words, 2)
    assert await page.opens_again() == (True, [f"đáp: {words}"])
    assert await page.posts("chuyện riêng", 1) == [f"đáp: {words}"]


async def test_the_page_is_told_that_all_is_forgotten_and_of_nothing_else(page: Page) -> None:
    for words, forgets in (("xoá", True), ("/xoa không được", False)):
        answer = await page.client.post("/chat/messages", json={"text": words})
        (reply,) = answer.json()["replies"]
        assert reply.get("forgets", False) is forgets


async def test_a_deletion_that_failed_drops_nothing(page: Page) -> None:
    await page.posts("chuyện riêng", 1)
    await page.posts("/xoa không được", 2)
    assert await page.posts("chuyện riêng", 1) == ["đáp: chuyện riêng"]


async def test_the_conversation_itself_says_that_it_has_forgotten(
    library: Library,
    help_channels: HelpChannels,
    places: tuple[Communes, Provinces],
    case_book: CaseBook,
    sessions: Sessions,
) -> None:
    conversation = build_conversation(
        BotSettings(),
        library,
        help_channels,
        BrokenInterpreter(),
        case_book,
        opinion_box=OpinionBox(sessions),
        communes=places[0],
        provinces=places[1],
        accounts=OfficialAccounts(),
    )
    for words in DELETES:
        (reply,) = await conversation.reply_to(InboundMessage("web", "c", RawText(words)))
        assert reply.forgets, words


async def say(remembered: Turns, chat: str, text: str, message_id: str = "i") -> list[str]:
    async def answering() -> Sequence[Reply]:
        return (Reply(text),)

    return [r.text for r in await remembered.answer(chat, message_id, answering)]


async def test_a_chat_is_forgotten_when_its_conversation_is() -> None:
    clock = [0.0]
    remembered = Turns(lambda: clock[0])
    await say(remembered, "a", "x")
    clock[0] = turns.FORGET_AFTER - 1
    assert await remembered.last("a")
    clock[0] += 1
    assert await remembered.last("a") is None
    assert await say(remembered, "a", "y") == ["y"]


async def test_rested_chats_go_although_nobody_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LOOK_EVERY", 0.01)
    clock = [0.0]
    remembered = Turns(lambda: clock[0])
    await say(remembered, "a", "x")
    clock[0] = turns.FORGET_AFTER
    await asyncio.sleep(0.05)
    assert not remembered._chats  # noqa: SLF001
    assert remembered._look is None  # noqa: SLF001


async def test_older_answers_are_kept_for_minutes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LOOK_EVERY", 0.01)
    clock = [0.0]
    remembered = Turns(lambda: clock[0])
    await say(remembered, "a", "một", "1")
    await say(remembered, "a", "hai", "2")
    assert await say(remembered, "a", "?", "1") == ["một"]
    clock[0] = turns.REPEATABLE
    await asyncio.sleep(0.05)
    assert await say(remembered, "a", "?", "1") == ["hai"]  # where the conversation stands now


async def test_chats_and_ids_stay_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_CHATS", 3)
    monkeypatch.setattr(turns, "MOST_MESSAGES", 2)
    remembered = Turns()
    for number in range(6):
        await say(remembered, f"chat {number}", "x")
        await say(remembered, "chat", f"lời {number}", f"{number}")
    kept = remembered._chats  # noqa: SLF001
    assert len(kept) <= 3
    assert len(kept["chat"].handled) == 2
    assert await say(remembered, "chat", "?", "5") == ["lời 5"]


async def test_what_was_typed_is_not_remembered() -> None:
    remembered, typed = Turns(), "lời kể riêng"

    async def answering() -> Sequence[Reply]:
        return (Reply(f"{len(typed)} chữ"),)

    await remembered.answer("a", "i", answering)
    known = remembered._chats["a"]  # noqa: SLF001
    assert "12 chữ" in repr(known)
    assert typed not in repr(known)
    assert all(handled.running is None for handled in known.handled.values())

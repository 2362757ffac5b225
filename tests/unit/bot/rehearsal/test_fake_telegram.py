"""The played Telegram is as strict as the real one, and keeps what nobody has confirmed."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
import uvicorn
from starlette.types import Receive, Scope, Send
from telegram import Update as PtbUpdate

from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.platform import Fault
from bot.rehearsal.platform import Update as PlayedUpdate

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Telegram:
    """The fake of the running test, and how it is called."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self.fake = FakeTelegram("s" * 64)
        self._url = url
        self._client = client

    async def call(self, method: str, **given: object) -> dict[str, object]:
        return await self.call_with(self.fake.token, method, **given)

    async def call_with(self, token: str, method: str, **given: object) -> dict[str, object]:
        data = {k: v if isinstance(v, str) else json.dumps(v) for k, v in given.items()}
        answer = await self._client.post(f"{self._url}/bot{token}/{method}", data=data)
        body: dict[str, object] = answer.json()
        assert body["ok"] == answer.is_success
        assert body.get("error_code", 200) == answer.status_code
        return body

    async def updates(self, **given: object) -> list[int]:
        result = (await self.call("getUpdates", **given))["result"]
        assert isinstance(result, list)
        return [update["update_id"] for update in result]


class Stage:
    """Serves the fake of the running test."""

    fake: FakeTelegram

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.fake.app()(scope, receive, send)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage() -> AsyncIterator[tuple[Stage, str, httpx.AsyncClient]]:
    made = Stage()
    server = uvicorn.Server(uvicorn.Config(made, log_config=None, lifespan="off", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        # Or each answer waits for 40 ms: asyncio does this only for sockets that name TCP.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        task = asyncio.create_task(server.serve(sockets=[listening]))
        async with httpx.AsyncClient() as client:
            yield made, f"http://127.0.0.1:{listening.getsockname()[1]}", client
        server.should_exit = True
        await task


@pytest_asyncio.fixture(loop_scope="module")
async def telegram(
    stage: tuple[Stage, str, httpx.AsyncClient],
) -> AsyncIterator[Telegram]:
    app, url, client = stage
    made = Telegram(url, client)
    app.fake = made.fake
    yield made
    await made.fake.aclose()


KEYBOARD = {"inline_keyboard": [[{"text": "Vì sao?", "callback_data": "why"}]]}


def buttons(value: str) -> object:
    return {"inline_keyboard": [[{"text": "Vì sao?", "callback_data": value}]]}


@pytest.mark.parametrize(
    ("method", "given", "status"),
    [
        ("sendMassage", {"chat_id": 7, "text": "a"}, 404),
        ("sendMessage", {"text": "a"}, 400),
        ("sendMessage", {"chat_id": "bảy", "text": "a"}, 400),
        ("sendMessage", {"chat_id": 7}, 400),
        ("sendMessage", {"chat_id": 7, "text": " \n"}, 400),
        ("sendMessage", {"chat_id": 7, "text": "a" * 4097}, 400),
        ("sendMessage", {"chat_id": 7, "text": "🚨" * 2049}, 400),
        ("sendMessage", {"chat_id": 7, "text": "a", "reply_markup": "{"}, 400),
        ("sendMessage", {"chat_id": 7, "text": "a", "reply_markup": buttons("x" * 65)}, 400),
        ("sendMessage", {"chat_id": 7, "text": "a", "reply_markup": buttons("")}, 400),
        ("sendMessage", {"chat_id": 7, "text": "a", "colour": "red"}, 400),
        ("getUpdates", {"limit": 101}, 400),
        ("setWebhook", {"url": "http://canhgiac.test"}, 400),
        ("setWebhook", {"url": "https://canhgiac.test", "secret_token": "có dấu"}, 400),
        ("setMyCommands", {"commands": [{"command": "Trợ giúp", "description": "a"}]}, 400),
        ("setMyDescription", {"description": "a" * 513}, 400),
        ("setMyShortDescription", {"short_description": "a" * 121}, 400),
        ("answerCallbackQuery", {}, 400),
        ("sendChatAction", {"chat_id": 7, "action": "sleeping"}, 400),
    ],
)
async def test_wrong_calls_are_refused_and_noted(
    telegram: Telegram, method: str, given: dict[str, object], status: int
) -> None:
    answer = await telegram.call(method, **given)
    assert answer["error_code"] == status
    assert len(telegram.fake.violations) == 1
    assert telegram.fake.sent == []


async def test_good_calls_are_not(telegram: Telegram) -> None:
    me = (await telegram.call("getMe"))["result"]
    assert isinstance(me, dict)
    assert me["is_bot"]
    ids = []
    for text in ("a" * 4096, "🚨" * 2048):
        sent = await telegram.call("sendMessage", chat_id=7, text=text, reply_markup=KEYBOARD)
        assert isinstance(sent["result"], dict)
        ids.append(sent["result"]["message_id"])
    assert ids == [1, 2]
    await telegram.call("sendChatAction", chat_id=7, action="typing")
    await telegram.call("answerCallbackQuery", callback_query_id="5")
    assert telegram.fake.keyboards == [["why"], ["why"]]
    assert telegram.fake.violations == []


async def test_a_wrong_token_is_refused(telegram: Telegram) -> None:
    answer = await telegram.call_with("1:wrong", "getMe")
    assert answer["error_code"] == 401
    assert telegram.fake.violations


async def test_updates_stay_until_they_are_confirmed(telegram: Telegram) -> None:
    fake = telegram.fake
    made = [fake.text("7", text) for text in "abc"]
    first, second, third = (int(update.id) for update in made)
    fake.hand_out(*made)
    assert await telegram.updates(limit=2) == [first, second]
    assert await telegram.updates() == [first, second, third]
    assert await telegram.updates(offset=second) == [second, third]
    assert await telegram.updates(offset=third + 1) == []
    assert await telegram.updates() == []


async def test_a_long_poll_ends_when_something_comes(telegram: Telegram) -> None:
    asking = asyncio.create_task(telegram.updates(timeout=30))
    await asyncio.sleep(0.05)
    assert not asking.done()
    update = telegram.fake.text("7", "alo")
    telegram.fake.hand_out(update)
    assert await asyncio.wait_for(asking, 2) == [int(update.id)]


async def test_of_two_who_ask_the_first_is_told(telegram: Telegram) -> None:
    first = asyncio.create_task(telegram.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(telegram.call("getUpdates", timeout=1))
    assert (await asyncio.wait_for(first, 2))["error_code"] == 409
    telegram.fake.hand_out(telegram.fake.text("7", "alo"))
    assert (await second)["ok"]


async def test_with_a_webhook_nobody_can_ask(telegram: Telegram) -> None:
    given = {"url": "https://canhgiac.test/x", "secret_token": "abc"}
    await telegram.call("setWebhook", **given)
    refused = await telegram.call("getUpdates")
    assert refused["error_code"] == 409
    assert "webhook" in str(refused["description"])
    info = (await telegram.call("getWebhookInfo"))["result"]
    assert isinstance(info, dict)
    assert info["url"] == given["url"]
    assert "abc" in telegram.fake.text("7", "alo").headers.values()
    await telegram.call("deleteWebhook")
    assert await telegram.updates() == []


async def test_faults_and_blocked_chats(telegram: Telegram) -> None:
    fake = telegram.fake
    fake.faults.extend([Fault(429, retry_after=9), Fault(500), Fault(502, then_taken=True)])
    answers = [await telegram.call("sendMessage", chat_id=7, text="a") for _ in range(4)]
    assert [answer.get("error_code") for answer in answers] == [429, 500, 502, None]
    assert answers[0]["parameters"] == {"retry_after": 9}
    assert len(fake.sent) == 2
    fake.blocked.add("7")
    blocked = await telegram.call("sendMessage", chat_id=7, text="a")
    assert blocked["description"] == "Forbidden: bot was blocked by the user"
    assert fake.violations == []


async def test_an_answer_may_break_off(telegram: Telegram) -> None:
    telegram.fake.faults.append(Fault(0, then_taken=True))
    with pytest.raises(httpx.RemoteProtocolError):
        await telegram.call("sendMessage", chat_id=7, text="a")
    assert len(telegram.fake.sent) == 1


def all_updates(fake: FakeTelegram) -> list[PlayedUpdate]:
    """One of each that can be read."""
    first = fake.text("7", "alo")
    return [
        first,
        *fake.others("7").values(),
        *fake.album("7", "ba tấm"),
        fake.edited(first, "a lô"),
        fake.in_group("5", "thật không", addressed=True, quoted="trúng thưởng"),
        fake.in_group("5", "chợ đông", addressed=False),
    ]


async def test_updates_are_what_a_library_understands(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # or the library warns of its own future
    made = all_updates(telegram.fake)
    for update in made:
        read = PtbUpdate.de_json(json.loads(update.body), None)
        assert read.effective_chat
        assert str(read.effective_chat.id) == update.chat
        assert str(read.update_id) == update.id
    assert len({update.id for update in made}) == len(made)


async def test_a_forged_update_differs_in_its_secret_only(telegram: Telegram) -> None:
    update = telegram.fake.text("7", "alo")
    forged = telegram.fake.forged(update)
    assert (forged.id, forged.body) == (update.id, update.body)
    assert forged.headers.keys() == update.headers.keys()
    assert forged.headers != update.headers


async def test_the_bot_finds_it_by_its_settings(telegram: Telegram) -> None:
    environment = telegram.fake.environment("http://127.0.0.1:1")
    assert environment == {
        "TELEGRAM_TOKEN": telegram.fake.token,
        "TELEGRAM_API_URL": "http://127.0.0.1:1",
    }

import asyncio
import io
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from urllib.parse import parse_qs

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from telegram import Update

from bot.channels import rate_limit
from bot.channels.base import CollectingChannel, OnMessage
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.telegram import TelegramChannel, _pieces, as_inbound
from bot.channels.terminal import TerminalChannel
from bot.channels.web import WebChannel, web_app
from bot.messages import Attachment, Button, InboundMessage, Reply


class Echo:
    """Answers every message with its own words, and remembers it."""

    def __init__(self) -> None:
        self.heard: list[InboundMessage] = []

    async def __call__(self, message: InboundMessage) -> Sequence[Reply]:
        self.heard.append(message)
        return [Reply(f"nghe: {message.text or message.choice}", (Button("Vì sao?", "why"),))]


def update(**message: object) -> Update:
    chat = message.pop("chat", {"id": 7, "type": "private"})
    now = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp())
    body = {"message_id": 1, "date": now, "chat": chat, **message}
    made = Update.de_json({"update_id": 1, "message": body}, None)
    assert made
    return made


def test_a_telegram_text_becomes_a_message() -> None:
    inbound = as_inbound(update(text="nó kêu tui chuyển tiền"))
    assert inbound == InboundMessage("telegram", "7", "nó kêu tui chuyển tiền")  # type: ignore[arg-type]


def test_a_telegram_sticker_is_an_attachment() -> None:
    sticker = {
        "file_id": "a",
        "file_unique_id": "b",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
        "type": "regular",
    }
    inbound = as_inbound(update(sticker=sticker))
    assert inbound
    assert inbound.attachments == (Attachment.STICKER,)


def test_what_telegram_sends_beside_private_messages_is_left_alone() -> None:
    assert as_inbound(update(text="alo", chat={"id": -5, "type": "group"})) is None
    edited = Update.de_json({"update_id": 2}, None)
    assert edited
    assert as_inbound(edited) is None


def test_a_long_text_is_cut_at_line_ends() -> None:
    pieces = _pieces("\n".join(["x" * 1000] * 9))
    assert all(len(piece) <= 4096 for piece in pieces)
    assert "\n".join(pieces) == "\n".join(["x" * 1000] * 9)


def test_a_line_that_is_too_long_loses_nothing() -> None:
    line = "".join(str(n) for n in range(3000))
    assert "".join(_pieces(line)) == line
    pieces = _pieces(f"đầu\n{line}\ncuối")
    assert all(0 < len(piece) <= 4096 for piece in pieces)
    assert "".join(pieces).replace("\n", "") == f"đầu{line}cuối"


class FakeTelegram:
    """The Bot API: hands out one tap of a button, remembers what it is asked to do."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.sent: list[str] = []
        self.too_late = False
        self.replied = asyncio.Event()

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/{token}/{method}", self._answer, methods=["POST"])])

    async def _answer(self, request: Request) -> JSONResponse:
        method, form = request.path_params["method"], parse_qs((await request.body()).decode())
        self.asked.append(method)
        if request.path_params["token"].endswith(":wrong"):
            return JSONResponse({"ok": False, "description": "Unauthorized"}, 401)
        if method == "answerCallbackQuery" and self.too_late:
            return JSONResponse({"ok": False, "description": "query is too old"}, 400)
        if method == "sendMessage":
            self.sent += form["text"]
            self.replied.set()
        return JSONResponse({"ok": True, "result": await self._result(method)})

    async def _result(self, method: str) -> object:
        chat = {"id": 7, "type": "private"}
        bot = {"id": 1, "is_bot": True, "first_name": "b", "username": "b"}
        if method == "getMe":
            return bot
        if method == "sendMessage":
            return {"message_id": 2, "date": 0, "chat": chat}
        if method != "getUpdates":
            return True
        if self.asked.count("getUpdates") > 1:
            await asyncio.sleep(0.1)
            return []
        person = {"id": 7, "is_bot": False, "first_name": "a"}
        tap = {"id": "5", "from": person, "chat_instance": "c", "data": "why"}
        shown = {"message_id": 1, "date": 0, "chat": chat, "from": bot}
        return [{"update_id": 1, "callback_query": {**tap, "message": shown}}]


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        task = asyncio.create_task(server.serve(sockets=[listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/bot"
        server.should_exit = True
        await task


@pytest.mark.parametrize("too_late", [False, True])
async def test_a_tapped_button_comes_to_rest_and_is_answered(echo: Echo, *, too_late: bool) -> None:
    fake = FakeTelegram()
    fake.too_late = too_late
    async with serving(fake.app()) as base_url:
        channel = TelegramChannel("1:good", base_url)
        running = asyncio.create_task(channel.run(echo))
        await asyncio.wait_for(fake.replied.wait(), 10)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert fake.asked.count("answerCallbackQuery") == 1
    assert fake.sent == ["nghe: why"]


async def test_a_refused_token_is_told(echo: Echo) -> None:
    async with serving(FakeTelegram().app()) as base_url:
        with pytest.raises(ChannelCannotRun, match="TELEGRAM_TOKEN"):
            await TelegramChannel("1:wrong", base_url).run(echo)


async def test_the_terminal_answers_each_line_before_the_next() -> None:
    out, echo = io.StringIO(), Echo()
    await TerminalChannel(io.StringIO("một\n\nhai\n"), out).run(echo)
    assert [m.text for m in echo.heard] == ["một", "hai"]
    assert out.getvalue().index("nghe: một") < out.getvalue().index("nghe: hai")
    assert "1. Vì sao?" in out.getvalue()


async def test_the_collecting_channel_collects() -> None:
    channel = CollectingChannel("alo", "ơi")
    await channel.run(Echo())
    assert [reply.text for reply in channel.replies] == ["nghe: alo", "nghe: ơi"]


@pytest.fixture
def echo() -> Echo:
    return Echo()


def open_app(on_message: OnMessage) -> Starlette:
    return web_app(on_message, lambda page: page.replace("{canh_sat_113}", "113"))


def browser_at(app: Starlette, address: str = "10.0.0.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 4711))
    return httpx.AsyncClient(transport=transport, base_url="http://chat.test")


def open_browser(echo: Echo) -> httpx.AsyncClient:
    return browser_at(open_app(echo))


@pytest.fixture
async def browser(echo: Echo) -> AsyncIterator[httpx.AsyncClient]:
    async with open_browser(echo) as client:
        await client.get("/")
        yield client


async def test_the_web_chat_answers_words_and_choices(
    browser: httpx.AsyncClient, echo: Echo
) -> None:
    answer = (await browser.post("/chat/messages", json={"text": "nó kêu tui"})).json()
    assert answer == {
        "replies": [{"text": "nghe: nó kêu tui", "buttons": [{"label": "Vì sao?", "value": "why"}]}]
    }
    await browser.post("/chat/messages", json={"choice": "why"})
    assert [m.choice for m in echo.heard] == [None, "why"]
    assert len({m.chat for m in echo.heard}) == 1


async def test_two_browsers_are_two_conversations(echo: Echo) -> None:
    for _ in range(2):
        async with open_browser(echo) as client:
            await client.get("/")
            await client.post("/chat/messages", json={"text": "alo"})
    assert len({m.chat for m in echo.heard}) == 2


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"text": "x"}', {"origin": "http://evil.test"}, 403),
        (b'{"text": "x"}', {"origin": "http://[evil"}, 403),
        (b'{"text": "x"}', {"origin": "null"}, 403),
        (b"x" * 100_000, {}, 413),
        (b"{not json", {}, 422),
        (b'{"text": 5}', {}, 422),
    ],
)
async def test_bad_posts_get_a_kind_error(
    browser: httpx.AsyncClient, echo: Echo, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = await browser.post("/chat/messages", content=body, headers=headers)
    assert answer.status_code == status
    assert "ạn" in answer.json()["error"]
    assert echo.heard == []


async def test_a_body_is_counted_whatever_its_length_says(
    browser: httpx.AsyncClient, echo: Echo
) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10_000_000:
            sent += 10_000
            yield b"x" * 10_000

    headers = {"content-length": "10", "transfer-encoding": "chunked"}
    answer = await browser.post("/chat/messages", content=endless(), headers=headers)
    assert answer.status_code == 413
    assert "quan trọng nhất" in answer.json()["error"]
    assert sent < 100_000
    assert echo.heard == []


async def test_a_chunked_message_of_fair_size_is_answered(
    browser: httpx.AsyncClient, echo: Echo
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b'{"text": '
        yield b'"alo"}'

    assert (await browser.post("/chat/messages", content=chunks())).is_success
    assert [m.text for m in echo.heard] == ["alo"]


@pytest.mark.parametrize("made", ["", "x", "x" * 31, "x" * 33, "x" * 20_000, "x" * 31 + ".", '""'])
async def test_a_cookie_that_was_not_made_here_opens_no_chat(echo: Echo, made: str) -> None:
    headers = {"cookie": f"canhgiac_chat={made}"}
    async with open_browser(echo) as client:
        answer = await client.post("/chat/messages", json={"text": "x"}, headers=headers)
        assert answer.status_code == 403
        assert "tải lại trang" in answer.json()["error"]
        # The page fetches itself once to get a good one.
        assert (await client.get("/", headers=headers)).cookies
        assert (await client.post("/chat/messages", json={"text": "x"})).is_success
    assert len(echo.heard) == 1


async def test_a_good_cookie_stays(browser: httpx.AsyncClient) -> None:
    assert not (await browser.get("/")).cookies


async def test_an_odd_host_still_gets_the_page(echo: Echo) -> None:
    async with open_browser(echo) as client:
        assert (await client.get("/", headers={"host": "[evil"})).is_success


async def test_a_flood_from_one_address_is_told_what_to_do_and_stops_nobody_else(
    echo: Echo,
) -> None:
    app = open_app(echo)
    async with browser_at(app, "10.0.0.1") as flooding, browser_at(app, "10.0.0.2") as other:
        await flooding.get("/")
        await other.get("/")
        for number in range(rate_limit.MOST_A_MINUTE):
            forged = {"x-forwarded-for": f"10.1.0.{number}"}
            answer = await flooding.post("/chat/messages", json={"text": "x"}, headers=forged)
            assert answer.is_success
        answer = await flooding.post("/chat/messages", json={"text": "x"})
        assert answer.status_code == 429
        told = answer.json()["error"]
        assert all(step in told for step in ("dừng lại", "gọi ngay ngân hàng", "gọi 113"))
        assert told.count(".") == 1
        assert (await other.post("/chat/messages", json={"text": "x"})).is_success


async def test_one_address_waits_for_few_answers_at_a_time() -> None:
    answering = asyncio.Event()

    async def slow(_message: InboundMessage) -> Sequence[Reply]:
        await answering.wait()
        return ()

    async with browser_at(open_app(slow)) as client:
        await client.get("/")
        post = partial(client.post, "/chat/messages", json={"text": "x"})
        waiting = [asyncio.create_task(post()) for _ in range(rate_limit.MOST_AT_ONCE)]
        await asyncio.sleep(0.1)
        assert (await post()).status_code == 429
        answering.set()
        assert all(answer.is_success for answer in await asyncio.gather(*waiting))
        assert (await post()).is_success


def test_after_a_minute_an_address_is_heard_again() -> None:
    clock = [0.0]
    limit = rate_limit.RateLimit(lambda: clock[0])

    def may_send() -> bool:
        with limit.turn("a") as may:
            return may

    assert [may_send() for _ in range(41)] == [True] * 40 + [False]
    clock[0] = 59
    assert not may_send()
    clock[0] = 60
    assert may_send()


def test_the_addresses_remembered_stay_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MOST_ADDRESSES", 3)
    limit = rate_limit.RateLimit()
    for number in range(10):
        with limit.turn(f"address {number}") as may_send:
            assert may_send
    assert len(limit._senders) == 3  # noqa: SLF001
    # Nor does the memory hold an address: only its stand-in of the day.
    assert not [sender for sender in limit._senders if "address" in sender]  # noqa: SLF001


async def test_a_taken_port_is_told_in_one_line(echo: Echo) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ChannelCannotRun) as told:
            await WebChannel("127.0.0.1", port, str).run(echo)
    expected = f"Cổng {port} đang có chương trình khác dùng; đổi WEB_PORT"
    assert str(told.value).startswith(expected)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("host", ["203.0.113.1", "khong-co.invalid", "a..b"])
async def test_an_address_of_another_machine_is_told(echo: Echo, host: str) -> None:
    with pytest.raises(ChannelCannotRun, match="WEB_HOST"):
        await WebChannel(host, 8080, str).run(echo)


async def test_a_post_without_the_page_is_refused(echo: Echo) -> None:
    async with open_browser(echo) as client:
        answer = await client.post("/chat/messages", json={"text": "x"})
    assert answer.status_code == 403


async def test_the_page_forbids_everything_from_elsewhere(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/")
    headers = page.headers
    assert "gọi 113 ngay" in page.text
    assert "{" not in page.text
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"

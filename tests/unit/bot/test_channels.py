import asyncio
import io
import socket
from collections.abc import AsyncIterator, Sequence
from functools import partial

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.channels import rate_limit
from bot.channels.base import CollectingChannel, OnMessage
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.terminal import TerminalChannel
from bot.channels.web import WebChannel, admission
from bot.front import Front, front_app
from bot.messages import Button, InboundMessage, Reply


class Echo:
    """Answers every message with its own words, and remembers it."""

    def __init__(self) -> None:
        self.heard: list[InboundMessage] = []

    async def __call__(self, message: InboundMessage) -> Sequence[Reply]:
        self.heard.append(message)
        return [Reply(f"nghe: {message.text or message.choice}", (Button("Vì sao?", "why"),))]


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


JSON = {"content-type": "application/json"}


def open_app(on_message: OnMessage) -> Starlette:
    return front_app(WebChannel(fill).routes(on_message))


def fill(text: str) -> str:
    return text.replace("{canh_sat_113}", "113").replace("{tong_dai_111}", "111")


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
        (b'{"text": "x", "id": "<short>"}', {}, 422),
        (b'{"text": "x"}', {"content-type": "text/plain"}, 415),
        (b'{"text": "x"}', {"content-type": "application/x-www-form-urlencoded"}, 415),
        (b'{"text": "x"}', {"sec-fetch-site": "cross-site"}, 403),
        (b'{"text": "x"}', {"sec-fetch-site": "same-site"}, 403),
    ],
)
async def test_bad_posts_get_a_kind_error(
    browser: httpx.AsyncClient, echo: Echo, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = await browser.post("/chat/messages", content=body, headers={**JSON, **headers})
    assert answer.status_code == status
    assert "ạn" in answer.json()["error"]
    assert echo.heard == []


@pytest.mark.parametrize("site", ["same-origin", "none"])
async def test_the_own_page_may_post(browser: httpx.AsyncClient, site: str) -> None:
    headers = {"sec-fetch-site": site, "origin": "http://chat.test"}
    answer = await browser.post("/chat/messages", json={"text": "x"}, headers=headers)
    assert answer.is_success


async def test_a_body_that_dribbles_is_cut_and_told_what_to_do(
    browser: httpx.AsyncClient, echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "SLOWEST_BODY", 0.05)

    async def dribble() -> AsyncIterator[bytes]:
        yield b'{"text": "'
        await asyncio.sleep(0.2)
        yield b'x"}'

    answer = await browser.post("/chat/messages", content=dribble(), headers=JSON)
    assert answer.status_code == 408
    assert answer.headers["connection"] == "close"
    told = answer.json()["error"]
    assert all(step in told for step in ("dừng lại", "gọi ngay ngân hàng", "gọi 113"))
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

    headers = {**JSON, "content-length": "10", "transfer-encoding": "chunked"}
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

    assert (await browser.post("/chat/messages", content=chunks(), headers=JSON)).is_success
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


async def test_under_https_the_cookie_is_of_this_host_alone(echo: Echo) -> None:
    transport = httpx.ASGITransport(open_app(echo))
    async with httpx.AsyncClient(transport=transport, base_url="https://chat.test") as client:
        # A neighbour's host, or somebody in between who speaks http, may have set the plain name.
        planted = {"cookie": f"canhgiac_chat={'x' * 32}"}
        answer = await client.post("/chat/messages", json={"text": "x"}, headers=planted)
        assert answer.status_code == 403
        made = (await client.get("/", headers=planted)).headers["set-cookie"]
        assert made.startswith("__Host-canhgiac_chat=")
        assert all(part in made for part in ("; Secure", "; Path=/", "; HttpOnly"))
        assert "domain" not in made.lower()
        assert (await client.post("/chat/messages", json={"text": "x"})).is_success
        assert "set-cookie" not in (await client.get("/")).headers
    assert "x" * 32 not in {message.chat for message in echo.heard}


async def test_on_the_machine_itself_the_cookie_needs_no_https(browser: httpx.AsyncClient) -> None:
    assert list(browser.cookies) == ["canhgiac_chat"]


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
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        told = answer.json()["error"]
        assert all(step in told for step in ("dừng lại", "gọi ngay ngân hàng", "gọi 113"))
        assert told.count(".") == 1
        assert "không muốn sống nữa: gọi ngay người thân hoặc 113; dưới 18 tuổi gọi 111" in told
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
        with limit.turn("a") as turn:
            return turn.granted

    assert [may_send() for _ in range(41)] == [True] * 40 + [False]
    clock[0] = 59
    assert not may_send()
    with limit.turn("a") as turn:
        assert turn.wait == 1
    clock[0] = 60
    assert may_send()


def test_the_addresses_remembered_stay_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MOST_ADDRESSES", 3)
    limit = rate_limit.RateLimit()
    for number in range(10):
        with limit.turn(f"address {number}") as turn:
            assert turn.granted
    assert len(limit._senders) == 3  # noqa: SLF001
    # Nor does the memory hold an address: only its stand-in of the day.
    assert not [sender for sender in limit._senders if "address" in sender]  # noqa: SLF001


async def test_all_addresses_together_have_a_limit_that_is_told_as_kindly(echo: Echo) -> None:
    limit = rate_limit.RateLimit(in_all=3)
    app = front_app(WebChannel(fill, limit=limit).routes(echo))
    for number, granted in enumerate([True, True, True, False]):
        async with browser_at(app, f"10.0.0.{number}") as client:
            await client.get("/")
            answer = await client.post("/chat/messages", json={"text": "x"})
            assert answer.is_success == granted
    assert answer.status_code == 429
    assert "gọi 113" in answer.json()["error"]
    assert 1 <= int(answer.headers["retry-after"]) <= 60


class Comforter:
    """Comforts whoever speaks of death, and counts how often words were looked at."""

    def __init__(self) -> None:
        self.looked = 0

    def __call__(self, message: InboundMessage) -> Sequence[Reply]:
        self.looked += 1
        return [Reply("Tôi ở đây với bạn.")] if message.text == "không muốn sống nữa" else []


async def test_despair_over_the_limit_gets_the_comfort_once_a_minute(echo: Echo) -> None:
    clock, comforter = [0.0], Comforter()
    limit = rate_limit.RateLimit(lambda: clock[0], in_all=1)
    app = front_app(WebChannel(fill, limit=limit, urgent=comforter).routes(echo))
    async with browser_at(app, "10.0.0.1") as client, browser_at(app, "10.0.0.2") as other:
        for browser in (client, other):
            await browser.get("/")
        despair = {"text": "không muốn sống nữa"}
        assert (await client.post("/chat/messages", json={"text": "x"})).is_success
        assert (await client.get("/chat/last")).status_code == 429
        assert comforter.looked == 0
        assert (await client.post("/chat/messages", json={"text": "x"})).status_code == 429
        answer = await client.post("/chat/messages", json=despair)
        assert answer.json() == {"replies": [{"text": "Tôi ở đây với bạn.", "buttons": []}]}
        assert (await client.post("/chat/messages", json=despair)).status_code == 429
        assert comforter.looked == 2  # nor is anything read until the minute is over
        assert (await other.post("/chat/messages", json=despair)).is_success
        clock[0] = 60
        assert (await client.post("/chat/messages", json={"text": "y"})).is_success
        assert (await client.post("/chat/messages", json=despair)).json()["replies"]
    assert [message.text for message in echo.heard] == ["x", "y"]


async def test_over_the_limit_a_foreign_page_gets_no_comfort(echo: Echo) -> None:
    comforter = Comforter()
    limit = rate_limit.RateLimit(in_all=1)
    app = front_app(WebChannel(fill, limit=limit, urgent=comforter).routes(echo))
    async with browser_at(app) as client:
        await client.get("/")
        post = partial(client.post, "/chat/messages", json={"text": "không muốn sống nữa"})
        assert (await post()).is_success
        assert (await post(headers={"origin": "https://evil.test"})).status_code == 403
    assert comforter.looked == 0


def test_over_the_limit_few_are_read_at_a_time() -> None:
    limit = rate_limit.RateLimit(in_all=1)
    with limit.turn("b") as granted:
        assert not granted.may_be_urgent
    with limit.turn("a") as first, limit.turn("a") as second, limit.turn("a") as third:
        seen = [turn.may_be_urgent for turn in (first, second, third)]
    assert seen == [True, True, False]
    with limit.turn("a") as turn:
        assert turn.may_be_urgent


def test_in_all_counts_the_last_minute_only() -> None:
    clock = [0.0]
    limit = rate_limit.RateLimit(lambda: clock[0], in_all=2)

    def sends(address: str) -> int:
        with limit.turn(address) as turn:
            return turn.wait

    assert sends("a") == 0
    clock[0] = 30.5
    assert [sends("b"), sends("c")] == [0, 30]
    clock[0] = 60
    assert [sends("c"), sends("d")] == [0, 30]


def test_a_household_of_ipv6_is_one_sender() -> None:
    limit = rate_limit.RateLimit()
    for number in range(rate_limit.MOST_A_MINUTE):
        with limit.turn(f"2001:db8:1:2::{number:x}") as turn:
            assert turn.granted
    with limit.turn("2001:db8:1:2:ffff::1") as turn:
        assert not turn.granted
    with limit.turn("2001:db8:1:3::1") as turn:
        assert turn.granted


async def until_closed(port: int, *sent: bytes) -> bytes:
    """What comes back until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in sent:
        writer.write(part)
        await asyncio.sleep(0.02)
    try:
        return await asyncio.wait_for(reader.read(), 5)
    finally:
        writer.close()


@pytest.fixture
async def front(echo: Echo) -> AsyncIterator[int]:
    """The port of a running front."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    running = asyncio.create_task(Front("127.0.0.1", port, WebChannel(fill).routes(echo)).run())
    async with httpx.AsyncClient() as probe:
        for _ in range(100):
            try:
                assert (await probe.get(f"http://127.0.0.1:{port}/healthz")).is_success
            except httpx.ConnectError:
                await asyncio.sleep(0.02)
            else:
                break
    yield port
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize(
    "sent",
    [
        (),
        (b"GET / HT",),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HT"),
        (b"POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", b"x"),
    ],
    ids=["nothing", "half a head", "half a second head", "half a body"],
)
async def test_what_does_not_arrive_is_hung_up_on(
    front: int, sent: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.front.SLOWEST_REQUEST", 0.1)
    started = asyncio.get_running_loop().time()
    await until_closed(front, *sent)
    assert asyncio.get_running_loop().time() - started < 2


async def test_who_waits_for_an_answer_is_not_hung_up_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.front.SLOWEST_REQUEST", 0.05)

    async def slowly(_request: Request) -> JSONResponse:
        await asyncio.sleep(0.2)
        return JSONResponse({"here": True})

    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    running = asyncio.create_task(Front("127.0.0.1", port, [Route("/slow", slowly)]).run())
    await asyncio.sleep(0.2)
    request = b"GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    assert b'{"here":true}' in await until_closed(port, request)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_taken_port_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ChannelCannotRun) as told:
            await Front("127.0.0.1", port, []).run()
    expected = f"Cổng {port} đang có chương trình khác dùng; đổi WEB_PORT"
    assert str(told.value).startswith(expected)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("host", ["203.0.113.1", "khong-co.invalid", "a..b"])
async def test_an_address_of_another_machine_is_told(host: str) -> None:
    with pytest.raises(ChannelCannotRun, match="WEB_HOST"):
        await Front(host, 8080, []).run()


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

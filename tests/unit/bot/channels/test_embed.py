"""In a portal's frame: who may frame the page, and how a chat is named without a cookie."""

import re
from collections.abc import AsyncIterator, Sequence

import httpx
import pytest
from pydantic import ValidationError

from bot.channels.web import WebChannel
from bot.front import front_app
from bot.messages import InboundMessage, Reply
from bot.settings import BotSettings

PORTALS = ("https://www.phuong.example.vn", "https://tinh.example.vn:8443")


@pytest.fixture
def heard() -> list[InboundMessage]:
    return []


@pytest.fixture
async def browser(heard: list[InboundMessage]) -> AsyncIterator[httpx.AsyncClient]:
    async def answer(message: InboundMessage) -> Sequence[Reply]:
        heard.append(message)
        return (Reply(f"đáp: {message.text}"),)

    transport = httpx.ASGITransport(front_app(WebChannel(str, PORTALS).routes(answer)))
    async with httpx.AsyncClient(transport=transport, base_url="http://chat.test") as client:
        yield client


def frame_ancestors(page: httpx.Response) -> list[str]:
    policy = page.headers.get_list("content-security-policy")
    assert len(policy) == 1
    return policy[0].partition("frame-ancestors ")[2].split()


def name_in(page: httpx.Response) -> str:
    found = re.search(r'data-chat="([^"]*)"', page.text)
    assert found
    return found[1]


async def test_the_portals_and_nobody_else_may_frame_the_embedded_page(
    browser: httpx.AsyncClient,
) -> None:
    assert frame_ancestors(await browser.get("/?embed")) == ["'self'", *PORTALS]
    assert frame_ancestors(await browser.get("/")) == ["'self'"]


async def test_an_embedded_page_names_its_chat_without_a_cookie(
    browser: httpx.AsyncClient, heard: list[InboundMessage]
) -> None:
    first, second = [await browser.get("/?embed") for _ in range(2)]
    assert not first.cookies
    assert name_in(first) != name_in(second)
    headers = {"x-canhgiac-chat": name_in(first)}
    answer = await browser.post("/chat/messages", json={"text": "alo"}, headers=headers)
    assert answer.is_success
    assert heard[0].chat == name_in(first)
    last = (await browser.get("/chat/last", headers=headers)).json()
    assert [reply["text"] for reply in last["replies"]] == ["đáp: alo"]
    other = (await browser.get("/chat/last", headers={"x-canhgiac-chat": name_in(second)})).json()
    assert other == {"known": False, "replies": []}


async def test_a_page_of_its_own_has_a_cookie_and_no_name_in_it(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/")
    assert name_in(page) == ""
    cookie = page.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


async def test_who_comes_by_a_link_keeps_the_cookie_that_the_browser_holds_back(
    browser: httpx.AsyncClient,
) -> None:
    for site in ("cross-site", "same-site"):
        page = await browser.get("/", headers={"sec-fetch-site": site})
        assert "set-cookie" not in page.headers
        assert 'data-fresh=""' in page.text
    assert (await browser.get("/chat/last")).status_code == 403
    # What the page does then.
    assert (await browser.get("/", headers={"sec-fetch-site": "same-origin"})).cookies
    assert (await browser.get("/chat/last")).is_success


async def test_only_a_name_made_just_now_is_fresh(browser: httpx.AsyncClient) -> None:
    assert 'data-fresh="yes"' in (await browser.get("/")).text
    assert 'data-fresh=""' in (await browser.get("/")).text
    assert 'data-fresh="yes"' in (await browser.get("/?embed")).text


@pytest.mark.parametrize("made", ["", "x", "x" * 31 + "."])
async def test_a_name_that_was_not_made_here_falls_back_on_no_cookie(
    browser: httpx.AsyncClient, heard: list[InboundMessage], made: str
) -> None:
    await browser.get("/")
    headers = {"x-canhgiac-chat": made}
    answer = await browser.post("/chat/messages", json={"text": "alo"}, headers=headers)
    assert answer.status_code == 403
    assert heard == []


async def test_a_foreign_page_may_not_send_the_header(browser: httpx.AsyncClient) -> None:
    """The question that a browser asks before it lets a foreign page send such a header."""
    asked = {
        "origin": PORTALS[0],
        "access-control-request-method": "POST",
        "access-control-request-headers": "x-canhgiac-chat,content-type",
    }
    answer = await browser.options("/chat/messages", headers=asked)
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    headers = {"x-canhgiac-chat": name_in(await browser.get("/?embed")), "origin": PORTALS[0]}
    posted = await browser.post("/chat/messages", json={"text": "x"}, headers=headers)
    assert posted.status_code == 403


async def test_the_button_may_be_loaded_from_everywhere_and_nothing_else(
    browser: httpx.AsyncClient,
) -> None:
    script = await browser.get("/embed.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "max-age" in script.headers["cache-control"]
    for path in ("/", "/static/chat.js"):
        kept = await browser.get(path)
        assert kept.headers["cross-origin-resource-policy"] == "same-origin"
        assert kept.headers["cache-control"] == "no-store"


def settings(origins: str) -> BotSettings:
    return BotSettings(embed_origins=origins)


@pytest.mark.parametrize(
    "origins",
    ["", " ".join(PORTALS), "http://localhost:3000", "http://127.0.0.1", "https://xn--phng-8va.vn"],
)
def test_origins_of_portals(origins: str) -> None:
    assert settings(f" {origins} ").embed_origins == origins


@pytest.mark.parametrize(
    "origins",
    [
        "phuong.example.vn",
        "http://phuong.example.vn",
        "https://phuong.example.vn/",
        "https://phuong.example.vn/trang",
        "https://*.example.vn",
        "https://*",
        "*",
        "'unsafe-inline'",
        "https://a.vn;script-src *",
        "https://a.vn,https://b.vn",
        "https://phường.vn",
        "https://a.vn:0",
        "https://a.vn:123456",
        "https://ai@a.vn",
        "https://a..vn",
        "https://a.vn\nb",
        "https://a.vn javascript:alert(1)",
    ],
)
def test_what_is_no_origin_is_refused(origins: str) -> None:
    with pytest.raises(ValidationError, match=r"https://ten-mien"):
        settings(origins)

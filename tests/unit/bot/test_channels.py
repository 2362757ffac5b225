import io
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import httpx
import pytest
from telegram import Update

from bot.channels.base import CollectingChannel
from bot.channels.telegram import _pieces, as_inbound
from bot.channels.terminal import TerminalChannel
from bot.channels.web import web_app
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


def open_browser(echo: Echo) -> httpx.AsyncClient:
    app = web_app(echo, lambda page: page.replace("{canh_sat_113}", "113"))
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://chat.test")


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

"""How messages go out to Telegram, and what is set up there: over real HTTP."""

import asyncio
import os
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from starlette.types import Receive, Scope, Send

from bot.channels.base import Introduction
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.outgoing import MovedTo, TryLater, Unreachable, Unsure
from bot.channels.rendering import fitted
from bot.channels.telegram import TelegramChannel
from bot.messages import Button, Reply
from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.platform import Fault
from bot.rehearsal.telegram_schema import SetWebhook
from tests.unit.bot.channels.doubles import Stage, staging

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "b" * 64
TLS = ssl.create_default_context()
PUBLIC = "https://canhgiac.test/"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    # Reading the certificates takes longer than a test, and nobody needs them here.
    monkeypatch.setattr(ssl, "create_default_context", lambda **_: TLS)


async def nothing() -> None:
    """Leave without a note."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    async with staging() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def fake(stage: Stage) -> AsyncIterator[FakeTelegram]:
    made = FakeTelegram(SECRET)
    stage.app = made.app()
    yield made
    await made.aclose()


@asynccontextmanager
async def channel_to(url: str, token: str = "7:good") -> AsyncIterator[TelegramChannel]:  # noqa: S107
    made = TelegramChannel(token, url, SECRET, PUBLIC)
    try:
        yield made
    finally:
        await made.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def channel(fake: FakeTelegram, stage: Stage) -> AsyncIterator[TelegramChannel]:
    async with channel_to(stage.url, fake.token) as made:
        yield made


class TestSending:
    async def test_text_and_buttons_arrive(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        piece = Reply("Đừng chuyển tiền! <b> & *_ http://x.vn", (Button("Vì sao?", "why"),))
        await channel.send("7", piece, nothing)
        await channel.send("-5", Reply("Chào cả nhà"), nothing)
        assert [(s.chat, s.text) for s in fake.sent] == [("7", piece.text), ("-5", "Chào cả nhà")]
        assert fake.keyboards == [["why"], []]
        assert fake.violations == []

    async def test_no_link_becomes_a_card(self, stage: Stage) -> None:
        seen: list[bytes] = []
        async with heard(stage, seen, b'{"ok":true,"result":true}'), channel_to(stage.url) as made:
            await made.send("7", Reply("http://lua-dao.test"), nothing)
        assert b"is_disabled%22%3A+true" in seen[0]
        assert b"parse_mode" not in seen[0]

    async def test_any_reply_is_cut_to_what_telegram_takes(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        long = Reply("Cẩn thận 🚨 kẻo mất tiền. " * 600, (Button("Vì sao?", "why"),))
        pieces = fitted([long], channel.screen)
        for piece in pieces:
            await channel.send("7", piece, nothing)
        assert len(fake.sent) == len(pieces) > 3
        assert fake.keyboards[-1] == ["why"]

    @pytest.mark.parametrize("value", ["x" * 65, "ă" * 33, ""])
    async def test_a_button_that_telegram_refuses_becomes_words(
        self, fake: FakeTelegram, channel: TelegramChannel, value: str
    ) -> None:
        await channel.send("7", Reply("Chọn đi", (Button("Vì sao?", value),)), nothing)
        assert "1. Vì sao?" in fake.sent[0].text
        assert fake.violations == []

    async def test_where_buttons_are_refused_words_go_out_and_the_note_is_made_once(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        noted: list[int] = []

        async def leaving() -> None:
            noted.append(len(fake.calls))

        fake.faults.append(Fault(400))
        await channel.send("7", Reply("Chọn đi", (Button("Vì sao?", "why"),)), leaving)
        assert [s.text for s in fake.sent] == ["Chọn đi\n\nGõ số để chọn:\n1. Vì sao?"]
        assert noted == [0]

    async def test_many_at_once_find_room(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        fake.latency = 0.1
        async with asyncio.timeout(3):
            await asyncio.gather(*(channel.send(str(n), Reply("a"), nothing) for n in range(64)))
        assert len(fake.sent) == 64
        assert max(s.at for s in fake.sent) - min(s.at for s in fake.sent) < 1


class TestWhatBecomesOfIt:
    @pytest.mark.parametrize(
        ("fault", "outcome"),
        [
            (Fault(429, retry_after=17), TryLater),
            (Fault(500), TryLater),
            (Fault(502), TryLater),
            (Fault(503), TryLater),
            (Fault(403), Unreachable),
            (Fault(400), Unreachable),
            (Fault(401), TryLater),
            (Fault(0, then_taken=True), Unsure),
        ],
    )
    async def test_refusals(
        self, fake: FakeTelegram, channel: TelegramChannel, fault: Fault, outcome: type[Exception]
    ) -> None:
        fake.faults.append(fault)
        with pytest.raises(outcome) as told:
            await channel.send("7", Reply("a"), nothing)
        if fault.retry_after:
            assert isinstance(told.value, TryLater)
            assert told.value.seconds == 17
        await channel.send("7", Reply("a"), nothing)

    async def test_who_has_blocked_the_bot_is_not_reached(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        fake.blocked.add("7")
        with pytest.raises(Unreachable):
            await channel.send("7", Reply("a"), nothing)

    @pytest.mark.parametrize(
        ("status", "body", "outcome"),
        [
            (400, b'{"ok":false,"parameters":{"migrate_to_chat_id":-1007}}', MovedTo),
            (400, b'{"ok":false,"description":"Bad Request: chat not found"}', Unreachable),
            (429, b'{"ok":false,"description":"Too Many Requests"}', TryLater),
            (429, b"slow down", TryLater),
            (502, b"<html>Bad Gateway</html>", TryLater),
            (200, b"<html>Sign in to the Wi-Fi</html>", Unsure),
            (200, b'{"ok":true}', Unsure),
            (200, b'{"ok":true,"result":{"odd":1}}', Unsure),
        ],
    )
    async def test_odd_answers(
        self, stage: Stage, status: int, body: bytes, outcome: type[Exception]
    ) -> None:
        seen: list[bytes] = []
        async with heard(stage, seen, body, status), channel_to(stage.url) as made:
            with pytest.raises(outcome) as told:
                await made.send("-5", Reply("a", (Button("b", "c"),)), nothing)
        assert len(seen) == 1
        if isinstance(told.value, MovedTo):
            assert told.value.chat == "-1007"

    async def test_nobody_there(self) -> None:
        noted: list[str] = []

        async def leaving() -> None:
            noted.append("left")

        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        async with channel_to(f"http://127.0.0.1:{port}") as made:
            with pytest.raises(TryLater):
                await made.send("7", Reply("a"), leaving)
        assert noted == []

    async def test_a_message_whose_answer_is_lost_is_unsure(self) -> None:
        async with silent_server(answers=False) as (url, _seen), channel_to(url) as made:
            with pytest.raises(Unsure):
                await made.send("7", Reply("a"), nothing)


@asynccontextmanager
async def heard(
    stage: Stage, seen: list[bytes], body: bytes, status: int = 200
) -> AsyncIterator[None]:
    """A server that keeps each body and answers with this one."""

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        got, more = b"", True
        while more:
            part = await receive()
            got, more = got + part.get("body", b""), part.get("more_body", False)
        seen.append(got)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})

    stage.app = app
    yield


def is_whole(request: bytes) -> bool:
    """Whether headers and body have come."""
    headers, end, body = request.lower().partition(b"\r\n\r\n")
    length = headers.rpartition(b"content-length: ")[2].partition(b"\r\n")[0]
    return bool(end) and (not length.isdigit() or len(body) >= int(length))


@asynccontextmanager
async def silent_server(*, answers: bool) -> AsyncIterator[tuple[str, dict[str, bytes | bool]]]:
    """A bare socket server that tells when somebody has come and what was said."""
    seen: dict[str, bytes | bool] = {"came": False, "said": b""}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen["came"] = True
        said = b""
        while not is_whole(said) and (more := await reader.read(1000)):
            seen["said"] = said = said + more
        if answers:
            body = b'{"ok":true,"result":true}'
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", seen


class TestLeaving:
    async def test_the_note_is_made_when_the_way_is_open_and_no_word_is_said_yet(self) -> None:
        states: list[dict[str, bytes | bool]] = []
        async with silent_server(answers=True) as (url, seen), channel_to(url) as made:

            async def leaving() -> None:
                await asyncio.sleep(0.05)  # what was said would have been heard by now
                states.append(dict(seen))

            await made.send("7", Reply("alo"), leaving)
            ((came, headers),) = [(state["came"], bytes(state["said"])) for state in states]
            assert came
            # Headers alone do nothing there: the words come after them.
            assert headers.endswith(b"\r\n\r\n")
            assert b"alo" not in headers
            assert bytes(seen["said"]).startswith(headers)
            assert b"alo" in bytes(seen["said"])[len(headers) :]

    async def test_what_may_not_leave_does_not(self) -> None:
        async with silent_server(answers=True) as (url, seen), channel_to(url) as made:

            async def leaving() -> None:
                raise ConnectionAbortedError

            with pytest.raises(ConnectionAbortedError):
                await made.send("7", Reply("alo"), leaving)
            await asyncio.sleep(0.05)
            assert b"alo" not in bytes(seen["said"])

    async def test_each_of_many_has_its_own_note_and_other_calls_have_none(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        noted: list[str] = []

        async def send(chat: str) -> None:
            async def leaving() -> None:
                noted.append(chat)

            await channel.send(chat, Reply("a"), leaving)

        await asyncio.gather(*map(send, "1234"), channel.webhook_off())
        await channel.webhook_off()
        assert sorted(noted) == list("1234")
        assert len(fake.sent) == 4

    @pytest.mark.parametrize("secure", [False, True])
    async def test_through_a_proxy_of_the_environment(
        self, monkeypatch: pytest.MonkeyPatch, *, secure: bool
    ) -> None:
        """A tunnel is no departure: the way is not open before it stands."""
        noted: list[bytes] = []
        for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
            monkeypatch.delenv(name)
        async with silent_server(answers=True) as (url, seen):
            monkeypatch.setenv("HTTPS_PROXY" if secure else "HTTP_PROXY", url)

            async def leaving() -> None:
                noted.append(bytes(seen["said"]))

            scheme = "https" if secure else "http"
            async with channel_to(f"{scheme}://telegram.test") as made:
                if secure:
                    # The played proxy opens no tunnel, so nothing can leave.
                    with pytest.raises(TryLater):
                        await made.send("7", Reply("a"), leaving)
                    assert bytes(seen["said"]).startswith(b"CONNECT telegram.test:443")
                    assert noted == []
                else:
                    await made.send("7", Reply("alo"), leaving)
                    assert b"POST http://telegram.test/bot7:good/" in bytes(seen["said"])
                    (before,) = noted
                    assert b"alo" not in before


INTRODUCTION = Introduction(
    commands=(("help", "Cách dùng"), ("kiemtra", "Hỏi về một tin")),
    short_description="Nhận ra lừa đảo",
    description="Kể cho tôi nghe, tôi chỉ cách xử trí.",
)


class TestSettingUp:
    async def test_what_differs_is_set_and_what_is_right_is_left(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        assert len(await channel.set_up(INTRODUCTION)) == 4
        assert [one["command"] for one in fake.menus["default"]] == ["help", "kiemtra"]
        assert [one["command"] for one in fake.menus["all_group_chats"]] == ["kiemtra"]
        assert fake.descriptions == {
            "description": INTRODUCTION.description,
            "short_description": INTRODUCTION.short_description,
        }
        fake.calls.clear()
        assert all("giữ nguyên" in line for line in await channel.set_up(INTRODUCTION))
        assert not [call for call in fake.calls if call.startswith("set")]
        assert fake.violations == []

    async def test_a_refused_introduction_is_told(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        with pytest.raises(ChannelCannotRun, match="512"):
            await channel.set_up(Introduction((), "", "x" * 513))
        assert len(fake.violations) == 1

    async def test_the_webhook_goes_on_and_off(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        fake.hand_out(fake.text("7", "đang chờ"))
        lines = await channel.webhook_on()
        assert fake.webhook == SetWebhook.model_validate(
            {
                "url": "https://canhgiac.test/webhooks/telegram",
                "max_connections": 40,
                "allowed_updates": '["message","edited_message","callback_query","my_chat_member"]',
                "secret_token": SECRET,
            }
        )
        assert lines[1] == "Tin đang chờ: 1."
        assert SECRET not in "".join(lines)
        await channel.webhook_off()
        assert fake.webhook is None
        assert fake.violations == []

    async def test_the_last_error_is_told_without_its_words(self, stage: Stage) -> None:
        body = (
            b'{"ok":true,"result":{"url":"https://canhgiac.test/webhooks/telegram",'
            b'"has_custom_certificate":false,"pending_update_count":3,'
            b'"last_error_date":1790000000,"last_error_message":"said bot7:good"}}'
        )
        async with heard(stage, [], body), channel_to(stage.url) as made:
            lines = await made.webhook_on()
        assert "có lỗi lúc" in lines[-1]
        assert "good" not in "".join(lines)

    @pytest.mark.parametrize(
        ("public", "api"),
        [
            (None, "http://127.0.0.1:9"),
            ("http://canhgiac.test", "https://api.telegram.org"),
            ("https://", "https://api.telegram.org"),
        ],
    )
    async def test_a_webhook_needs_an_address(self, public: str | None, api: str) -> None:
        made = TelegramChannel("7:good", api, SECRET, public)
        with pytest.raises(ChannelCannotRun, match="PUBLIC_URL"):
            await made.webhook_on()
        await made.aclose()

    async def test_a_played_platform_does_without_tls(
        self, fake: FakeTelegram, stage: Stage
    ) -> None:
        made = TelegramChannel(fake.token, stage.url, SECRET, "http://127.0.0.1:8080")
        await made.webhook_on()
        await made.aclose()
        assert fake.webhook

    async def test_trouble_is_told_to_the_operator(self, fake: FakeTelegram, stage: Stage) -> None:
        async with channel_to(stage.url, "1:wrong") as made:
            with pytest.raises(ChannelCannotRun, match="TELEGRAM_TOKEN"):
                await made.webhook_off()
        assert fake.violations == ["deleteWebhook: Unauthorized"]
        body = b'{"ok":false,"parameters":{"retry_after":90}}'
        async with heard(stage, [], body, 429), channel_to(stage.url) as made:
            with pytest.raises(ChannelCannotRun, match="90 giây"):
                await made.set_up(INTRODUCTION)
        async with channel_to("http://127.0.0.1:9") as made:
            with pytest.raises(ChannelCannotRun, match="mạng"):
                await made.webhook_off()

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.base import Introduction, Refusal
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.outgoing import TryLater, Unreachable, Unsure
from bot.channels.webhook_body import LARGEST_BODY
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_bot.channel import PATH, SECRET_HEADER
from bot.messages import Attachment, Reply
from bot.rehearsal.fake_zalo_bot import FakeZaloBot
from bot.rehearsal.platform import QUIET, Fault
from bot.settings import BotSettings
from tests.unit.bot.channels.doubles import Desk, Leaving, serving, without_certificates

KEY = "k" * 32
SECRET = "s" * 64
INTRODUCTION = Introduction((("huy", "Dừng lại"),), "ngắn thôi", "dài hơn một chút")


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    without_certificates(monkeypatch)


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloBot]:
    fake = FakeZaloBot(SECRET, groups=True, idle_seconds=0.05)
    yield fake
    await fake.aclose()


@pytest.fixture
async def url(fake: FakeZaloBot) -> AsyncIterator[str]:
    async with serving(fake.app()) as url:
        yield url


@pytest.fixture
async def polling(fake: FakeZaloBot, url: str) -> AsyncIterator[ZaloBotChannel]:
    channel = ZaloBotChannel(ZaloBotApi(fake.token, url), groups=True, first_pause=0.01)
    yield channel
    await channel.aclose()


@pytest.fixture
async def called(fake: FakeZaloBot, url: str) -> AsyncIterator[ZaloBotChannel]:
    channel = ZaloBotChannel(
        ZaloBotApi(fake.token, url),
        webhook_url=f"https://bot.thu.vn{PATH}",
        secret=SECRET,
        groups=True,
        first_pause=0.01,
    )
    yield channel
    await channel.aclose()


@pytest.fixture
def desk() -> Desk:
    return Desk("zalo_bot")


@pytest.fixture
async def bot_url(called: ZaloBotChannel, desk: Desk) -> AsyncIterator[str]:
    async with serving(Starlette(routes=list(called.routes(desk)))) as url:
        yield url


@asynccontextmanager
async def running(channel: ZaloBotChannel, desk: Desk) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(channel.run(desk))
    yield task
    task.cancel()
    with suppress(asyncio.CancelledError, ChannelCannotRun):
        await task


async def until(desk: Desk, number: int) -> None:
    async with asyncio.timeout(5):
        while len(desk.taken) < number:
            desk.came.clear()
            await desk.came.wait()


@contextmanager
def nothing_of(secret: str, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    ours = logging.getLogger("bot")
    before = ours.level
    ours.setLevel(logging.DEBUG)
    yield
    ours.setLevel(before)
    lines = [r.getMessage() for r in caplog.records if r.name.startswith("bot")]
    assert not [line for line in lines if secret in line]


async def test_a_text_comes_with_its_number_and_its_order(
    fake: FakeZaloBot, bot_url: str, desk: Desk
) -> None:
    update = fake.text("cô tư", "nó kêu tui chuyển tiền")
    assert await fake.deliver(update, bot_url) == 200
    (id_, message) = desk.taken[0]
    assert id_ == update.id
    assert message.text == "nó kêu tui chuyển tiền"
    assert message.conversation == ("zalo_bot", "cô tư")
    assert message.order == json.loads(update.body)["message"]["date"]
    assert message.attachments == ()
    assert not message.in_group


async def test_every_kind_is_taken_and_a_reaction_is_not(
    fake: FakeZaloBot, bot_url: str, desk: Desk
) -> None:
    kinds = {}
    for kind, update in fake.others("chú ba").items():
        before = len(desk.taken)
        assert await fake.deliver(update, bot_url) == 200
        assert (len(desk.taken) == before) is kind.startswith(QUIET)
        kinds[kind] = desk.taken[-1][1]
    assert desk.refused == []
    assert kinds["photo"].attachments == (Attachment.PHOTO,)
    assert kinds["photo with caption"].attachments == (Attachment.PHOTO,)
    assert kinds["photo with caption"].text == "tin này thật à"
    assert kinds["sticker"].attachments == (Attachment.STICKER,)
    assert kinds["voice"].attachments == (Attachment.VOICE,)
    assert kinds["link"].attachments == (Attachment.LINK,)
    assert kinds["unsupported"].attachments == (Attachment.OTHER,)
    assert kinds["unknown"].attachments == (Attachment.OTHER,)
    assert kinds["wrapped"].text == "tin bọc trong result"


async def test_an_update_without_a_number_is_known_again(
    fake: FakeZaloBot, bot_url: str, desk: Desk
) -> None:
    update = fake.others("a")["without a number"]
    await fake.deliver(update, bot_url)
    await fake.deliver(update, bot_url)
    assert len({id_ for id_, _ in desk.taken}) == 1
    assert len(desk.taken[0][0]) == 64


async def test_the_forged_get_403_before_their_body_is_read(
    fake: FakeZaloBot, bot_url: str, desk: Desk
) -> None:
    assert await fake.deliver(fake.forged(fake.text("a", "giả")), bot_url) == 403
    async with httpx.AsyncClient() as client:
        assert (await client.post(bot_url + PATH, content=b"x")).status_code == 403
    # A body that never comes: who waits for it waits for ever.
    reader, writer = await asyncio.open_connection("127.0.0.1", int(bot_url.rpartition(":")[2]))
    writer.write(f"POST {PATH} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n".encode())
    async with asyncio.timeout(2):
        assert b"403" in await reader.readline()
    writer.close()
    assert desk.taken == []
    assert desk.refused == [Refusal.FORGED] * 3


async def test_what_cannot_be_read_is_acknowledged_and_counted(
    fake: FakeZaloBot, bot_url: str, desk: Desk
) -> None:
    malformed = fake.malformed()
    for update in malformed:
        assert await fake.deliver(update, bot_url) == 200
    async with httpx.AsyncClient() as client:
        large = b"x" * (LARGEST_BODY + 1)
        headers = {SECRET_HEADER: SECRET}
        answer = await client.post(bot_url + PATH, content=large, headers=headers)
    assert answer.status_code == 200
    assert desk.taken == []
    assert desk.refused == [Refusal.UNREADABLE] * (len(malformed) + 1)


async def test_what_is_not_safe_is_not_acknowledged(
    fake: FakeZaloBot, bot_url: str, desk: Desk
) -> None:
    desk.failures = 1
    update = fake.text("a", "alo")
    assert await fake.deliver(update, bot_url) == 500
    assert await fake.deliver(update, bot_url) == 200
    assert [id_ for id_, _ in desk.taken] == [update.id]


async def test_in_groups_only_what_is_meant_for_the_bot(
    fake: FakeZaloBot, called: ZaloBotChannel, bot_url: str, desk: Desk
) -> None:
    async with running(called, desk):
        while "getMe" not in fake.calls:  # noqa: ASYNC110  # over HTTP
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        for text, addressed in (("link này an toàn không", True), ("tối nay ăn gì", False)):
            update = fake.in_group("nhóm xóm", text, addressed=addressed)
            assert update
            assert await fake.deliver(update, bot_url) == 200
        command = fake.in_group("nhóm xóm", "/help", addressed=False)
        assert command
        await fake.deliver(command, bot_url)
    assert [m.text for _, m in desk.taken] == ["@Bot Cảnh Giác link này an toàn không", "/help"]
    assert all(m.in_group and m.chat == "nhóm xóm" for _, m in desk.taken)
    assert desk.taken[0][1].sender == "người của nhóm xóm"


async def test_groups_are_left_alone_unless_the_settings_say_so(
    fake: FakeZaloBot, url: str, desk: Desk
) -> None:
    channel = ZaloBotChannel(ZaloBotApi(fake.token, url), webhook_url="x", secret=SECRET)
    update = fake.in_group("nhóm", "alo", addressed=True)
    assert update
    async with serving(Starlette(routes=list(channel.routes(desk)))) as bot_url:
        assert await fake.deliver(update, bot_url) == 200
    await channel.aclose()
    assert desk.taken == []


async def test_polling_takes_one_after_another_and_lives_through_idle_times(
    fake: FakeZaloBot, polling: ZaloBotChannel, desk: Desk
) -> None:
    assert polling.routes(desk) == ()
    async with running(polling, desk):
        fake.hand_out(fake.text("a", "một"), fake.others("a")["wrapped"], fake.text("b", "hai"))
        await until(desk, 3)
        while fake.calls.count("getUpdates") < 6:  # noqa: ASYNC110  # over HTTP
            await asyncio.sleep(0.02)
        fake.hand_out(fake.text("a", "sau lúc vắng"))
        await until(desk, 4)
    assert [m.text for _, m in desk.taken][::3] == ["một", "sau lúc vắng"]
    assert fake.violations == []


async def test_what_was_handed_out_is_taken_when_the_reception_is_back(
    fake: FakeZaloBot, polling: ZaloBotChannel, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.failures = 2
    with nothing_of("mất sổ", caplog):
        async with running(polling, desk):
            fake.hand_out(fake.text("a", "mất sổ"), fake.text("a", "sau đó"))
            await until(desk, 2)
    assert [m.text for _, m in desk.taken] == ["mất sổ", "sau đó"]
    assert any("an update waits" in r.getMessage() for r in caplog.records)


async def test_who_is_ended_while_taking_still_takes(
    fake: FakeZaloBot, polling: ZaloBotChannel, desk: Desk
) -> None:
    desk.seconds = 0.1
    async with running(polling, desk):
        fake.hand_out(fake.text("a", "phút chót"))
        async with asyncio.timeout(5):
            await desk.began.wait()
    assert [m.text for _, m in desk.taken] == ["phút chót"]


@pytest.mark.parametrize("errors_in_200", [True, False])
async def test_a_wrong_token_stops_the_channel(*, errors_in_200: bool) -> None:
    fake = FakeZaloBot(errors_in_200=errors_in_200)
    async with serving(fake.app()) as url:
        channel = ZaloBotChannel(ZaloBotApi("1:wrong", url), first_pause=0.01)
        with pytest.raises(ChannelCannotRun, match="ZALO_BOT_TOKEN"):
            await channel.run(Desk("zalo_bot"))
        with pytest.raises(ChannelCannotRun, match="ZALO_BOT_TOKEN"):
            await channel.set_up(INTRODUCTION)
        await channel.aclose()
    await fake.aclose()


async def test_a_webhook_in_the_way_of_polling_is_told(
    fake: FakeZaloBot, polling: ZaloBotChannel, desk: Desk
) -> None:
    fake.webhook = "https://noi.khac.vn"
    with pytest.raises(ChannelCannotRun, match="canhgiac bot webhook off"):
        await polling.run(desk)


async def test_the_network_comes_back(desk: Desk) -> None:
    fake = FakeZaloBot(idle_seconds=0.05)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    channel = ZaloBotChannel(ZaloBotApi(fake.token, f"http://127.0.0.1:{port}"), first_pause=0.01)
    async with running(channel, desk) as task:
        await asyncio.sleep(0.05)
        assert not task.done()
        server = uvicorn.Server(
            uvicorn.Config(fake.app(), port=port, log_config=None, lifespan="off", ws="none")
        )
        serving_task = asyncio.create_task(server.serve())
        fake.hand_out(fake.text("a", "có mạng rồi"))
        await until(desk, 1)
    server.should_exit = True
    await serving_task
    await channel.aclose()
    await fake.aclose()


async def test_a_message_is_sent_and_noted_as_it_leaves(
    fake: FakeZaloBot, polling: ZaloBotChannel
) -> None:
    leaving = Leaving()
    await polling.send("a", Reply("Chào bạn"), leaving)
    assert [(s.chat, s.text) for s in fake.sent] == [("a", "Chào bạn")]
    assert leaving.times == 1
    assert fake.violations == []


REFUSALS: list[tuple[Fault, type[Exception], float | None]] = [
    (Fault(429, 7), TryLater, 7),
    (Fault(429), TryLater, 5),
    (Fault(500), TryLater, 5),
    (Fault(503), TryLater, 5),
    (Fault(401), TryLater, 60),
    (Fault(403), Unreachable, None),
    (Fault(404), Unreachable, None),
    (Fault(400), Unreachable, None),
    (Fault(408), Unsure, None),
]


@pytest.mark.parametrize("errors_in_200", [True, False])
async def test_refusals_are_noticed_also_inside_http_200(
    fake: FakeZaloBot, polling: ZaloBotChannel, *, errors_in_200: bool
) -> None:
    fake.errors_in_200 = errors_in_200
    for fault, expected, seconds in REFUSALS:
        fake.faults.append(fault)
        with pytest.raises(expected) as told:
            await polling.send("a", Reply("x"), Leaving())
        assert getattr(told.value, "seconds", None) == seconds
        assert fake.token not in str(told.value)
    assert fake.sent == []


async def test_who_has_blocked_the_bot_is_unreachable(
    fake: FakeZaloBot, polling: ZaloBotChannel
) -> None:
    fake.blocked.add("a")
    with pytest.raises(Unreachable):
        await polling.send("a", Reply("x"), Leaving())


async def test_nothing_left_when_nobody_is_there() -> None:
    leaving = Leaving()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    channel = ZaloBotChannel(ZaloBotApi("1:secret-token", f"http://127.0.0.1:{port}"))
    with pytest.raises(TryLater) as told:
        await channel.send("a", Reply("x"), leaving)
    assert leaving.times == 0
    assert "secret-token" not in repr(told.value) + str(told.value)
    with pytest.raises(ChannelCannotRun) as cannot:
        await channel.webhook_off()
    assert "secret-token" not in str(cannot.value)
    await channel.aclose()


async def test_an_answer_that_nobody_can_read_leaves_it_unsure() -> None:
    async def strange(_request: object) -> Response:
        return Response(b"<html>")

    routes = [Route("/{rest:path}", strange, methods=["POST"])]
    async with serving(Starlette(routes=routes)) as url:
        channel = ZaloBotChannel(ZaloBotApi("1:x", url))
        with pytest.raises(Unsure):
            await channel.send("a", Reply("x"), Leaving())
        await channel.aclose()


async def test_the_webhook_is_set_and_taken_away(
    fake: FakeZaloBot, called: ZaloBotChannel, polling: ZaloBotChannel
) -> None:
    fake.secret = ""
    (line,) = await called.webhook_on()
    assert fake.webhook == f"https://bot.thu.vn{PATH}"
    assert fake.secret == SECRET
    assert fake.webhook in line
    assert SECRET not in line
    await called.webhook_off()
    assert fake.webhook == ""
    with pytest.raises(ChannelCannotRun, match="PUBLIC_URL"):
        await polling.webhook_on()
    assert fake.violations == []


async def test_setting_up_says_what_is_left_to_the_operator(polling: ZaloBotChannel) -> None:
    lines = await polling.set_up(INTRODUCTION)
    assert "ZALO_BOT_TOKEN dùng được" in lines[0]
    assert any("dài hơn một chút" in line for line in lines)


async def test_the_settings_say_how_it_runs(fake: FakeZaloBot, desk: Desk) -> None:
    def settings(**more: str) -> BotSettings:
        found = {**fake.environment("http://x"), **more}
        return BotSettings.model_validate({k.lower(): v for k, v in found.items()})

    assert ZaloBotChannel.from_settings(BotSettings()) is None
    polling = ZaloBotChannel.from_settings(settings())
    called = ZaloBotChannel.from_settings(settings(PUBLIC_URL="https://a.vn", BOT_KEY=KEY))
    assert polling
    assert called
    assert polling.routes(desk) == ()
    assert len(called.routes(desk)) == 1
    with pytest.raises(ChannelCannotRun, match="BOT_KEY"):
        ZaloBotChannel.from_settings(settings(PUBLIC_URL="https://a.vn"))
    await polling.aclose()
    await called.aclose()

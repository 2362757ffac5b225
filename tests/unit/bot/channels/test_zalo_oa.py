import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.base import Introduction, Refusal
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.outgoing import TryLater, Unreachable, Unsure
from bot.channels.webhook_body import LARGEST_BODY
from bot.channels.zalo_oa import ZaloOaChannel, reply_window
from bot.channels.zalo_oa.channel import PATH
from bot.channels.zalo_oa.reply_window import ReplyWindow
from bot.channels.zalo_oa.signature import HEADER, is_of_these_hours, is_signed, signature
from bot.channels.zalo_oa.updates import Unreadable, event_in
from bot.messages import Attachment, InboundMessage, Reply
from bot.rehearsal.fake_zalo_oa import FakeZaloOa
from bot.rehearsal.platform import QUIET, Fault, Update
from bot.settings import BotSettings
from casework.channel_tokens.store import TokenStore
from casework.db import Sessions
from casework.keys import Keys
from tests.unit.bot.channels.doubles import Desk, Leaving, serving, without_certificates

INTRODUCTION = Introduction((("huy", "Dừng lại"),), "ngắn thôi", "dài hơn một chút")
HOUR = 3600


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    without_certificates(monkeypatch)


def settings(fake: FakeZaloOa, url: str, **more: str) -> BotSettings:
    found = {**fake.environment(url), **more}
    return BotSettings.model_validate({name.lower(): value for name, value in found.items()})


@pytest.fixture
def store(sessions: Sessions) -> TokenStore:
    return TokenStore(sessions, Keys("k" * 32, "bot"))


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloOa]:
    fake = FakeZaloOa()
    yield fake
    await fake.aclose()


@pytest.fixture
async def channel(fake: FakeZaloOa, store: TokenStore) -> AsyncIterator[ZaloOaChannel]:
    async with serving(fake.app()) as url:
        channel = ZaloOaChannel.from_settings(
            settings(fake, url, PUBLIC_URL="https://oa.thu.vn"), store
        )
        assert channel
        yield channel
        await channel.aclose()


@pytest.fixture
def desk() -> Desk:
    return Desk("zalo_oa")


@pytest.fixture
async def bot_url(channel: ZaloOaChannel, desk: Desk) -> AsyncIterator[str]:
    async with serving(Starlette(routes=list(channel.routes(desk)))) as url:
        yield url


async def test_a_text_comes_with_its_number_and_its_order(
    fake: FakeZaloOa, bot_url: str, desk: Desk
) -> None:
    update = fake.text("bà năm", "nó kêu tui chuyển tiền")
    assert await fake.deliver(update, bot_url) == 200
    body = json.loads(update.body)
    assert desk.taken == [
        (
            body["message"]["msg_id"],
            InboundMessage(
                "zalo_oa",
                "bà năm",
                "nó kêu tui chuyển tiền",  # type: ignore[arg-type]
                order=int(body["timestamp"]),
            ),
        )
    ]


async def test_every_kind_is_taken_and_what_is_no_message_is_not(
    fake: FakeZaloOa, bot_url: str, desk: Desk
) -> None:
    kinds = {}
    for kind, update in fake.others("chú ba").items():
        before = len(desk.taken)
        assert await fake.deliver(update, bot_url) == 200
        quiet = kind.startswith(QUIET) and kind != f"{QUIET}unfollow"
        assert (len(desk.taken) == before) is quiet, kind
        kinds[kind] = desk.taken[-1][1]
    assert desk.refused == []
    attached = {kind: message.attachments for kind, message in kinds.items()}
    assert attached["photo"] == attached["photo with caption"] == (Attachment.PHOTO,)
    assert kinds["photo with caption"].text == "tin này thật à"
    assert attached["gif"] == (Attachment.PHOTO,)
    assert attached["sticker"] == (Attachment.STICKER,)
    assert attached["voice"] == (Attachment.VOICE,)
    assert attached["video"] == (Attachment.VIDEO,)
    assert attached["file"] == (Attachment.DOCUMENT,)
    assert attached["location"] == (Attachment.LOCATION,)
    assert attached["link"] == (Attachment.LINK,)
    assert attached["business card"] == (Attachment.CONTACT,)
    assert attached["unknown"] == (Attachment.OTHER,)
    assert kinds["follow"].text == "/start"
    assert not kinds["follow"].gone
    assert kinds[f"{QUIET}unfollow"].gone
    assert len({id_ for id_, _ in desk.taken}) == len(desk.taken)


async def test_the_same_follow_is_known_again(fake: FakeZaloOa, bot_url: str, desk: Desk) -> None:
    update = fake.follow("a")
    for _ in range(2):
        assert await fake.deliver(update, bot_url) == 200
    assert len({id_ for id_, _ in desk.taken}) == 1


async def test_the_forged_get_403(fake: FakeZaloOa, bot_url: str, desk: Desk) -> None:
    update = fake.text("a", "giả")
    tampered = replace(update, body=update.body.replace("giả".encode(), "khác".encode()))
    respaced = replace(update, body=update.body + b" ")
    unsigned = replace(update, headers={})
    odd = replace(update, headers={HEADER: "mac=é".encode("latin-1").decode("latin-1")})
    large = Update("", "", b"x" * (LARGEST_BODY + 1), update.headers)
    forged = [fake.forged(update), tampered, respaced, unsigned, odd, large]
    for attempt in forged[:4] + forged[5:]:
        assert await fake.deliver(attempt, bot_url) == 403
    assert desk.taken == []
    assert desk.refused == [Refusal.FORGED] * 5


async def test_the_signature_is_taken_as_the_sources_write_it(
    fake: FakeZaloOa, bot_url: str, desk: Desk
) -> None:
    update = fake.text("a", "thật")
    digits = update.headers[HEADER].removeprefix("mac=")
    for header in (f"mac={digits}", f"mac = {digits}", digits, f"mac={digits.upper()}"):
        assert await fake.deliver(replace(update, headers={HEADER: header}), bot_url) == 200
    assert len(desk.taken) == 4


async def test_what_cannot_be_read_is_acknowledged_and_counted(
    fake: FakeZaloOa, bot_url: str, desk: Desk
) -> None:
    malformed = fake.malformed()
    for update in malformed:
        assert await fake.deliver(update, bot_url) == 200
    assert desk.taken == []
    assert desk.refused == [Refusal.UNREADABLE] * len(malformed)


async def test_a_replay_of_days_ago_is_not_taken(
    fake: FakeZaloOa, bot_url: str, desk: Desk
) -> None:
    assert await fake.deliver(fake.stale("a", "gửi lại", 11.9), bot_url) == 200
    assert await fake.deliver(fake.stale("a", "phát lại", 24.1), bot_url) == 200
    assert [m.text for _, m in desk.taken] == ["gửi lại"]
    assert desk.refused == [Refusal.UNREADABLE]


async def test_a_message_is_sent_and_the_quota_is_kept(
    fake: FakeZaloOa, channel: ZaloOaChannel, bot_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    await fake.deliver(fake.text("a", "alo"), bot_url)
    leaving = Leaving()
    await channel.send("a", Reply("Chào bạn"), leaving)
    assert [(s.chat, s.text) for s in fake.sent] == [("a", "Chào bạn")]
    assert leaving.times == 1
    assert channel.quota_left is None  # the eight to one chat are no quota of the account
    fake.package = 100, 1000
    await channel.send("a", Reply("còn nhiều"), leaving)
    assert "left of the quota" not in caplog.text
    fake.package = 99, 1000
    await channel.send("a", Reply("sắp hết"), leaving)
    assert channel.quota_left == 99
    assert "99 messages are left of the quota" in caplog.text
    assert fake.violations == []


async def test_after_eight_messages_zalo_is_not_even_asked(
    fake: FakeZaloOa, channel: ZaloOaChannel, bot_url: str
) -> None:
    update = fake.text("a", "alo")
    await fake.deliver(update, bot_url)
    for number in range(8):
        await channel.send("a", Reply(str(number)), Leaving())
    calls = len(fake.calls)
    with pytest.raises(Unreachable):
        await channel.send("a", Reply("thứ chín"), Leaving())
    # The same update again opens nothing.
    await fake.deliver(update, bot_url)
    with pytest.raises(Unreachable):
        await channel.send("a", Reply("thứ chín"), Leaving())
    assert len(fake.calls) == calls
    await fake.deliver(fake.text("a", "còn đó không"), bot_url)
    await channel.send("a", Reply("còn đây"), Leaving())
    assert fake.violations == []


async def test_an_ended_token_is_renewed_once_and_the_message_sent(
    fake: FakeZaloOa, channel: ZaloOaChannel, bot_url: str
) -> None:
    await fake.deliver(fake.text("a", "alo"), bot_url)
    await channel.send("a", Reply("một"), Leaving())
    fake.login.end_access()
    await channel.send("a", Reply("hai"), Leaving())
    assert [s.text for s in fake.sent] == ["một", "hai"]
    assert fake.login.renewals == 2
    assert fake.violations == []


REFUSALS: list[tuple[Fault, type[Exception], float | None]] = [
    (Fault(429), TryLater, 5),
    (Fault(429, 9), TryLater, 9),
    (Fault(500), TryLater, 5),
    (Fault(503), TryLater, 5),
    (Fault(230), Unreachable, None),
    (Fault(213), Unreachable, None),
    (Fault(211), Unreachable, None),
    (Fault(209), TryLater, 60),
]


async def test_refusals_are_noticed_inside_http_200(
    fake: FakeZaloOa, channel: ZaloOaChannel, bot_url: str
) -> None:
    await fake.deliver(fake.text("a", "alo"), bot_url)
    for fault, expected, seconds in REFUSALS:
        fake.faults.append(fault)
        with pytest.raises(expected) as told:
            await channel.send("a", Reply("x"), Leaving())
        assert getattr(told.value, "seconds", None) == seconds
    fake.blocked.add("a")
    with pytest.raises(Unreachable):
        await channel.send("a", Reply("x"), Leaving())
    with pytest.raises(Unreachable):
        await channel.send("người lạ", Reply("x"), Leaving())
    assert fake.sent == []


async def test_an_answer_that_nobody_can_read_leaves_it_unsure(
    fake: FakeZaloOa, store: TokenStore
) -> None:
    async def strange(_request: object) -> Response:
        return Response(b"<html>")

    routes = [Route("/v3.0/oa/message/cs", strange, methods=["POST"]), *fake.app().routes]
    async with serving(Starlette(routes=routes)) as url:
        channel = ZaloOaChannel.from_settings(settings(fake, url), store)
        assert channel
        with pytest.raises(Unsure):
            await channel.send("a", Reply("x"), Leaving())
        await channel.aclose()


async def test_nothing_left_when_nobody_is_there(
    fake: FakeZaloOa, channel: ZaloOaChannel, store: TokenStore
) -> None:
    await channel.set_up(INTRODUCTION)  # gets a token
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    lonely = ZaloOaChannel.from_settings(settings(fake, url), store)
    assert lonely
    leaving = Leaving()
    with pytest.raises(TryLater):
        await lonely.send("a", Reply("x"), leaving)
    assert leaving.times == 0
    await lonely.aclose()


async def test_it_keeps_its_token_fresh_and_says_when_it_cannot(
    fake: FakeZaloOa, channel: ZaloOaChannel, desk: Desk
) -> None:
    task = asyncio.create_task(channel.run(desk))
    async with asyncio.timeout(5):
        while not fake.login.renewals:  # noqa: ASYNC110  # over HTTP
            await asyncio.sleep(0.01)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    fake.login.end_access()
    fake.login.end_refresh()
    with pytest.raises(TryLater) as later:
        await channel.send("a", Reply("x"), Leaving())
    assert later.value.seconds == 60


async def test_a_refresh_token_that_is_spent_stops_the_channel_with_a_way_out(
    fake: FakeZaloOa, channel: ZaloOaChannel, desk: Desk
) -> None:
    fake.login.end_refresh()
    with pytest.raises(ChannelCannotRun, match="ZALO_OA_REFRESH_TOKEN") as told:
        await channel.run(desk)
    assert "developers.zalo.me" in str(told.value)
    with pytest.raises(ChannelCannotRun, match="ZALO_OA_REFRESH_TOKEN"):
        await channel.set_up(INTRODUCTION)


async def test_the_operator_is_told_what_to_enter_where(
    fake: FakeZaloOa, channel: ZaloOaChannel, store: TokenStore
) -> None:
    told = "\n".join(await channel.webhook_on())
    assert f"https://oa.thu.vn{PATH}" in told
    assert "developers.zalo.me" in told
    assert "developers.zalo.me" in "\n".join(await channel.webhook_off())
    assert "dùng được" in (await channel.set_up(INTRODUCTION))[0]
    nowhere = ZaloOaChannel.from_settings(settings(fake, "http://x"), store)
    assert nowhere
    with pytest.raises(ChannelCannotRun, match="PUBLIC_URL"):
        await nowhere.webhook_on()
    await nowhere.aclose()
    assert fake.violations == []


async def test_half_of_the_settings_are_no_account(fake: FakeZaloOa, store: TokenStore) -> None:
    assert ZaloOaChannel.from_settings(BotSettings(), store) is None
    with pytest.raises(ChannelCannotRun) as told:
        ZaloOaChannel.from_settings(
            settings(fake, "http://x", ZALO_OA_APP_SECRET="", ZALO_OA_REFRESH_TOKEN=""), store
        )
    assert "ZALO_OA_APP_SECRET, ZALO_OA_REFRESH_TOKEN" in str(told.value)
    assert "ZALO_OA_APP_ID" not in str(told.value)


async def test_only_posts_are_answered(bot_url: str) -> None:
    async with httpx.AsyncClient() as client:
        assert (await client.get(bot_url + PATH)).status_code == 405


def test_the_window_closes_after_48_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [time.time()]
    start = clock[0]
    window = ReplyWindow(lambda: clock[0])
    # After a start nobody knows who has written: Zalo decides.
    assert window.is_open("trước khi khởi động")
    window.wrote("a", int(start * 1000))
    clock[0] += 47.9 * HOUR
    assert window.is_open("a")
    window.wrote("b", int(clock[0] * 1000))
    clock[0] += 0.2 * HOUR
    assert not window.is_open("a")
    assert not window.is_open("trước khi khởi động")
    assert window.is_open("b")
    # A clock of Zalo's that is ahead opens nothing for longer.
    window.wrote("c", int((clock[0] + 30 * HOUR) * 1000))
    clock[0] += 48.1 * HOUR
    assert not window.is_open("c")
    monkeypatch.setattr(reply_window, "MOST_CHATS", 3)
    for number in range(10):
        window.wrote(f"chat {number}", int(clock[0] * 1000))
    assert len(window._chats) == 3  # noqa: SLF001
    assert not [chat for chat in window._chats if "chat" in chat]  # noqa: SLF001
    # Of those forgotten for lack of room nothing is known: Zalo decides.
    assert window.is_open("chat 0")


@pytest.mark.parametrize("odd", ['"\\ud800"', "1" * 400, "-" + "9" * 400, "1e999", "null", "[]"])
async def test_an_odd_timestamp_is_no_error(odd: str) -> None:
    raw = f'{{"event_name": "user_send_text", "timestamp": {odd}}}'.encode()
    for shown in (None, "mac=0", signature("app", raw, "secret")):
        assert is_signed(shown, "app", raw, "secret") is (shown is not None and len(shown) > 9)
    with suppress(Unreadable):
        assert not is_of_these_hours(event_in(raw).timestamp, time.time())

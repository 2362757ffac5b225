"""How updates come in from Telegram: over real HTTP, by webhook and by polling."""

import asyncio
import json
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
import pytest_asyncio
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.channels.base import Refusal
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.telegram import TelegramChannel, asking, connection
from bot.channels.webhook_secret import webhook_secret
from bot.messages import Attachment, InboundMessage, Reply
from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.platform import QUIET, Update
from bot.rehearsal.telegram_contents import BOT, MENTION, Part
from bot.settings import BotSettings
from casework.privacy.texts import RawText
from tests.unit.bot.channels.doubles import Desk, Stage, staging

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "a" * 64
TLS = ssl.create_default_context()
PUBLIC = "https://canhgiac.test"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api_stage() -> AsyncIterator[Stage]:
    async with staging() as stage:
        yield stage


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door_stage() -> AsyncIterator[Stage]:
    async with staging() as stage:
        yield stage


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110  # what is waited for knows no events
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(work: Awaitable[None]) -> AsyncIterator["asyncio.Future[None]"]:
    task = asyncio.ensure_future(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SHORTEST_PAUSE", 0.01)
    # Reading the certificates takes longer than a test, and nobody needs them here.
    monkeypatch.setattr(ssl, "create_default_context", lambda **_: TLS)


@pytest.fixture
def desk() -> Desk:
    return Desk("telegram")


@pytest_asyncio.fixture(loop_scope="module")
async def fake() -> AsyncIterator[FakeTelegram]:
    made = FakeTelegram(SECRET)
    yield made
    await made.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def api(fake: FakeTelegram, api_stage: Stage) -> str:
    api_stage.app = fake.app()
    return api_stage.url


@pytest_asyncio.fixture(loop_scope="module")
async def called(fake: FakeTelegram, api: str) -> AsyncIterator[TelegramChannel]:
    """The channel whose webhook Telegram calls."""
    channel = TelegramChannel(fake.token, api, SECRET, PUBLIC)
    yield channel
    await channel.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def polling(fake: FakeTelegram, api: str) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(fake.token, api, SECRET)
    yield channel
    await channel.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def door(called: TelegramChannel, desk: Desk, door_stage: Stage) -> str:
    door_stage.app = Starlette(routes=called.routes(desk))
    return door_stage.url


class TestWebhook:
    async def test_a_text_is_taken_before_it_is_acknowledged(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        update = fake.text("7", "nó kêu tui chuyển tiền")
        desk.open.clear()
        delivery = asyncio.create_task(fake.deliver(update, door))
        await asyncio.sleep(0.05)
        assert not delivery.done()
        desk.open.set()
        assert await delivery == 200
        text = RawText("nó kêu tui chuyển tiền")
        assert desk.taken == [(update.id, InboundMessage("telegram", "7", text, order=1))]

    async def test_a_repeated_update_has_the_same_id_and_is_acknowledged(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        update = fake.text("7", "alo")
        assert [await fake.deliver(update, door) for _ in range(2)] == [200, 200]
        assert [number for number, _ in desk.taken] == [update.id] * 2

    async def test_what_cannot_be_kept_is_not_acknowledged(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        update = fake.text("7", "alo")
        desk.failures = 1
        assert await fake.deliver(update, door) == 500
        assert await fake.deliver(update, door) == 200
        assert len(desk.taken) == 1

    @pytest.mark.parametrize("secret", [None, "", "0" * 64, SECRET + "a", "ă" * 64])
    async def test_forged_calls_are_turned_away(
        self, fake: FakeTelegram, desk: Desk, door: str, secret: str | None
    ) -> None:
        body = fake.text("7", "giả").body
        name = b"X-Telegram-Bot-Api-Secret-Token"
        shown = {} if secret is None else {name: secret.encode()}
        async with httpx.AsyncClient() as client:
            answer = await client.post(door + fake.path, content=body, headers=shown)
        assert answer.status_code == 403
        assert (desk.taken, desk.refused) == ([], [Refusal.FORGED])

    async def test_of_a_forged_call_no_body_is_read(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        host, port = httpx.URL(door).host, httpx.URL(door).port
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(f"POST {fake.path} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n".encode())
        async with asyncio.timeout(2):
            assert b"403" in await reader.readline()
        writer.close()
        assert desk.refused == [Refusal.FORGED]

    async def test_genuine_but_unreadable_calls_do_not_come_again(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        malformed = fake.malformed()
        statuses = {await fake.deliver(update, door) for update in malformed}
        assert statuses == {200}
        assert desk.refused == [Refusal.UNREADABLE] * len(malformed)
        assert desk.taken == []

    async def test_a_body_without_end_is_no_update(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        async def endless() -> AsyncIterator[bytes]:
            for _ in range(30):
                yield b" " * 50_000

        headers = fake.text("7", "").headers
        async with httpx.AsyncClient() as client:
            answer = await client.post(door + fake.path, content=endless(), headers=headers)
        assert answer.status_code == 200
        assert (desk.taken, desk.refused) == ([], [Refusal.UNREADABLE])

    async def test_every_kind_in_a_private_chat_is_taken_and_notes_are_not(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        quiet = {QUIET + kind for kind in ("pinned", "timer", "background", "a place moves")}
        for kind, update in fake.others("7").items():
            before = len(desk.taken)
            assert await fake.deliver(update, door) == 200
            is_taken = len(desk.taken) > before
            assert is_taken == (kind not in {*quiet, QUIET + "unblocked"}), kind
        assert desk.refused == []

    @pytest.mark.parametrize(
        ("kind", "held"),
        [
            ("photo with caption", ((Attachment.PHOTO,), "cái này có phải lừa đảo không")),
            ("voice", ((Attachment.VOICE,), "")),
            ("audio", ((Attachment.VOICE,), "")),
            ("video note", ((Attachment.VIDEO,), "")),
            ("animation", ((Attachment.VIDEO,), "")),
            ("document", ((Attachment.DOCUMENT,), "")),
            ("venue", ((Attachment.LOCATION,), "")),
            ("contact", ((Attachment.CONTACT,), "")),
            ("poll", ((Attachment.POLL,), "")),
            ("dice", ((Attachment.OTHER,), "")),
            ("unknown", ((Attachment.OTHER,), "")),
            ("forward", ((), "Bạn trúng thưởng 100 triệu, chuyển phí 500k để nhận")),
            ("start from a link", ((), "/start")),
        ],
    )
    async def test_what_a_message_holds(
        self,
        fake: FakeTelegram,
        desk: Desk,
        door: str,
        kind: str,
        held: tuple[tuple[Attachment, ...], str],
    ) -> None:
        await fake.deliver(fake.others("7")[kind], door)
        assert (desk.last.attachments, desk.last.text) == held

    async def test_an_album_is_several_messages_in_order(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        for update in fake.album("7", "ba tấm"):
            await fake.deliver(update, door)
        assert [m.order for m in desk.messages] == [1, 2, 3]
        assert [m.text for m in desk.messages] == ["ba tấm", "", ""]
        assert {m.attachments for m in desk.messages} == {(Attachment.PHOTO,)}

    async def test_an_edit_has_the_order_of_what_it_changes(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        first = fake.text("7", "nó kêu chuyển 5 tiệu")
        await fake.deliver(first, door)
        await fake.deliver(fake.edited(first, "nó kêu chuyển 5 triệu"), door)
        told = InboundMessage(
            "telegram", "7", RawText("nó kêu chuyển 5 triệu"), order=1, edited=True
        )
        assert desk.last == told

    @pytest.mark.parametrize("old", [False, True])
    async def test_a_tap_is_a_choice_and_comes_to_rest(
        self, fake: FakeTelegram, desk: Desk, door: str, *, old: bool
    ) -> None:
        await fake.deliver(fake.tap("7", "why", old=old), door)
        assert desk.last == InboundMessage("telegram", "7", choice="why", order=1)
        await until(lambda: "answerCallbackQuery" in fake.calls)
        assert fake.violations == []

    async def test_a_tap_is_taken_though_it_cannot_come_to_rest(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        fake.token = "7:changed"  # noqa: S105
        assert await fake.deliver(fake.tap("7", "why"), door) == 200
        assert desk.last.choice == "why"
        await until(lambda: "answerCallbackQuery" in fake.calls)

    async def test_who_blocks_the_bot_is_gone(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        await fake.deliver(fake.others("7")[QUIET + "blocked"], door)
        assert desk.last == InboundMessage("telegram", "7", gone=True)

    @pytest.mark.parametrize(
        ("standing", "is_gone"),
        [
            ({"status": "left"}, True),
            ({"status": "kicked"}, True),
            ({"status": "restricted", "can_send_messages": False}, True),
            ({"status": "restricted", "can_send_messages": True}, False),
            ({"status": "member"}, False),
            ({"status": "administrator"}, False),
        ],
    )
    async def test_a_group_that_puts_the_bot_out_is_gone(
        self, fake: FakeTelegram, desk: Desk, door: str, standing: Part, *, is_gone: bool
    ) -> None:
        change = {"chat": {"id": -5, "type": "group"}, "new_chat_member": standing}
        await fake.deliver(changed(fake, my_chat_member=change), door)
        gone = InboundMessage("telegram", "-5", gone=True, in_group=True)
        assert desk.messages == ([gone] if is_gone else [])


def changed(fake: FakeTelegram, **content: object) -> Update:
    """An update of other content."""
    update = fake.text("7", "")
    body = json.loads(update.body)
    del body["message"]
    return Update(update.id, "7", json.dumps(body | content).encode(), update.headers)


def said(fake: FakeTelegram, text: str, **more: object) -> Update:
    """A message in the group -5; `marks` are the marked parts of its text."""
    marks = {str(part): kind for kind, part in more.pop("marks", {}).items()}  # type: ignore[attr-defined]
    entities = [
        {
            "type": kind,
            "offset": len(text[: text.index(part)].encode("utf-16-le")) // 2,
            "length": len(part.encode("utf-16-le")) // 2,
            **({"user": BOT} if kind == "text_mention" else {}),
        }
        for part, kind in marks.items()
    ]
    words = "caption" if "photo" in more else "text"
    under = "caption_entities" if "photo" in more else "entities"
    message = {
        "message_id": 9,
        "date": 0,
        "chat": {"id": -5, "type": "group", "title": "Xóm"},
        "from": {"id": 7, "is_bot": False, "first_name": "Lan"},
        words: text,
        under: entities,
        **more,
    }
    return changed(fake, message=message)


OTHERS = {
    "message_id": 3,
    "date": 0,
    "chat": {"id": -5, "type": "group"},
    "from": {"id": 8, "is_bot": False, "first_name": "Tư"},
    "text": "Nhấn vào đây nhận quà",
}


class TestGroups:
    @pytest.mark.parametrize(
        ("text", "marks_and_left"),
        [
            (f"{MENTION} có lừa không", ({"mention": MENTION}, "có lừa không")),
            (f"😀😀 {MENTION.upper()} ơi", ({"mention": MENTION.upper()}, "😀😀 ơi")),
            ("Cảnh Giác xem giúp", ({"text_mention": "Cảnh Giác"}, "xem giúp")),
            (f"/lienhe{MENTION}", ({"bot_command": f"/lienhe{MENTION}"}, "/lienhe")),
            (f"/start{MENTION} xin", ({"bot_command": f"/start{MENTION}"}, "/start")),
            ("/kiemtra tin này", ({"bot_command": "/kiemtra"}, "/kiemtra tin này")),
        ],
    )
    async def test_who_speaks_to_the_bot_is_taken(
        self, fake: FakeTelegram, desk: Desk, door: str, text: str, marks_and_left: tuple[Part, str]
    ) -> None:
        marks, left = marks_and_left
        assert await fake.deliver(said(fake, text, marks=marks), door) == 200
        told = InboundMessage("telegram", "-5", RawText(left), order=9, in_group=True, sender="7")
        assert desk.messages == [told]

    @pytest.mark.parametrize(
        ("text", "marks"),
        [
            ("chợ hôm nay đông quá", {}),
            (MENTION, {}),
            (f"xem {MENTION}2", {"mention": f"{MENTION}2"}),
            ("/start", {"bot_command": "/start"}),
            ("/kiemtra@mot_bot_khac", {"bot_command": "/kiemtra@mot_bot_khac"}),
        ],
    )
    async def test_what_is_said_to_others_is_not(
        self, fake: FakeTelegram, desk: Desk, door: str, text: str, marks: Part
    ) -> None:
        reply = said(fake, text, marks=marks, reply_to_message=OTHERS)
        assert [await fake.deliver(u, door) for u in (said(fake, text, marks=marks), reply)] == [
            200,
            200,
        ]
        assert (desk.taken, desk.refused) == ([], [])

    async def test_a_question_about_anothers_message_quotes_it(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        marks = {"mention": MENTION}
        await fake.deliver(said(fake, f"{MENTION} ?", marks=marks, reply_to_message=OTHERS), door)
        assert (desk.last.text, desk.last.quoted) == ("?", OTHERS["text"])
        pictured = {**OTHERS, "text": None, "caption": "trúng xe SH", "photo": [{}]}
        await fake.deliver(said(fake, MENTION, marks=marks, reply_to_message=pictured), door)
        assert (desk.last.text, desk.last.quoted) == ("", "trúng xe SH")
        assert desk.last.attachments == ()
        quoted = {"text": "từ nhóm khác", "position": 0}
        await fake.deliver(said(fake, MENTION, marks=marks, quote=quoted), door)
        assert desk.last.quoted == "từ nhóm khác"

    async def test_an_admin_without_a_name_is_heard_and_other_bots_are_not(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        marks = {"mention": MENTION}
        unnamed = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}}
        await fake.deliver(said(fake, f"{MENTION} ?", marks=marks, **unnamed), door)
        assert desk.taken == []
        in_its_name = {**unnamed, "sender_chat": {"id": -5, "type": "group", "title": "Xóm"}}
        await fake.deliver(said(fake, f"{MENTION} ?", marks=marks, **in_its_name), door)
        assert desk.last.text == "?"

    async def test_in_private_too_a_reply_to_a_message_asks_about_it(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        alone = {"chat": {"id": 7, "type": "private"}}
        forwarded = {**OTHERS, **alone, "from": {"id": 7, "is_bot": False, "first_name": "Lan"}}
        await fake.deliver(said(fake, "thật không", reply_to_message=forwarded, **alone), door)
        assert (desk.last.text, desk.last.quoted) == ("thật không", OTHERS["text"])
        ours = {**OTHERS, **alone, "from": BOT}
        await fake.deliver(said(fake, "là sao", reply_to_message=ours, **alone), door)
        assert (desk.last.text, desk.last.quoted) == ("là sao", "")

    async def test_a_reply_to_the_bot_speaks_to_it(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        ours = {**OTHERS, "from": BOT}
        await fake.deliver(said(fake, "còn nữa không", reply_to_message=ours), door)
        assert (desk.last.text, desk.last.quoted) == ("còn nữa không", "")

    async def test_a_topic_is_answered_in_it(
        self, fake: FakeTelegram, desk: Desk, door: str, called: TelegramChannel
    ) -> None:
        in_topic = {"is_topic_message": True, "message_thread_id": 44}
        await fake.deliver(said(fake, MENTION, marks={"mention": MENTION}, **in_topic), door)
        assert desk.last.chat == "-5:44"

        async def leaving() -> None:
            pass

        await called.send(desk.last.chat, Reply("Chào cả nhà"), leaving)
        assert [s.chat for s in fake.sent] == ["-5:44"]
        assert fake.violations == []

    async def test_a_mention_under_a_picture_counts(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        marks = {"mention": MENTION}
        await fake.deliver(said(fake, f"thật không {MENTION}", marks=marks, photo=[{}]), door)
        assert (desk.last.text, desk.last.attachments) == ("thật không", (Attachment.PHOTO,))

    @pytest.mark.parametrize(
        "more",
        [
            {"from": {"id": 9, "is_bot": True, "first_name": "bot"}},
            {"from": BOT},
            {"from": None},
            {"is_automatic_forward": True},
            {"new_chat_members": [BOT]},
            {"chat": {"id": -100, "type": "channel"}},
        ],
    )
    async def test_bots_channels_and_notes_are_not_heard(
        self, fake: FakeTelegram, desk: Desk, door: str, more: Part
    ) -> None:
        await fake.deliver(said(fake, MENTION, marks={"mention": MENTION}, **more), door)
        post = {**OTHERS, "chat": {"id": -100, "type": "channel"}}
        await fake.deliver(changed(fake, channel_post=post), door)
        assert desk.taken == []

    async def test_before_it_knows_its_own_name_no_group_message_is_lost(
        self, fake: FakeTelegram, desk: Desk, door: str
    ) -> None:
        question = fake.in_group("5", "lừa đảo phải không", addressed=True)
        token, fake.token = fake.token, "7:changed"
        assert await fake.deliver(question, door) == 503
        assert await fake.deliver(fake.text("7", "alo"), door) == 200
        fake.token = token
        assert await fake.deliver(question, door) == 200
        assert [m.text for m in desk.messages] == ["alo", "lừa đảo phải không"]


class TestPolling:
    async def test_updates_are_confirmed_only_when_taken(
        self, fake: FakeTelegram, desk: Desk, polling: TelegramChannel
    ) -> None:
        fake.hand_out(*(fake.text(chat, text) for chat, text in zip("7878", "abcd", strict=True)))
        desk.open.clear()
        async with running(polling.run(desk)):
            await until(lambda: "getUpdates" in fake.calls)
            await asyncio.sleep(0.05)
            assert fake.calls.count("getUpdates") == 1
            desk.open.set()
            await until(lambda: fake.calls.count("getUpdates") == 2)
        assert sorted(m.text for m in desk.messages if m.chat == "7") == ["a", "c"]
        assert [m.text for m in desk.messages if m.chat == "8"] == ["b", "d"]
        assert len(desk.taken) == 4
        assert fake.violations == []

    async def test_what_was_not_taken_is_handed_out_again(
        self, fake: FakeTelegram, desk: Desk, polling: TelegramChannel
    ) -> None:
        fake.hand_out(fake.text("7", "một"), fake.text("8", "hai"))
        desk.failures = 1
        with pytest.raises(ConnectionAbortedError):
            await polling.run(desk)
        assert [m.text for m in desk.messages] == ["hai"]
        async with running(polling.run(desk)):
            await until(lambda: len(desk.taken) == 3)
        assert {m.text for m in desk.messages} == {"một", "hai"}

    async def test_a_malformed_update_blocks_nobody(
        self, fake: FakeTelegram, desk: Desk, polling: TelegramChannel
    ) -> None:
        malformed = [update for update in fake.malformed() if update.id]
        fake.hand_out(*malformed, fake.text("7", "phía sau"))
        async with running(polling.run(desk)):
            await until(lambda: bool(desk.taken) and fake.calls.count("getUpdates") > 1)
            fake.hand_out(fake.text("7", "nữa"))
            await until(lambda: len(desk.taken) == 2)
        assert desk.refused == [Refusal.UNREADABLE] * len(malformed)

    async def test_a_new_count_below_the_old_one_is_fetched_too(
        self,
        fake: FakeTelegram,
        desk: Desk,
        polling: TelegramChannel,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        low = fake.text("7", "sau một tuần")
        monkeypatch.setattr(connection, "WAIT_FOR_UPDATES", 0)
        async with running(polling.run(desk)):
            fake.hand_out(fake.text("7", "trước"))
            await until(lambda: fake.calls.count("getUpdates") > 1)
            assert desk.last.text == "trước"
            # The question that confirms must be answered with nothing first: a long wait.
            await until(lambda: fake.calls.count("getUpdates") > 2)
            fake.hand_out(low)
            await until(lambda: len(desk.taken) == 2)
        assert desk.last.text == "sau một tuần"

    async def test_trouble_at_telegram_is_waited_out(self, fake: FakeTelegram, desk: Desk) -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        channel = TelegramChannel(fake.token, f"http://127.0.0.1:{port}")
        fake.hand_out(fake.text("7", "alo"))
        async with running(channel.run(desk)):
            await asyncio.sleep(0.05)
            server = uvicorn.Server(
                uvicorn.Config(fake.app(), port=port, log_config=None, lifespan="off", ws="none")
            )
            serving_it = asyncio.create_task(server.serve())
            await until(lambda: bool(desk.taken))
        server.should_exit = True
        await serving_it
        await channel.aclose()
        assert desk.last.text == "alo"

    async def test_a_refused_token_is_told(self, desk: Desk, api: str) -> None:
        channel = TelegramChannel("1:wrong", api)
        with pytest.raises(ChannelCannotRun, match="TELEGRAM_TOKEN"):
            await channel.run(desk)
        await channel.aclose()

    async def test_a_webhook_in_the_way_is_told(
        self, desk: Desk, polling: TelegramChannel, called: TelegramChannel
    ) -> None:
        await called.webhook_on()
        with pytest.raises(ChannelCannotRun, match="canhgiac bot webhook off"):
            await polling.run(desk)
        await polling.webhook_off()
        async with running(polling.run(desk)) as task:
            await asyncio.sleep(0.1)
            assert not task.done()

    async def test_a_second_bot_is_told(
        self, fake: FakeTelegram, desk: Desk, api: str, polling: TelegramChannel
    ) -> None:
        other = TelegramChannel(fake.token, api)
        both = [asyncio.ensure_future(channel.run(desk)) for channel in (polling, other)]
        done, going_on = await asyncio.wait(both, timeout=5, return_when="FIRST_COMPLETED")
        for task in going_on:
            task.cancel()
        with pytest.raises(ChannelCannotRun, match="cùng TELEGRAM_TOKEN"):
            await done.pop()
        await asyncio.gather(*going_on, return_exceptions=True)
        await other.aclose()


class TestSettings:
    @staticmethod
    def settings(**given: object) -> BotSettings:
        return BotSettings.model_validate({"telegram_token": None, **given})

    async def test_without_a_token_there_is_no_channel(self) -> None:
        assert TelegramChannel.from_settings(self.settings()) is None

    @pytest.mark.parametrize("url", [None, "https://canhgiac.test"])
    async def test_a_public_address_opens_the_webhook(
        self, fake: FakeTelegram, desk: Desk, api_stage: Stage, door_stage: Stage, url: str | None
    ) -> None:
        api_stage.app, api = fake.app(), api_stage.url
        key = SecretStr("k" * 32)
        settings = self.settings(
            telegram_token=fake.token, telegram_api_url=api, bot_key=key, public_url=url
        )
        channel = TelegramChannel.from_settings(settings)
        assert channel
        routes = channel.routes(desk)
        assert bool(routes) == (url is not None)
        if url:
            await channel.webhook_on()
            assert fake.secret == webhook_secret(key, "telegram")
            door_stage.app = Starlette(routes=routes)
            async with running(channel.run(desk)):
                assert await fake.deliver(fake.text("7", "alo"), door_stage.url) == 200
        await channel.aclose()

    @pytest.mark.parametrize("is_set", [False, True])
    async def test_a_webhook_that_nobody_calls_is_told(
        self,
        fake: FakeTelegram,
        desk: Desk,
        called: TelegramChannel,
        caplog: pytest.LogCaptureFixture,
        *,
        is_set: bool,
    ) -> None:
        if is_set:
            await called.webhook_on()
        async with running(called.run(desk)):
            await until(lambda: "getWebhookInfo" in fake.calls)
            await asyncio.sleep(0.05)
        assert ("canhgiac bot webhook on" in caplog.text) != is_set

    async def test_a_webhook_without_a_key_cannot_run(
        self, fake: FakeTelegram, desk: Desk, api: str
    ) -> None:
        channel = TelegramChannel(fake.token, api, None, PUBLIC)
        assert channel.routes(desk) == ()
        with pytest.raises(ChannelCannotRun, match="BOT_KEY"):
            await channel.run(desk)
        with pytest.raises(ChannelCannotRun, match="BOT_KEY"):
            await channel.webhook_on()
        await channel.aclose()

"""Pictures that come over Telegram: which is fetched, how, and what may go wrong with it."""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels import downloading
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.addressing import Us
from bot.channels.telegram.inbound import inbound_of
from bot.channels.telegram.pictures import Still, stills_in
from bot.channels.telegram.updates import Update
from bot.messages import Attachment, InboundMessage, Picture, PictureNotFetched, PictureTooLarge
from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.pictures import PICTURE, Trouble
from bot.rehearsal.telegram_contents import (
    BOT,
    LARGE_FILE_ID,
    MENTION,
    PHOTO,
    PHOTO_AS_A_FILE,
    SHOWN_FILE_ID,
    Part,
)
from tests.unit.bot.channels.doubles import Stage, staging

TLS = ssl.create_default_context()
US = Us(770_077, str(BOT["username"]))
HUGE = downloading.MOST_BYTES + 1


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api_stage() -> AsyncIterator[Stage]:
    async with staging() as stage:
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def fake(api_stage: Stage) -> AsyncIterator[FakeTelegram]:
    made = FakeTelegram("a" * 64)
    api_stage.app = made.app()
    yield made
    await made.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def channel(
    fake: FakeTelegram, api_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[TelegramChannel]:
    monkeypatch.setattr(ssl, "create_default_context", lambda **_: TLS)
    made = TelegramChannel(fake.token, api_stage.url)
    yield made
    await made.aclose()


def picture_of(channel: TelegramChannel, file_id: str = LARGE_FILE_ID) -> Picture:
    return channel._pictures.of(Still(file_id))  # noqa: SLF001


def told(message: Part, *, edited: bool = False) -> tuple[InboundMessage, list[Still]]:
    """The message of an update, and which pictures could be fetched of it."""
    stills: list[Still] = []

    def note(still: Still) -> Picture:
        stills.append(still)

        async def fetch() -> bytes:
            return b""

        return Picture(fetch)

    whole: Part = {
        "message_id": 9,
        "date": 0,
        "chat": {"id": 7, "type": "private"},
        "from": {"id": 7, "is_bot": False},
        **message,
    }
    kind = "edited_message" if edited else "message"
    inbound = inbound_of(Update.model_validate({"update_id": 1, kind: whole}), US, note)
    assert inbound is not None
    assert len(inbound.pictures) == len(stills)
    return inbound, stills


@pytest.mark.asyncio(loop_scope="module")
class TestFetching:
    async def test_a_picture_is_fetched_when_it_is_asked_for(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        picture = picture_of(channel)
        assert fake.calls == []
        assert await picture.fetch() == PICTURE
        assert fake.calls == ["getFile"]
        assert fake.violations == []

    @pytest.mark.parametrize(
        "path",
        [
            "../bot770077:x/getMe",
            "photos/../../etc/passwd",
            "photos/..",
            ".hidden/a.jpg",
            "/var/lib/telegram-bot-api/photos/file_1.jpg",
            "//evil.example/a.jpg",
            "https://evil.example/a.jpg",
            "photos\\a.jpg",
            "photos/a.jpg?x=1",
            "photos/a.jpg#x",
            "photos/%2e%2e/a.jpg",
            "photos/a b.jpg",
            "photos/ảnh.jpg",
            "photos/a.jpg\n",
            "photos//a.jpg",
            "a/" * 200 + "b.jpg",
            "",
        ],
    )
    async def test_a_path_that_leads_elsewhere_is_not_followed(
        self, fake: FakeTelegram, channel: TelegramChannel, path: str
    ) -> None:
        fake.file_path = path
        with pytest.raises(PictureNotFetched):
            await picture_of(channel).fetch()
        assert fake.pictures_asked_at == []
        assert fake.violations == []

    @pytest.mark.parametrize("path", ["photos/file_12.jpg", "documents/file_5.PNG", "file-1"])
    async def test_a_path_as_telegram_has_it_is_followed(
        self, fake: FakeTelegram, channel: TelegramChannel, path: str
    ) -> None:
        fake.file_path = path
        assert await picture_of(channel).fetch() == PICTURE

    async def test_what_is_gone_is_told(self, fake: FakeTelegram, channel: TelegramChannel) -> None:
        fake.picture_trouble = Trouble.GONE
        with pytest.raises(PictureNotFetched):
            await picture_of(channel).fetch()
        with pytest.raises(PictureNotFetched):
            await picture_of(channel, "unknown").fetch()

    async def test_what_is_slow_is_waited_for_only_so_long(
        self, fake: FakeTelegram, channel: TelegramChannel, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(downloading, "SECONDS", 0.1)
        fake.picture_trouble = Trouble.SLOW
        async with asyncio.timeout(5):
            with pytest.raises(PictureNotFetched):
                await picture_of(channel).fetch()

    async def test_what_is_too_large_is_not_kept(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        fake.picture = b"x" * HUGE
        with pytest.raises(PictureTooLarge):
            await picture_of(channel).fetch()

    async def test_what_is_said_to_be_too_large_is_not_asked_for(
        self, fake: FakeTelegram, channel: TelegramChannel
    ) -> None:
        with pytest.raises(PictureTooLarge):
            await channel._pictures.of(Still("x", is_too_large=True)).fetch()  # noqa: SLF001
        assert fake.calls == []

    async def test_nothing_tells_the_token_nor_the_file(
        self, fake: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG, "bot")
        fake.picture_trouble = Trouble.GONE
        picture = picture_of(channel)
        with pytest.raises(PictureNotFetched) as raised:
            await picture.fetch()
        shown = [repr(raised.value), str(raised.value), repr(picture), repr(Still("private"))]
        lines = [record.getMessage() for record in caplog.records if record.name[:3] == "bot"]
        for secret in (fake.token, "file_7", "private"):
            assert not [line for line in shown + lines if secret in line]


class TestParsing:
    @pytest.mark.parametrize(
        ("content", "file_id"),
        [
            (PHOTO, LARGE_FILE_ID),
            (PHOTO_AS_A_FILE, SHOWN_FILE_ID),
            ({"live_photo": {"file_id": "moving", **PHOTO}}, LARGE_FILE_ID),
            ({"live_photo": {"file_id": "moving", **PHOTO}, **PHOTO}, LARGE_FILE_ID),
        ],
        ids=["photo", "as a file", "live photo", "live photo for old programs too"],
    )
    def test_a_photo_has_one_picture(self, content: Part, file_id: str) -> None:
        message, stills = told({**content, "caption": "thật không"})
        assert stills == [Still(file_id)]
        assert message.attachments == (Attachment.PHOTO,)
        assert message.text == "thật không"

    def test_the_largest_size_that_is_not_too_large_is_read(self) -> None:
        sizes: list[Part] = [
            {"file_id": "s", "width": 90, "height": 160, "file_size": 1_000},
            {"file_id": "l", "width": 1440, "height": 2560, "file_size": downloading.MOST_BYTES},
            {"file_id": "m", "width": 720, "height": 1280},
            {"file_id": "xl", "width": 4000, "height": 8000, "file_size": HUGE},
        ]
        assert told({"photo": sizes})[1] == [Still("l")]
        assert told({"photo": sizes[3:]})[1] == [Still("xl", is_too_large=True)]

    def test_a_file_that_is_too_large_is_a_photo_that_says_so(self) -> None:
        document = {"file_id": "d", "mime_type": "image/png", "file_size": HUGE}
        message, stills = told({"document": document})
        assert stills == [Still("d", is_too_large=True)]
        assert message.attachments == (Attachment.PHOTO,)

    @pytest.mark.parametrize("name", ["VNeID.apk", "anh.jpg.apk"])
    def test_a_program_stays_a_document(self, name: str) -> None:
        message, stills = told({"document": {"file_id": "d", "file_name": name}})
        assert (stills, message.attachments) == ([], (Attachment.DOCUMENT,))

    def test_in_private_a_reply_to_a_photo_asks_about_it(self) -> None:
        quoted: Part = {
            "message_id": 3,
            "chat": {"id": 7, "type": "private"},
            "from": {"id": 7, "is_bot": False},
            "caption": "trúng xe SH",
            **PHOTO,
        }
        message, stills = told({"text": "tin này thật không?", "reply_to_message": quoted})
        assert stills == [Still(LARGE_FILE_ID)]
        assert (message.text, message.quoted) == ("tin này thật không?", "trúng xe SH")
        # After a crash it tells that there was one.
        assert message.attachments == (Attachment.PHOTO,)
        ours = {**quoted, "from": BOT}
        assert told({"text": "là sao", "reply_to_message": ours})[1] == []

    def test_own_photos_come_before_those_that_are_asked_about(self) -> None:
        quoted: Part = {
            "message_id": 3,
            "chat": {"id": 7, "type": "private"},
            **PHOTO_AS_A_FILE,
        }
        message, stills = told({**PHOTO, "reply_to_message": quoted})
        assert stills == [Still(LARGE_FILE_ID), Still(SHOWN_FILE_ID)]
        assert message.attachments == (Attachment.PHOTO, Attachment.PHOTO)

    def test_in_a_group_a_reply_to_a_photo_asks_about_it(self) -> None:
        group: Part = {"chat": {"id": -5, "type": "group"}}
        quoted: Part = {"message_id": 3, "from": {"id": 8}, **group, **PHOTO}
        asked: Part = {
            "text": f"{MENTION} thật không",
            "entities": [{"type": "mention", "offset": 0, "length": len(MENTION)}],
            **group,
        }
        message, stills = told({**asked, "reply_to_message": quoted})
        assert (stills, message.text) == ([Still(LARGE_FILE_ID)], "thật không")
        assert message.in_group
        ours = {**quoted, "from": BOT}
        assert told({**asked, "reply_to_message": ours})[1] == []

    def test_a_photo_of_another_chat_is_asked_about_too(self) -> None:
        message, stills = told({"text": "thật không", "external_reply": PHOTO})
        assert stills == [Still(LARGE_FILE_ID)]
        assert message.quoted == ""

    def test_an_edit_has_its_picture_still(self) -> None:
        message, stills = told({**PHOTO, "caption": "sửa"}, edited=True)
        assert (stills, message.edited) == ([Still(LARGE_FILE_ID)], True)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "file_id file_size width height photo document mime_type file_name".split()
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(photo=JSON, document=JSON, live=JSON, elsewhere=JSON)
def test_an_odd_photo_never_costs_a_message_its_words(
    photo: object, document: object, live: object, elsewhere: object
) -> None:
    odd: Part = {"photo": photo, "document": document, "live_photo": live}
    quoted: Part = {"message_id": 3, "chat": {"id": 7, "type": "private"}, **odd}
    for more in ({"reply_to_message": quoted}, {"external_reply": elsewhere}):
        message, stills = told({"text": "lời kể", **odd, **more})
        assert message.text == "lời kể"
        assert all(isinstance(still.file_id, str) for still in stills)
        assert message.attachments.count(Attachment.PHOTO) >= len(stills) - 1


def test_nothing_is_found_where_nothing_is() -> None:
    assert stills_in({}) == ()

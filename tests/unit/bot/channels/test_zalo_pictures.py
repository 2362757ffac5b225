"""Pictures that come over Zalo, to a bot or to an Official Account."""

import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.channels.zalo_bot.updates import Reader
from bot.channels.zalo_oa import updates as oa
from bot.messages import Attachment, InboundMessage, Picture, PictureNotFetched
from bot.rehearsal.fake_zalo_bot import FakeZaloBot
from bot.rehearsal.pictures import PICTURE, Trouble
from tests.unit.bot.channels.doubles import Desk, serving, without_certificates

A, B = "https://photo-stal-1.zdn.vn/a.jpg", "https://f37-zpg-r.zdn.vn/b.jpg"


class Pictures:
    """Notes which addresses a picture could be fetched from."""

    def __init__(self) -> None:
        self.urls: list[str] = []

    def at(self, url: str) -> Picture:
        self.urls.append(url)

        async def fetch() -> bytes:
            return url.encode()

        return Picture(fetch)


def bot_told(event: str, **content: object) -> tuple[InboundMessage, list[str]]:
    pictures = Pictures()
    message = {"chat": {"id": "c"}, "message_id": "m", **content}
    raw = json.dumps({"event_name": f"message.{event}.received", "message": message}).encode()
    told = Reader("zalo_bot", pictures.at, groups=False).read(raw).message
    assert told is not None
    assert len(told.pictures) == len(pictures.urls)
    return told, pictures.urls


def oa_told(event: str, **content: object) -> tuple[InboundMessage, list[str]]:
    pictures = Pictures()
    raw = {
        "event_name": f"user_send_{event}",
        "timestamp": "1790000000000",
        "sender": {"id": "c"},
        "message": {"msg_id": "m", **content},
    }
    told = oa.update_of(oa.event_in(json.dumps(raw).encode()), "zalo_oa", pictures.at).message
    assert told is not None
    assert len(told.pictures) == len(pictures.urls)
    return told, pictures.urls


@pytest.mark.parametrize(
    ("content", "urls"),
    [
        ({"photo": A}, [A]),
        ({"photo_url": A, "caption": "thật không"}, [A]),
        ({"photo": A, "photo_url": A}, [A]),
        ({"photo": {"url": A}}, [A]),
        ({"photo": [A, {"photo_url": B}]}, [A, B]),
        ({"photo": {"width": 5}}, []),
        ({}, []),
    ],
)
def test_a_bots_photo_has_its_address(content: dict[str, object], urls: list[str]) -> None:
    message, asked = bot_told("image", **content)
    assert asked == urls
    assert message.attachments == (Attachment.PHOTO,) * max(1, len(urls))
    assert message.text == content.get("caption", "")


def test_other_addresses_of_a_bots_update_are_no_pictures() -> None:
    assert bot_told("sticker", sticker="a", url=A)[1] == []
    assert bot_told("voice", voice_url=A)[1] == []
    assert bot_told("link", text=A)[1] == []


def attached(kind: str, **payload: object) -> dict[str, object]:
    return {"type": kind, "payload": payload}


@pytest.mark.parametrize(
    ("event", "attachments", "urls", "kind"),
    [
        ("image", [attached("image", url=A, thumbnail=B)], [A], Attachment.PHOTO),
        ("image", [attached("image", url=A), attached("image", url=B)], [A, B], Attachment.PHOTO),
        ("gif", [attached("gif", url=A)], [A], Attachment.PHOTO),
        ("file", [attached("file", url=A, name="ảnh.png", type="png")], [A], Attachment.PHOTO),
        ("file", [attached("file", url=A, name="đơn.pdf")], [], Attachment.DOCUMENT),
        ("file", [attached("file", url=A, name="ảnh.jpg.apk")], [], Attachment.DOCUMENT),
        ("video", [attached("video", url=A, thumbnail=B)], [], Attachment.VIDEO),
        ("link", [attached("link", url=A)], [], Attachment.LINK),
        ("image", [attached("image", thumbnail=B)], [], Attachment.PHOTO),
        ("image", "odd", [], Attachment.PHOTO),
        ("image", None, [], Attachment.PHOTO),
    ],
)
def test_an_accounts_photo_has_its_address(
    event: str, attachments: object, urls: list[str], kind: Attachment
) -> None:
    message, asked = oa_told(event, attachments=attachments, text="lời")
    assert asked == urls
    assert message.attachments == (kind,) * max(1, len(urls))
    assert message.text == "lời"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from("type payload url photo_url name image file thumbnail".split()),
            inner | st.sampled_from(["image", "gif", "file"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(photo=JSON, photo_url=JSON)
def test_an_odd_photo_never_costs_a_message_its_words(photo: object, photo_url: object) -> None:
    message, urls = bot_told("image", caption="lời kể", photo=photo, photo_url=photo_url)
    assert message.text == "lời kể"
    assert message.attachments.count(Attachment.PHOTO) == max(1, len(urls))
    message, urls = oa_told("image", text="lời kể", attachments=photo)
    assert message.text == "lời kể"
    assert message.attachments.count(Attachment.PHOTO) == max(1, len(urls))
    assert all(isinstance(url, str) for url in urls)


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloBot]:
    made = FakeZaloBot("s" * 64)
    yield made
    await made.aclose()


async def test_a_played_platform_shows_its_pictures_over_real_http(
    fake: FakeZaloBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_certificates(monkeypatch)
    async with serving(fake.app()) as url:
        fake.environment(url)
        channel = ZaloBotChannel(ZaloBotApi(fake.token, url))
        desk = Desk("zalo_bot")
        await channel._take(desk, fake.photo("c", "thật không").body)  # noqa: SLF001
        # What was taken can be acknowledged: nobody has fetched anything yet.
        assert fake.pictures_asked_at == []
        (picture,) = desk.last.pictures
        assert await picture.fetch() == PICTURE
        fake.picture_trouble = Trouble.GONE
        with pytest.raises(PictureNotFetched):
            await picture.fetch()
        await channel.aclose()


async def test_the_real_platform_shows_none_of_this_machines(
    fake: FakeZaloBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_certificates(monkeypatch)
    async with serving(fake.app()) as url:
        fake.environment(url)
        channel = ZaloBotChannel(ZaloBotApi(fake.token, "https://bot-api.zaloplatforms.com"))
        desk = Desk("zalo_bot")
        await channel._take(desk, fake.photo("c").body)  # noqa: SLF001
        with pytest.raises(PictureNotFetched):
            await desk.last.pictures[0].fetch()
        assert fake.pictures_asked_at == []
        await channel.aclose()

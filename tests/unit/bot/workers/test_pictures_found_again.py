"""A picture that an intake was told of is found again by a worker; and Zalo's window is opened."""

from dataclasses import replace

import pytest

from bot.channels.telegram.pictures import Still, TelegramPictures
from bot.channels.zalo_oa.reply_window import MOST, ReplyWindow
from bot.channels.zalo_pictures import zalo_pictures
from bot.messages import (
    Attachment,
    Button,
    InboundMessage,
    Picture,
    PictureNotFetched,
    PictureTooLarge,
    Reply,
)
from bot.reception.packing import as_letters, packed, unpacked
from tests.unit.bot.workers.scene import Scene, said

ELSEWHERE = "https://example.com/a.jpg"


def photo(*pictures: Picture, text: str = "") -> InboundMessage:
    photos = (Attachment.PHOTO,) * len(pictures)
    return InboundMessage("telegram", "7", said(text).text, attachments=photos, pictures=pictures)


async def test_a_worker_gets_the_pictures_in_their_order(scene: Scene) -> None:
    came = photo(scene.postman.picture_at("first"), scene.postman.picture_at("second"))
    envelope = await packed(came, whole=True)
    message = unpacked("telegram", envelope, scene.postman.picture_at)
    assert message is not None
    assert [await picture.fetch() for picture in message.pictures] == [b"first", b"second"]
    assert message.attachments == came.attachments


async def test_without_their_messenger_there_are_none(scene: Scene) -> None:
    envelope = await packed(photo(scene.postman.picture_at("first")), whole=True)
    message = unpacked("telegram", envelope)
    assert message is not None
    assert message.pictures == ()
    assert message.attachments == (Attachment.PHOTO,), "so it is still known that one came"


async def test_a_single_process_keeps_no_address_of_a_picture(scene: Scene) -> None:
    envelope = await packed(photo(scene.postman.picture_at("first")))
    assert "first" not in envelope.model_dump_json()


async def test_what_is_to_be_sealed_shows_nothing_of_it(scene: Scene) -> None:
    """What an error message or a log may show of it by accident."""
    came = photo(scene.postman.picture_at("first"), text="nó gọi tui")
    envelope = await packed(replace(came, chat="481000", sender="481001"), whole=True)
    letters = as_letters("481000", [Reply("đừng chuyển tiền", (Button("Vì sao", "why"),))])
    shown = repr(envelope) + str(letters)
    for secret in ("481000", "481001", "nó gọi", "first", "đừng chuyển", "Vì sao"):
        assert secret in envelope.model_dump_json() + letters.model_dump_json()
        assert secret not in shown


@pytest.mark.parametrize("is_too_large", [False, True])
async def test_telegram_knows_a_file_again_and_that_it_is_too_large(*, is_too_large: bool) -> None:
    asked: list[str] = []

    class Fetching(TelegramPictures):
        def __init__(self) -> None:
            """Without a way to Telegram."""

        async def _fetch(self, still: Still) -> bytes:
            asked.append(still.file_id)
            if still.is_too_large:
                raise PictureTooLarge
            return b"picture"

    told = Fetching().of(Still("AgAC-file", is_too_large=is_too_large))
    again = Fetching().at(told.reference)
    assert again.reference == told.reference
    if is_too_large:
        with pytest.raises(PictureTooLarge):
            await again.fetch()
    else:
        assert await again.fetch() == b"picture"
    assert asked == ["AgAC-file"]


async def test_zalo_fetches_no_picture_from_elsewhere_because_the_queue_says_so() -> None:
    source = zalo_pictures("https://openapi.zalo.me")
    told = source.at("https://photo-stal-1.zdn.vn/a.jpg")
    assert told.reference == "https://photo-stal-1.zdn.vn/a.jpg"
    with pytest.raises(PictureNotFetched):
        await source.at(ELSEWHERE).fetch()
    await source.aclose()


def test_what_a_worker_hears_opens_the_window_once() -> None:
    window = ReplyWindow(lambda: 1_790_000_000.0)
    window.wrote("c", 1_790_000_000_000)
    for _ in range(MOST):
        assert window.is_open("c")
        window.sent("c")
    assert not window.is_open("c")
    window.wrote("c", 1_790_000_000_000)
    assert not window.is_open("c"), "the same message claimed again"
    window.wrote("c", 1_790_000_000_001)
    assert window.is_open("c")

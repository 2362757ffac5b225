"""What the page posts: words or a tapped button, and on a route of its own pictures with them."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from bot.channels.web.admission import Refused, chat_of, read_json
from bot.messages import Attachment, InboundMessage, Picture, PictureNotFetched
from casework.privacy.texts import RawText

MOST_PICTURES = 4
LARGEST_WITH_PICTURES = 6 * 1024 * 1024
"""Four pictures as the page makes them (at most 1.09 MB each, a third more as base64) and a long
text."""

_UNREADABLE = "Tin dài quá hoặc không đọc được. Bạn gửi lại ngắn hơn giúp."
_NO_PICTURES = (
    "Ảnh không đọc được, hoặc nhiều quá: mỗi lần gửi nhiều nhất 4 ảnh. Bạn chọn lại ảnh giúp, "
    "hoặc gõ lại nội dung trong ảnh."
)
_TOO_LARGE = "Ảnh nặng quá nên máy không nhận được. Bạn gửi từng ảnh một, hoặc chụp màn hình giúp."


class _Posted(BaseModel):
    """Words typed, or the value of a tapped button.

    `id` is made by chance in the page; the same one again is the same message again.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    text: str = Field(default="", max_length=20_000)
    choice: str | None = Field(default=None, max_length=100)
    id: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{16,64}$")


class _WithPictures(_Posted):
    pictures: Annotated[list[str], Field(min_length=1, max_length=MOST_PICTURES)]


class _Held:
    """A picture that came with its message. It is given once, and then nobody has it here."""

    __slots__ = ("_picture",)

    def __init__(self, picture: bytes) -> None:
        self._picture: bytes | None = picture

    async def fetch(self) -> bytes:
        """The picture. Raises PictureNotFetched the second time."""
        picture = self._picture
        self.forget()
        if picture is None:
            raise PictureNotFetched
        return picture

    def forget(self) -> None:
        self._picture = None


@dataclass(frozen=True, slots=True)
class Told:
    """A message of our own page, and its id."""

    message: InboundMessage
    id: str | None
    _held: Sequence[_Held] = ()

    def forget_pictures(self) -> None:
        """Drop the pictures that nobody has looked at."""
        for held in self._held:
            held.forget()


async def told(request: Request) -> Told:
    """What is posted as words or as a choice. Raises Refused."""
    chat = chat_of(request)
    try:
        posted = _Posted.model_validate_json(await read_json(request))
    except ValidationError:
        raise Refused(422, _UNREADABLE) from None
    return Told(InboundMessage("web", chat, RawText(posted.text), posted.choice), posted.id)


async def body_with_pictures(request: Request) -> bytes:
    """What is posted with pictures, not yet looked into. Raises Refused."""
    chat_of(request)
    return await read_json(request, LARGEST_WITH_PICTURES, _TOO_LARGE)


def told_with_pictures(request: Request, body: bytes) -> Told:
    """What such a body says. Raises Refused."""
    chat = chat_of(request)
    try:
        posted = _WithPictures.model_validate_json(body)
        held = [_Held(base64.b64decode(picture, validate=True)) for picture in posted.pictures]
    except (ValidationError, binascii.Error, ValueError):
        raise Refused(422, _NO_PICTURES) from None
    message = InboundMessage(
        "web",
        chat,
        RawText(posted.text),
        posted.choice,
        attachments=(Attachment.PHOTO,) * len(held),
        pictures=tuple(Picture(one.fetch) for one in held),
    )
    return Told(message, posted.id, held)

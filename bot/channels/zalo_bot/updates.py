"""What the Bot Platform sends, read without trusting its shape, and the message in it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.messages import Attachment, InboundMessage, Picture
from casework.privacy.texts import RawText

_GROUP = "GROUP"
_TEXT = "message.text.received"
# What a resident does without saying anything.
_QUIET = frozenset({"message.reaction.received"})
_KINDS = {
    "message.image.received": Attachment.PHOTO,
    "message.sticker.received": Attachment.STICKER,
    "message.voice.received": Attachment.VOICE,
    "message.link.received": Attachment.LINK,
}


class Unreadable(Exception):
    """Not an update of the documented shape."""


def _or_zero(date: object) -> object:
    """A message is not lost because its date cannot be read."""
    if isinstance(date, str) and date.isdecimal():
        return int(date)
    return date if isinstance(date, int) else 0


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class _Sender(_Model):
    id: str = ""
    is_bot: bool = False


class _Chat(_Model):
    id: str = Field(min_length=1)
    chat_type: str = "PRIVATE"


class _Message(_Model):
    sender: _Sender | None = Field(default=None, alias="from")
    chat: _Chat
    message_id: str = ""
    # Milliseconds.
    date: Annotated[int, BeforeValidator(_or_zero)] = 0
    text: str | None = None
    caption: str | None = None
    # Some sources have the picture in `photo`, others in `photo_url`.
    photo: object = None
    photo_url: object = None
    sticker: object = None
    voice_url: object = None


class _Update(_Model):
    event_name: str = ""
    message: _Message


class _Wrapped(_Model):
    result: _Update


@dataclass(frozen=True, slots=True)
class Update:
    """An update that can be read. `message` is None for what is not answered."""

    id: str
    message: InboundMessage | None


class Reader:
    """Reads updates for a bot called by one of `names`; `picture_at`: what is at an address."""

    def __init__(self, channel: str, picture_at: Callable[[str], Picture], *, groups: bool) -> None:
        self._channel = channel
        self._picture_at = picture_at
        self._groups = groups
        self.names: tuple[str, ...] = ()

    def read(self, raw: bytes) -> Update:
        """Read the body of a webhook, or one update of a poll. Raises Unreadable."""
        update = _parsed(raw)
        message = update.message
        id_ = message.message_id or hashlib.sha256(raw).hexdigest()
        if update.event_name in _QUIET or (message.sender and message.sender.is_bot):
            return Update(id_, None)
        in_group = message.chat.chat_type.upper() == _GROUP
        text = message.text or message.caption or ""
        if in_group and not (self._groups and self._is_addressed(text)):
            return Update(id_, None)
        inbound = InboundMessage(
            self._channel,
            message.chat.id,
            RawText(text),
            attachments=_attachments(update, text),
            pictures=tuple(map(self._picture_at, _photos(message))),
            order=message.date,
            in_group=in_group,
            sender=message.sender.id if in_group and message.sender else "",
        )
        return Update(id_, inbound)

    def _is_addressed(self, text: str) -> bool:
        """Whether words in a group are meant for the bot.

        Secondary sources say that Zalo hands on only what mentions the bot or answers it. Where
        its visible name is not known, any mention counts therefore.
        """
        begin, said = text.lstrip(), text.casefold()
        if begin.startswith("/") or any(name.casefold() in said for name in self.names):
            return True
        return not self.names and begin.startswith("@")


def _parsed(raw: bytes) -> _Update:
    """Some sources show the update wrapped in `result`, others bare."""
    try:
        return _Wrapped.model_validate_json(raw).result
    except ValidationError:
        pass
    try:
        return _Update.model_validate_json(raw)
    except ValidationError:
        raise Unreadable from None


def _photos(message: _Message) -> list[str]:
    """The addresses of the pictures, each once: the sources have them in either field."""
    return list(dict.fromkeys([*_urls(message.photo), *_urls(message.photo_url)]))


def _urls(told: object) -> Iterator[str]:
    """An address by itself in most sources; in some an object that holds it, or a list of them."""
    for one in told if isinstance(told, list) else [told]:
        url = one.get("url") or one.get("photo_url") if isinstance(one, dict) else one
        if isinstance(url, str) and url:
            yield url


def _attachments(update: _Update, text: str) -> tuple[Attachment, ...]:
    """Nothing that a resident sends is taken for nothing: what is not known is OTHER."""
    message = update.message
    named = _KINDS.get(update.event_name)
    carried = (
        (Attachment.PHOTO, message.photo or message.photo_url),
        (Attachment.STICKER, message.sticker),
        (Attachment.VOICE, message.voice_url),
    )
    kinds = tuple(kind for kind, content in carried if content and kind is not named)
    kinds = (named, *kinds) if named else kinds
    if Attachment.PHOTO in kinds:
        kinds += (Attachment.PHOTO,) * (len(_photos(message)) - 1)
    if kinds or (text and update.event_name in {"", _TEXT}):
        return kinds
    return (Attachment.OTHER,)

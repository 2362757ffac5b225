"""What an Official Account is told, read without trusting its shape, and the message in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.channels.image_files import is_image_file
from bot.messages import Attachment, InboundMessage, Picture
from casework.privacy.texts import RawText

_SAID = "user_send_"
# Groups of the account: an answer would go to one person in private.
_IN_GROUP = "user_send_group_"
_FOLLOW = "follow"
_UNFOLLOW = "unfollow"
_TEXT = "text"
_FILE = "file"
_PICTURES = frozenset({"image", "gif"})
_KINDS = {
    "image": Attachment.PHOTO,
    "gif": Attachment.PHOTO,
    "sticker": Attachment.STICKER,
    "audio": Attachment.VOICE,
    "video": Attachment.VIDEO,
    "file": Attachment.DOCUMENT,
    "location": Attachment.LOCATION,
    "link": Attachment.LINK,
    "business_card": Attachment.CONTACT,
}


class Unreadable(Exception):
    """Not an event of the documented shape."""


def _milliseconds(timestamp: object) -> object:
    """A string in most events, a number in some."""
    if isinstance(timestamp, str) and timestamp.isdecimal():
        return int(timestamp)
    return timestamp if isinstance(timestamp, int) else 0


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class _Somebody(_Model):
    id: str = ""


class _Message(_Model):
    msg_id: str = ""
    text: str | None = None
    # Read without trusting its shape: an odd one must not cost the message its words.
    attachments: object = None


class Event(_Model):
    """Any event; most of them are no messages."""

    event_name: str
    timestamp: Annotated[int, BeforeValidator(_milliseconds)] = 0
    sender: _Somebody | None = None
    follower: _Somebody | None = None
    message: _Message | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """An event that can be read. `message` is None for what is not answered."""

    id: str
    message: InboundMessage | None


def event_in(raw: bytes) -> Event:
    """Read the body of a webhook. Raises Unreadable."""
    try:
        return Event.model_validate_json(raw)
    except ValidationError:
        raise Unreadable from None


def update_of(event: Event, channel: str, picture_at: Callable[[str], Picture]) -> Update:
    """The update of an event. Raises Unreadable where a message names nobody.

    Not taken are: what the account itself has sent (oa_send_*), receipts, reactions, and
    anonymous_send_*: those are from people without an account's id, and no source at hand says
    how such a one is answered with this API.
    """
    name = event.event_name
    if name in {_FOLLOW, _UNFOLLOW}:
        return _coming_or_going(event, channel)
    if not name.startswith(_SAID) or name.startswith(_IN_GROUP):
        return Update("", None)
    if event.message is None or event.sender is None:
        raise Unreadable
    chat, id_ = event.sender.id, event.message.msg_id
    if not chat or not id_:
        raise Unreadable
    text = event.message.text or ""
    kind = name.removeprefix(_SAID)
    urls = _pictures(event.message.attachments)
    attachments = _attachments(kind, text, len(urls))
    return Update(
        id_,
        InboundMessage(
            channel,
            chat,
            RawText(text),
            attachments=attachments,
            pictures=tuple(map(picture_at, urls)),
            order=event.timestamp,
        ),
    )


def _coming_or_going(event: Event, channel: str) -> Update:
    chat = event.follower.id if event.follower else ""
    if not chat:
        raise Unreadable
    gone = event.event_name == _UNFOLLOW
    text = RawText("" if gone else "/start")
    message = InboundMessage(channel, chat, text, order=event.timestamp, gone=gone)
    return Update(f"{event.event_name} {chat} {event.timestamp}", message)


def _attachments(kind: str, text: str, pictures: int) -> tuple[Attachment, ...]:
    """Nothing that a resident sends is taken for nothing: what is not known is OTHER."""
    if pictures:
        return (Attachment.PHOTO,) * pictures
    if kind == _TEXT and text:
        return ()
    return (_KINDS.get(kind, Attachment.OTHER),)


def _pictures(attachments: object) -> list[str]:
    """The addresses of the pictures among what is attached; of files only of those that are one."""
    urls = []
    for one in attachments if isinstance(attachments, list) else []:
        kind = one.get("type") if isinstance(one, dict) else None
        payload = one.get("payload") if isinstance(one, dict) else None
        url = payload.get("url") if isinstance(payload, dict) else None
        if not isinstance(payload, dict) or not isinstance(url, str) or not url:
            continue
        if kind in _PICTURES or (kind == _FILE and is_image_file("", payload.get("name"))):
            urls.append(url)
    return urls

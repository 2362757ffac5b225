"""Channel-neutral messages: what comes in and what goes out, whatever app carries it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

from casework.evidence.finding import Finding
from casework.privacy.texts import RawText

NO_TEXT = RawText("")


class Attachment(StrEnum):
    """What else than text a message can carry."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    POLL = "poll"
    LINK = "link"
    OTHER = "other"


class PictureNotFetched(Exception):
    """Không tải được ảnh từ ứng dụng nhắn tin."""


class PictureTooLarge(Exception):
    """Ảnh lớn quá, chưa tải về."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture that came with a message, not fetched yet: `fetch` gives its bytes.

    They are held in memory only, and for as long as they are read. `fetch` raises
    PictureNotFetched or PictureTooLarge.
    """

    fetch: Callable[[], Awaitable[bytes]] = field(repr=False)
    # By which its messenger finds it again, in another process. "" where there is no other way.
    reference: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message of a resident. `choice` is the value of a tapped button."""

    channel: str
    # Where the replies go: the platform's own name of the chat.
    chat: str
    # Out of the repr: what fails on a message may print it.
    text: RawText = field(default=NO_TEXT, repr=False)
    choice: str | None = None
    attachments: tuple[Attachment, ...] = ()
    # Of the photos among them, and of those in `quoted`, what can be fetched. Never sealed: after
    # a crash the resident is asked to send a picture again.
    pictures: tuple[Picture, ...] = field(default=(), repr=False, compare=False)
    # What stands in them, once they are read: their letters, and what their codes hold.
    pictured: RawText = field(default=NO_TEXT, repr=False)
    codes: tuple[str, ...] = field(default=(), repr=False)
    # What was found in its words, its pictures and what it quotes, where that was looked for before
    # they were redacted.
    found: tuple[Finding, ...] = field(default=(), repr=False)
    # The kinds of personal data that were taken out of it then.
    redacted: frozenset[str] = frozenset()
    # What is to be said of pictures that could not be read.
    unread: str = ""
    # The platform's own order inside the chat: its message number, or milliseconds.
    order: int = 0
    # An edit has the `order` of the message that it changes.
    edited: bool = False
    # Said among several people, to the bot. `quoted` is the message that it is asked about.
    in_group: bool = False
    quoted: RawText = field(default=NO_TEXT, repr=False)
    # Who wrote, where a chat has several people; for the limits only.
    sender: str = ""
    # The resident has blocked the bot or gone away: nothing is answered, the chat is forgotten.
    gone: bool = False

    @property
    def conversation(self) -> tuple[str, str]:
        """Which running conversation this belongs to."""
        return self.channel, self.chat


@dataclass(frozen=True, slots=True)
class Button:
    """A choice that a resident can tap, or type by its number or its label."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the resident."""

    text: str
    buttons: tuple[Button, ...] = ()
    # Everything said before is forgotten; a page clears what it shows.
    forgets: bool = False

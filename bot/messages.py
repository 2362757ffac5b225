"""Channel-neutral messages: what comes in and what goes out, whatever app carries it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

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
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message of a resident. `choice` is the value of a tapped button."""

    channel: str
    chat: str
    # Out of the repr: what fails on a message may print it.
    text: RawText = field(default=NO_TEXT, repr=False)
    choice: str | None = None
    attachments: tuple[Attachment, ...] = ()

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


def as_plain_texts(replies: Sequence[Reply]) -> list[str]:
    """For channels without buttons: the last choices are numbered, earlier ones are named.

    Only one list of a turn has numbers, or a typed '1' would have two meanings.
    """
    numbered = next((r for r in reversed(replies) if r.buttons), None)
    return [_as_plain_text(reply, numbered=reply is numbered) for reply in replies]


def _as_plain_text(reply: Reply, *, numbered: bool) -> str:
    if not reply.buttons:
        return reply.text
    if not numbered:
        return f"{reply.text}\n(Gõ thêm được: {' · '.join(b.label for b in reply.buttons)})"
    choices = [f"{n}. {button.label}" for n, button in enumerate(reply.buttons, start=1)]
    return "\n".join([reply.text, "", "Gõ số để chọn:", *choices])

"""Between messages and what is sealed of them: redacted on the way in, whole on the way out."""

import asyncio
import logging
import unicodedata
from collections.abc import Sequence

from bot.messages import Attachment, Button, InboundMessage, Reply
from casework.deliveries.envelope import Envelope, Letter, Letters
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText

logger = logging.getLogger(__name__)


async def packed(message: InboundMessage) -> Envelope:
    """The message as it may be sealed. What cannot be redacted is left out of it."""
    return Envelope(
        chat=message.chat,
        words=await _redacted(message.text),
        quoted=await _redacted(message.quoted),
        choice=message.choice,
        attachments=tuple(message.attachments),
        order=message.order,
        edited=message.edited,
        in_group=message.in_group,
        sender=message.sender,
    )


def unpacked(channel: str, envelope: Envelope) -> InboundMessage | None:
    """The message after a crash; None if its words could not be redacted and are gone."""
    if envelope.words is None or envelope.quoted is None:
        return None
    return InboundMessage(
        channel=channel,
        chat=envelope.chat,
        text=RawText(envelope.words),
        choice=envelope.choice,
        attachments=tuple(map(_attachment, envelope.attachments)),
        order=envelope.order,
        edited=envelope.edited,
        in_group=envelope.in_group,
        quoted=RawText(envelope.quoted),
        sender=envelope.sender,
    )


def as_letters(chat: str, pieces: Sequence[Reply]) -> Letters:
    """The pieces of a reply, to be sealed."""
    letters = (
        Letter(text=p.text, buttons=tuple((b.label, b.value) for b in p.buttons)) for p in pieces
    )
    return Letters(chat=chat, letters=tuple(letters))


def as_pieces(letters: Letters) -> tuple[Reply, ...]:
    """The pieces that were sealed."""
    return tuple(
        Reply(letter.text, tuple(Button(label, value) for label, value in letter.buttons))
        for letter in letters.letters
    )


def _attachment(kind: str) -> Attachment:
    """A kind that this version does not know was sealed by another one."""
    return Attachment(kind) if kind in set(Attachment) else Attachment.OTHER


async def _redacted(text: RawText) -> RedactedText | None:
    try:
        # In a thread: thousands of characters take long enough to hold up other residents.
        redaction = await asyncio.to_thread(redact, RawText(unicodedata.normalize("NFC", text)))
    except Exception as error:  # noqa: BLE001  # fail closed: what can't be redacted is not kept
        logger.error("not redacted, so not kept: %s", type(error).__name__)  # noqa: TRY400
        return None
    return redaction.text

"""Between messages and what is sealed of them: redacted on the way in, whole on the way out."""

import asyncio
import logging
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.conversation.commands import receipt_in
from bot.messages import Attachment, Button, InboundMessage, Picture, Reply
from casework.deliveries.envelope import Envelope, Letter, Letters
from casework.privacy.redactor import Redaction, redact
from casework.privacy.texts import RawText, RedactedText

logger = logging.getLogger(__name__)

Kept = TypeVar("Kept")

PictureAt = Callable[[str], Picture]
"""What a messenger finds again by a picture's reference."""

_RECEIPT_HERE = "<RECEIPT>"
"""Stands in the words for a receipt code that travels beside them; the redactor leaves it alone."""

_OF_RECEIPTS = frozenset({"other_id"})
"""For what the redactor takes one of our codes in ten."""


async def packed(message: InboundMessage, *, whole: bool = False) -> Envelope:
    """The message as it may be sealed. What cannot be redacted is left out of it.

    `whole`: for another process, which has nothing else of it: where its pictures are, and what
    was found in it.
    """
    words, receipt = await _kept(message.text, _with_receipt_apart) or (None, "")
    quoted, pictured = [await _kept(text, redact) for text in (message.quoted, message.pictured)]
    envelope = Envelope(
        chat=message.chat,
        words=words.text if words else None,
        quoted=quoted.text if quoted else None,
        choice=message.choice,
        receipt=receipt,
        attachments=tuple(message.attachments),
        order=message.order,
        edited=message.edited,
        in_group=message.in_group,
        sender=message.sender,
        gone=message.gone,
    )
    if not whole:
        return envelope
    taken_out = {found.kind for each in (words, quoted, pictured) if each for found in each.found}
    rest = {
        "pictures": tuple(picture.reference for picture in message.pictures),
        "pictured": pictured.text if pictured else None,
        "unread": message.unread,
        "found": message.found,
        "redacted": tuple(sorted(taken_out)),
    }
    return envelope.model_copy(update=rest)


def unpacked(
    channel: str, envelope: Envelope, picture_at: PictureAt | None = None
) -> InboundMessage | None:
    """The message again; None if its words could not be redacted and are gone."""
    if envelope.words is None or envelope.quoted is None:
        return None
    return InboundMessage(
        channel=channel,
        chat=envelope.chat,
        text=_with_receipt(envelope.words, envelope.receipt),
        choice=envelope.choice,
        attachments=tuple(map(_attachment, envelope.attachments)),
        order=envelope.order,
        edited=envelope.edited,
        in_group=envelope.in_group,
        quoted=RawText(envelope.quoted),
        sender=envelope.sender,
        gone=envelope.gone,
        pictures=tuple(map(picture_at, envelope.pictures)) if picture_at else (),
        pictured=RawText(envelope.pictured or ""),
        unread=envelope.unread,
        found=envelope.found,
        redacted=frozenset(envelope.redacted),
    )


def as_letters(chat: str, pieces: Sequence[Reply]) -> Letters:
    """The pieces of a reply, to be sealed."""
    letters = (
        Letter(text=p.text, buttons=tuple((b.label, b.value) for b in p.buttons), forgets=p.forgets)
        for p in pieces
    )
    return Letters(chat=chat, letters=tuple(letters))


def as_pieces(letters: Letters) -> tuple[Reply, ...]:
    """The pieces that were sealed."""
    return tuple(
        Reply(
            letter.text,
            tuple(Button(label, value) for label, value in letter.buttons),
            forgets=letter.forgets,
        )
        for letter in letters.letters
    )


def _attachment(kind: str) -> Attachment:
    """A kind that this version does not know was sealed by another one."""
    return Attachment(kind) if kind in set(Attachment) else Attachment.OTHER


def _with_receipt_apart(text: RawText) -> tuple[Redaction, str]:
    """The words redacted, and the receipt code that would be lost by that; "" if none would.

    Fails closed: of what is not just as we write our codes, nothing is saved that the redactor
    takes for a phone, an account, a name.
    """
    redaction, receipt = redact(text), receipt_in(text)
    if receipt is None:
        return redaction, ""
    start, end = receipt.start, receipt.end
    taken_for = {found.kind for found in redaction.found if found.start < end and found.end > start}
    if not taken_for or not (receipt.exact or taken_for <= _OF_RECEIPTS):
        return redaction, ""
    return redact(RawText(f"{text[:start]}{_RECEIPT_HERE}{text[end:]}")), receipt.code


def _with_receipt(words: RedactedText, receipt: str) -> RawText:
    """The words with the receipt code in its place again."""
    if not receipt:
        return RawText(words)
    if _RECEIPT_HERE in words:
        return RawText(words.replace(_RECEIPT_HERE, receipt, 1))
    # Sealed by a version that did not mark the place.
    return RawText(f"/xoa {receipt}\n{words}")


async def _kept(text: RawText, redacted: Callable[[RawText], Kept]) -> Kept | None:
    try:
        if not text:
            return redacted(text)
        # In a thread: thousands of characters take long enough to hold up other residents.
        return await asyncio.to_thread(redacted, RawText(unicodedata.normalize("NFC", text)))
    except Exception as error:  # noqa: BLE001  # fail closed: what can't be redacted is not kept
        logger.error("not redacted, so not kept: %s", type(error).__name__)  # noqa: TRY400
        return None

"""Looks at the pictures of a message: their letters and codes become part of what is told.

What stands in a picture is somebody else's words: it answers no question and is no command.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.conversation import picture_texts as said
from bot.conversation.long_turns import shortened
from bot.messages import (
    Attachment,
    InboundMessage,
    Picture,
    PictureNotFetched,
    PictureTooLarge,
)
from casework.evidence.pictures.base import (
    CannotReadNow,
    NotAPicture,
    PictureRead,
    PictureReader,
    PictureRefused,
    TooLarge,
)
from casework.privacy.texts import RawText

logger = logging.getLogger(__name__)

LONGEST_LOOK = 25.0
"""Seconds for all pictures of a message: then it is answered without the rest of them."""

_WHY_NOT: dict[type[Exception], str] = {
    TooLarge: said.TOO_LARGE,
    PictureTooLarge: said.TOO_LARGE,
    NotAPicture: said.NO_PICTURE,
    CannotReadNow: said.NOT_NOW,
    PictureNotFetched: said.NOT_FETCHED,
}


class Looking:
    """Reads pictures one after another: several are one story."""

    def __init__(self, reader: PictureReader | None) -> None:
        self._reader = reader

    async def look_at(self, message: InboundMessage) -> InboundMessage:
        """The message with what its pictures show, and without them.

        Never raises for what is in them.
        """
        if not message.pictures:
            return message
        if self._reader is None:
            return replace(message, pictures=(), unread=said.NO_READER)
        read, whys = await self._read_all(self._reader, message.pictures)
        letters = "\n\n".join(each.text for each in read if each.text)
        others = tuple(a for a in message.attachments if a is not Attachment.PHOTO)
        seen = replace(
            message,
            attachments=others,
            pictures=(),
            pictured=shortened(RawText(letters)),
            codes=tuple(code for each in read for code in each.codes),
        )
        return replace(seen, unread=_note(seen, message, read, whys))

    async def _read_all(
        self, reader: PictureReader, pictures: Sequence[Picture]
    ) -> tuple[list[PictureRead], list[str]]:
        read: list[PictureRead] = []
        whys: list[str] = []
        try:
            async with asyncio.timeout(LONGEST_LOOK):
                for picture in pictures:
                    try:
                        read.append(await reader.read(await picture.fetch()))
                    except tuple(_WHY_NOT) as error:
                        whys.append(_WHY_NOT[type(error)])
                    except PictureRefused:
                        whys.append(said.NO_PICTURE)
        except TimeoutError:
            whys.append(said.NOT_NOW)
        except Exception as error:  # noqa: BLE001  # the words beside it are answered anyway
            logger.error("looking at a picture failed: %s", type(error).__name__)  # noqa: TRY400
            whys.append(said.NOT_NOW)
        return read, whys


def _note(
    seen: InboundMessage, came: InboundMessage, read: Sequence[PictureRead], whys: Sequence[str]
) -> str:
    """The one line on what was not read; the first reason stands for all."""
    if whys:
        return whys[0]
    if any(each.text is None for each in read):
        return said.ONLY_CODES if seen.codes else said.NO_READER
    if not seen.pictured.strip() and not seen.codes:
        return said.NO_LETTERS
    if came.attachments.count(Attachment.PHOTO) > len(came.pictures):
        return said.NOT_ALL.format(count=len(came.pictures))
    return ""

"""Pictures in Telegram's messages: which of their sizes is read, and how it is fetched.

Read without trusting the shape: a photo that cannot be read must not cost the message its words.
"""

import asyncio
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError
from telegram.error import TelegramError

from bot.channels import downloading
from bot.channels.downloading import MOST_BYTES, download
from bot.channels.image_files import is_image_file
from bot.channels.telegram.connection import TelegramBot
from bot.messages import Picture, PictureNotFetched, PictureTooLarge

# As in 'photos/file_12.jpg'. No step begins with a dot, so none leads out of the bot's files; the
# whole path of a server that was set to keep its files on its own disk is no such path either.
_PATH = re.compile(r"(?:[\w-][\w.-]*/){0,8}[\w-][\w.-]*", re.ASCII)
_LONGEST_PATH = 300

# In front of a reference; no file id begins so.
_TOO_LARGE = "too large: "


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    file_id: str
    # The first two are told of a photo, the next two of a document. All may be missing.
    width: int = 0
    height: int = 0
    mime_type: str = ""
    file_name: str = ""
    file_size: int = 0


@dataclass(frozen=True, slots=True)
class Still:
    """A picture among Telegram's files."""

    file_id: str = field(repr=False)
    is_too_large: bool = False


PictureOf = Callable[[Still], Picture]
"""What can be fetched of a still."""


def stills_in(parts: Mapping[str, object]) -> tuple[Still, ...]:
    """The pictures that a message holds: each photo once, in its largest size that is read."""
    live, document = parts.get("live_photo"), parts.get("document")
    still = _largest(live.get("photo") if isinstance(live, Mapping) else None)
    found = (
        _largest(parts.get("photo")) or still,
        _as_file(document) if is_picture(document) else None,
    )
    return tuple(still for still in found if still is not None)


def is_picture(document: object) -> bool:
    """Whether a document is a picture."""
    if not isinstance(document, Mapping):
        return False
    return is_image_file(document.get("mime_type"), document.get("file_name"))


def _largest(sizes: object) -> Still | None:
    read = [_read(size) for size in sizes] if isinstance(sizes, list) else []
    known = [file for file in read if file is not None]
    if not known:
        return None
    fetched = [file for file in known if file.file_size <= MOST_BYTES]
    if not fetched:
        return Still(known[0].file_id, is_too_large=True)
    return Still(max(fetched, key=lambda file: (file.width * file.height, file.file_size)).file_id)


def _as_file(document: object) -> Still | None:
    file = _read(document)
    return Still(file.file_id, file.file_size > MOST_BYTES) if file is not None else None


def _read(file: object) -> _File | None:
    try:
        return _File.model_validate(file)
    except ValidationError:
        return None


class TelegramPictures:
    """Fetches pictures: getFile tells a path, and the bytes are beneath the bot's own address."""

    def __init__(self, bot: TelegramBot, token: str, api_url: str, tls: ssl.SSLContext) -> None:
        self._bot = bot
        self._files = f"{api_url.rstrip('/')}/file/bot{token}"
        self._client = httpx.AsyncClient(
            timeout=downloading.SECONDS, verify=tls, limits=httpx.Limits(max_connections=8)
        )

    def of(self, still: Still) -> Picture:
        """The picture, fetched only when it is asked for."""
        reference = f"{_TOO_LARGE if still.is_too_large else ''}{still.file_id}"
        return Picture(partial(self._fetch, still), reference)

    def at(self, reference: str) -> Picture:
        """The picture that was told of in another process."""
        file_id = reference.removeprefix(_TOO_LARGE)
        return self.of(Still(file_id, is_too_large=reference.startswith(_TOO_LARGE)))

    async def _fetch(self, still: Still) -> bytes:
        if still.is_too_large:
            raise PictureTooLarge
        try:
            async with asyncio.timeout(downloading.SECONDS):
                return await self._downloaded(still.file_id)
        except (TelegramError, TimeoutError):
            raise PictureNotFetched from None

    async def _downloaded(self, file_id: str) -> bytes:
        path = await self._bot.path_of_file(file_id)
        if len(path) > _LONGEST_PATH or not _PATH.fullmatch(path):
            raise PictureNotFetched
        url = httpx.URL(f"{self._files}/{path}")
        # The operator's own setting says which server that is; it may stand in a private network.
        return await download(self._client, url, images_only=False, public_only=False)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

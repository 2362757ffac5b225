"""The port to whatever reads pictures, and its test double."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from casework.privacy.texts import RawText


class PictureRefused(Exception):
    """Ảnh này không đọc được."""


class TooLarge(PictureRefused):
    """Ảnh lớn quá."""


class NotAPicture(PictureRefused):
    """Không phải ảnh, hoặc ảnh đã hỏng."""


class CannotReadNow(PictureRefused):
    """Máy đọc ảnh đang bận hoặc chưa cài."""


@dataclass(frozen=True, slots=True)
class PictureRead:
    """What stands in a picture: its letters, and what its codes (QR) hold.

    `text` is None where letters cannot be read on this machine (no tesseract), "" where there are
    none. Both are raw: a resident's picture.
    """

    text: RawText | None = field(repr=False)
    codes: tuple[str, ...] = field(default=(), repr=False)


class PictureReader(Protocol):
    """The picture reader. Keeps nothing, writes nothing to disk."""

    async def read(self, picture: bytes) -> PictureRead:
        """Read a picture. Raises TooLarge, NotAPicture or CannotReadNow."""
        ...


class FixedReader:
    """Test double: knows some pictures by their very bytes; any other is no picture."""

    def __init__(self, known: Mapping[bytes, PictureRead]) -> None:
        self._known = known

    async def read(self, picture: bytes) -> PictureRead:
        """What was given for these bytes."""
        if picture not in self._known:
            raise NotAPicture
        return self._known[picture]

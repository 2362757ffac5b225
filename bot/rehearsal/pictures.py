"""What is behind the pictures that residents send on a played platform, and what may go wrong."""

import asyncio
import base64
from collections.abc import AsyncIterator
from enum import StrEnum

from starlette.responses import Response, StreamingResponse

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg=="
)
"""A PNG of one white pixel."""

_DRIP = 0.1
_DRIPS = 600


class Trouble(StrEnum):
    """Why a picture is not to be had."""

    GONE = "gone"
    # It comes, a byte at a time, for a minute.
    SLOW = "slow"


def shown(picture: bytes, trouble: Trouble | None, kind: str = "image/png") -> Response:
    """The answer to whoever asks for the picture."""
    if trouble is Trouble.GONE:
        return Response(status_code=404)
    if trouble is Trouble.SLOW:
        return StreamingResponse(_dripping(), media_type=kind)
    return Response(picture, media_type=kind)


async def _dripping() -> AsyncIterator[bytes]:
    for _ in range(_DRIPS):
        yield b"x"
        await asyncio.sleep(_DRIP)

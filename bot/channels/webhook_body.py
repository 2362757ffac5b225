"""The body of a platform's call, up to a size that no update comes near."""

from starlette.requests import Request

LARGEST_BODY = 1_048_576


async def body_of(request: Request) -> bytes | None:
    """The body; None if it is too large. Counted, because Content-Length may lie.

    Heard to its end all the same, or the platform would miss the answer. What never ends is cut by
    the server (bot/front.py).
    """
    size, parts = 0, []
    async for part in request.stream():
        size += len(part)
        if size <= LARGEST_BODY:
            parts.append(part)
    return b"".join(parts) if size <= LARGEST_BODY else None

"""Whether an event is from Zalo, and of these hours."""

import hashlib
import json

from bot.channels.webhook_secret import is_genuine

HEADER = "X-ZEvent-Signature"

OLDEST = 24 * 3600 * 1000
"""Milliseconds. Zalo sends an event again for 12 hours at most; an older one is a replay."""


def signature(app_id: str, raw: bytes, secret: str) -> str:
    """What Zalo writes in the header for this body."""
    # Whatever came is only compared: half a surrogate pair must not end in an error.
    timestamp = _timestamp(raw).encode(errors="surrogatepass")
    signed = app_id.encode() + raw + timestamp + secret.encode()
    return f"mac={hashlib.sha256(signed).hexdigest()}"


def is_signed(shown: str | None, app_id: str, raw: bytes, secret: str) -> bool:
    """Whether the header is right for the bytes that came, in a time that tells nothing of it."""
    # The sources write 'mac=…', 'mac = …' and the bare digits.
    digits = (shown or "").strip().removeprefix("mac").strip(" =").lower()
    return is_genuine(f"mac={digits}", signature(app_id, raw, secret))


def is_of_these_hours(timestamp: int, now: float) -> bool:
    """Whether an event's milliseconds are near enough to now, in seconds."""
    # In whole numbers: a timestamp of hundreds of digits is no float.
    return abs(int(now * 1000) - timestamp) <= OLDEST


def _timestamp(raw: bytes) -> str:
    """The timestamp as it stands in the body; '' where there is none."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return ""
    found = body.get("timestamp", "") if isinstance(body, dict) else ""
    return str(found)

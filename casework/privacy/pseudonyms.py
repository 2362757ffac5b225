"""Pseudonyms: keyed stand-ins for an address or a chat, for as long as a day.

Abuse limits must tell senders apart, and need not know who they are. The key is made by chance,
never leaves the memory, and turns every day in Việt Nam: yesterday's stand-ins lead nowhere.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime

from casework.clock import day_in_viet_nam

_KEY_BYTES = 32
_DIGEST_BYTES = 16


class DailyPseudonyms:
    """Gives each sender the same stand-in for one day, and another one the next."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._day: date | None = None
        self._key = b""

    def of(self, sender: str) -> str:
        """The stand-in of a sender: 32 hexadecimal digits that nobody can turn back."""
        today = day_in_viet_nam(self._now())
        if today != self._day:
            self._day, self._key = today, secrets.token_bytes(_KEY_BYTES)
        hashed = hashlib.blake2b(sender.encode(), key=self._key, digest_size=_DIGEST_BYTES)
        return hashed.hexdigest()

"""Whether a chat may still be answered: for 48 hours and eight messages after its last one.

A later message would cost money or be refused. (One source says that since 2026 the eight are no
more counted; until the vendor's page is read, they are.)
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

HOURS = 48
MOST = 8

MOST_CHATS = 20_000
"""At some 300 bytes each. Beyond it the ones heard from longest ago are forgotten."""

_SECONDS = HOURS * 3600


@dataclass(slots=True)
class _Chat:
    # As Zalo has it; by it the same update is known again.
    milliseconds: int
    wrote_at: float
    sent: int = 0


class ReplyWindow:
    """Counts in memory only, by stand-ins that lead nowhere once this process ends.

    Of a chat that is not known it is allowed to try: this process may have been started after the
    resident wrote. Not so when it has seen all 48 hours.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self.most = MOST
        """How many of them this process may send, where others send the rest."""
        # Not of one day, as other pseudonyms: the window is longer than that.
        self._key = secrets.token_bytes(32)
        self._knows_all_since = now()
        # In the order in which they last wrote.
        self._chats: dict[str, _Chat] = {}

    def wrote(self, chat: str, milliseconds: int) -> None:
        """The resident has written. The same update again opens nothing again."""
        stand_in = self._stand_in(chat)
        known = self._chats.get(stand_in)
        if known is not None and known.milliseconds >= milliseconds:
            return
        self._chats.pop(stand_in, None)
        self._chats[stand_in] = _Chat(milliseconds, min(milliseconds / 1000, self._now()))
        self._forget()

    def is_open(self, chat: str) -> bool:
        """Whether one more message may be sent."""
        known = self._chats.get(self._stand_in(chat))
        if known is None:
            return self._now() - self._knows_all_since < _SECONDS
        return known.sent < self.most and self._now() - known.wrote_at < _SECONDS

    def sent(self, chat: str) -> None:
        """A message has been sent."""
        known = self._chats.get(self._stand_in(chat))
        if known is not None:
            known.sent += 1

    def _stand_in(self, chat: str) -> str:
        return hashlib.blake2b(chat.encode(), key=self._key, digest_size=16).hexdigest()

    def _forget(self) -> None:
        while self._chats:
            oldest = next(iter(self._chats))
            over = self._now() - self._chats[oldest].wrote_at >= _SECONDS
            if not over and len(self._chats) <= MOST_CHATS:
                return
            del self._chats[oldest]
            if not over:
                self._knows_all_since = self._now()

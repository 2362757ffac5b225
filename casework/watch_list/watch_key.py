"""The key of the watch list: what is listed is kept as a hash that only its owner can try out."""

import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casework.evidence.finding import Kind

_PURPOSE = b"canhgiac watch list"
_MARK = b"which key"
_MARK_LENGTH = 8


class WatchKey:
    """WATCH_LIST_KEY, which the bot, the console and other machines may share.

    Derived from it once: the derivation takes as long as many hashes, and a message asks several.
    """

    __slots__ = ("_derived",)

    def __init__(self, key: str) -> None:
        hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
        self._derived = hkdf.derive(key.encode())

    def of(self, kind: Kind, value: str) -> bytes:
        """HMAC-SHA-256 over the kind and the value in its one form: 32 bytes."""
        # What a resident pastes may hold half a character; it is on no list, and must not raise.
        data = f"{kind.value}\0{value}".encode(errors="surrogatepass")
        return hmac.digest(self._derived, data, "sha256")

    @property
    def mark(self) -> str:
        """Tells lists of different keys apart, and nothing more: 8 hexadecimal digits."""
        return hmac.digest(self._derived, _MARK, "sha256").hex()[:_MARK_LENGTH]

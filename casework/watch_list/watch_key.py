"""The key of the watch list: what is listed is kept as a hash that only its owner can try out."""

import hmac
from collections.abc import Sequence

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casework.evidence.finding import Kind

_PURPOSE = b"canhgiac watch list"
_MARK = b"which key"
_MARK_LENGTH = 8


class WatchKey:
    """WATCH_LIST_KEY, which the bot, the console and other machines may share.

    A hash can't be turned to another key without its value. So what `previous` keys have hashed
    stays as it is, and is found under them, until it is imported anew or runs out.

    Derived from them once: the derivation takes as long as many hashes, and a message asks several.
    """

    __slots__ = ("_derived",)

    def __init__(self, key: str, previous: Sequence[str] = ()) -> None:
        self._derived = tuple(_derived(each) for each in (key, *previous))

    def of(self, kind: Kind, value: str) -> bytes:
        """HMAC-SHA-256 over the kind and the value in its one form: 32 bytes."""
        return self.all_of(kind, value)[0]

    def all_of(self, kind: Kind, value: str) -> list[bytes]:
        """The same under each key, the current one first."""
        # What a resident pastes may hold half a character; it is on no list, and must not raise.
        data = f"{kind.value}\0{value}".encode(errors="surrogatepass")
        return [hmac.digest(derived, data, "sha256") for derived in self._derived]

    @property
    def mark(self) -> str:
        """Tells lists of different keys apart, and nothing more: 8 hexadecimal digits."""
        return self.marks[0]

    @property
    def marks(self) -> list[str]:
        """Those of all keys, the current one first."""
        digests = (hmac.digest(derived, _MARK, "sha256") for derived in self._derived)
        return [digest.hex()[:_MARK_LENGTH] for digest in digests]


def _derived(key: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return hkdf.derive(key.encode())

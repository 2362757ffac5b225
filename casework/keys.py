"""Keys for each purpose, derived from a door's one key, and what is signed or sealed with them.

A key can be turned without loss: while others are listed as previous, what they have sealed is
opened and what they have signed is known. docs/backup-and-keys.md tells the order of the steps.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import AfterValidator, SecretStr

SHORTEST_KEY = 32
"""Letters of a key in the settings."""


class SealBroken(Exception):
    """Không mở được phần đã niêm phong: khoá đã đổi, hoặc dữ liệu bị sửa."""


def _long_enough(written: SecretStr) -> SecretStr:
    if any(len(key) < SHORTEST_KEY for key in listed(written)):
        raise ValueError("từ 32 ký tự mỗi khoá, ngăn cách bằng dấu cách")
    return written


PreviousKeys = Annotated[SecretStr, AfterValidator(_long_enough)]
"""A setting that lists further keys, separated by blanks, newest first."""


def listed(written: SecretStr | None) -> tuple[str, ...]:
    """The keys that such a setting lists."""
    return tuple(written.get_secret_value().split()) if written else ()


class Keys:
    """Signs and seals. One derived key never serves two ends, nor two doors.

    With `key` everything new is made; what `previous` ones have made is still opened and known.
    """

    def __init__(self, key: str, door: str, previous: Sequence[str] = ()) -> None:
        self._keys = tuple(each.encode() for each in (key, *previous))
        self._door = door

    def sign(self, purpose: StrEnum, data: str) -> str:
        """HMAC-SHA-256 under the current key, hexadecimal."""
        return self._signed(self._keys[0], purpose, data)

    def signs(self, purpose: StrEnum, data: str) -> list[str]:
        """What each key makes of it, the current one first: by any of them it is known again."""
        return [self._signed(key, purpose, data) for key in self._keys]

    def seal(self, secret: str) -> str:
        """Encrypt with authentication, under the current key."""
        return self._fernet(self._keys[0]).encrypt(secret.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """Decrypt, whichever key has sealed it. Raises SealBroken."""
        for key in self._keys:
            try:
                return self._fernet(key).decrypt(sealed.encode()).decode()
            except InvalidToken:
                continue
        raise SealBroken

    def resealed(self, sealed: str) -> str | None:
        """The same under the current key; None if it is so already. Raises SealBroken."""
        try:
            self._fernet(self._keys[0]).decrypt(sealed.encode())
        except InvalidToken:
            return self.seal(self.unseal(sealed))
        return None

    def _signed(self, key: bytes, purpose: StrEnum, data: str) -> str:
        return hmac.new(self._derived(key, purpose), data.encode(), hashlib.sha256).hexdigest()

    def _fernet(self, key: bytes) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._derived(key, "seal")))

    def _derived(self, key: bytes, purpose: str) -> bytes:
        info = f"canhgiac {self._door} {purpose}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key)

"""Keys for each purpose, derived from a door's one key, and what is signed or sealed with them."""

import base64
import hashlib
import hmac
from enum import StrEnum

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class SealBroken(Exception):
    """Không mở được phần đã niêm phong: khoá đã đổi, hoặc dữ liệu bị sửa."""


class Keys:
    """Signs and seals. One derived key never serves two ends, nor two doors."""

    def __init__(self, key: str, door: str) -> None:
        self._key = key.encode()
        self._door = door

    def sign(self, purpose: StrEnum, data: str) -> str:
        """HMAC-SHA-256, hexadecimal."""
        return hmac.new(self._derived(purpose), data.encode(), hashlib.sha256).hexdigest()

    def seal(self, secret: str) -> str:
        """Encrypt with authentication."""
        return self._fernet().encrypt(secret.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """Decrypt. Raises SealBroken."""
        try:
            return self._fernet().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise SealBroken from None

    def _fernet(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._derived("seal")))

    def _derived(self, purpose: str) -> bytes:
        info = f"canhgiac {self._door} {purpose}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(self._key)

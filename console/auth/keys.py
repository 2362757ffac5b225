"""The console's one key, and the keys for each purpose that are derived from it."""

import base64
import hashlib
import hmac
from enum import StrEnum

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Purpose(StrEnum):
    """What a derived key is for: one key never serves two ends."""

    SEAL = "seal"
    AUDIT = "audit"
    AUDIT_HEAD = "audit head"
    SAMPLE = "sample"
    CSRF = "csrf"
    ADDRESS = "address"


class SealBroken(Exception):
    """Không mở được phần đã niêm phong: CONSOLE_KEY đã đổi, hoặc dữ liệu bị sửa."""


class Keys:
    """Signs and seals under keys derived from CONSOLE_KEY."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def sign(self, purpose: Purpose, data: str) -> str:
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
        return Fernet(base64.urlsafe_b64encode(self._derived(Purpose.SEAL)))

    def _derived(self, purpose: Purpose) -> bytes:
        info = f"canhgiac console {purpose.value}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(self._key)

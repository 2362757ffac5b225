"""Passwords: argon2 at rest, and what makes one good enough."""

import asyncio
import secrets

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST = 12
"""Characters. NIST SP 800-63B asks for length, not for odd characters."""

LONGEST = 200

_HASHER = PasswordHash((Argon2Hasher(),))
# Of a password that nobody has: an unknown login takes as long as a known one.
_NOBODYS = _HASHER.hash(secrets.token_urlsafe(16))
_ONE_TIME_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class WeakPassword(Exception):
    """Mật khẩu chưa đủ chắc."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{self.__doc__} {why}")


def check_strength(password: str, login: str) -> None:
    """Raises WeakPassword with what to do about it."""
    if len(password) < SHORTEST:
        raise WeakPassword(f"Hãy dùng từ {SHORTEST} ký tự trở lên, ví dụ bốn từ ngẫu nhiên.")
    if len(password) > LONGEST:
        raise WeakPassword(f"Dài quá {LONGEST} ký tự.")
    if login.lower() in password.lower():
        raise WeakPassword("Đừng để tên đăng nhập trong mật khẩu.")
    if len(set(password)) < SHORTEST // 2:
        raise WeakPassword("Mật khẩu lặp đi lặp lại vài ký tự; hãy chọn cái khác.")


def one_time() -> str:
    """A password for the first sign-in only, easy to read out: abcd-efgh-jkmn-pqrs."""
    parts = ("".join(secrets.choice(_ONE_TIME_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(parts)


async def hashed(password: str) -> str:
    """The argon2 hash. In a thread: it takes a tenth of a second on purpose."""
    return await asyncio.to_thread(_HASHER.hash, password)


async def is_right(password: str, password_hash: str | None) -> bool:
    """Whether the password is that of the hash; as slow when there is none."""
    if len(password) > LONGEST:
        return False
    matches = await asyncio.to_thread(_HASHER.verify, password, password_hash or _NOBODYS)
    return matches and password_hash is not None

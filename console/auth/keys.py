"""What the console's one key is for."""

from enum import StrEnum

from casework import keys
from casework.keys import SealBroken

__all__ = ["Keys", "Purpose", "SealBroken"]


class Purpose(StrEnum):
    """What a derived key is for: one key never serves two ends."""

    AUDIT = "audit"
    AUDIT_HEAD = "audit head"
    SAMPLE = "sample"
    CSRF = "csrf"
    ADDRESS = "address"


class Keys(keys.Keys):
    """Signs and seals under keys derived from CONSOLE_KEY."""

    def __init__(self, key: str) -> None:
        super().__init__(key, "console")

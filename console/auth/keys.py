"""What the console's one key is for."""

from collections.abc import Sequence
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
    """Signs and seals under keys derived from CONSOLE_KEY; knows what `previous` ones have made."""

    def __init__(self, key: str, previous: Sequence[str] = ()) -> None:
        super().__init__(key, "console", previous)

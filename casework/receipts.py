"""Receipt codes: the one key to a case. Only the resident has it; kept is its hash."""

import hashlib
import secrets

# No 0/O, 1/I/L: the code is read from a small screen and typed again.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_PART = 5


def new() -> str:
    """A code such as CG-7KQ2M-XW9ZB: 49 bits of chance, which nobody guesses through a chat."""
    parts = ("".join(secrets.choice(_LETTERS) for _ in range(_PART)) for _ in "12")
    return "-".join(("CG", *parts))


def hashed(code: str) -> str:
    """What is kept of a code, however it is typed."""
    letters = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()

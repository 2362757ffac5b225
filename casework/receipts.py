"""Receipt codes: the one key to a case. Only the resident has it; kept is its hash."""

import hashlib
import secrets

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No 0/O, 1/I/L: the code is read from a small screen and typed again."""

PART = 5
"""Letters of each of its two parts."""


def new() -> str:
    """A code such as CG-7KQ2M-XW9ZB: 49 bits of chance, which nobody guesses through a chat."""
    parts = ("".join(secrets.choice(LETTERS) for _ in range(PART)) for _ in "12")
    return "-".join(("CG", *parts))


def hashed(code: str) -> str:
    """What is kept of a code, however it is typed."""
    letters = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()

"""What the one who waits for the benchmark is told."""

from __future__ import annotations

import time
from typing import Final

_BEGAN: Final = time.monotonic()


class BenchError(Exception):
    """The benchmark cannot go on; the message says what to do."""


def say(line: str) -> None:
    """Print one line with the time since the start, at once also into a file."""
    minutes, seconds = divmod(int(elapsed()), 60)
    print(f"bench {minutes:2d}:{seconds:02d} {line}", flush=True)  # noqa: T201


def elapsed() -> float:
    """Give the seconds since the start."""
    return time.monotonic() - _BEGAN

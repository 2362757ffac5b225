"""What the one who waits for the benchmark is told."""

import time

_BEGAN = time.monotonic()


def say(line: str) -> None:
    """Print one line with the time since the start, at once also into a file."""
    minutes, seconds = divmod(int(time.monotonic() - _BEGAN), 60)
    print(f"bench {minutes:2d}:{seconds:02d} {line}", flush=True)

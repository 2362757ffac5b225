"""When the residents of a province begin to write in the course of a day: a guess, with a burst."""

import random
from collections.abc import Sequence
from itertools import accumulate

HOURS = (2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 8, 7, 7, 8, 8, 8, 8, 10, 14, 16, 14, 9, 5)
"""How much of the day each hour has: quiet nights, an evening peak. No source: a guess."""

BURST_AT = 20 * 3600
BURST_LASTS = 300
BURST_TIMES = 10
"""In these five minutes ten times as many write as just before: a new trick is in the news."""

DAY = 24 * 3600


def begins(conversations: int, seed: int = 20261201) -> list[float]:
    """The second of the day in which each conversation begins, the earliest first."""
    dice = random.Random(seed)  # noqa: S311  # the same day every time
    weights = _weights()
    slots = dice.choices(
        range(len(weights)), cum_weights=list(accumulate(weights)), k=conversations
    )
    return sorted(slot * _SLOT + dice.uniform(0, _SLOT) for slot in slots)


_SLOT = 300


def _weights() -> Sequence[float]:
    """Of each five minutes."""
    return [
        HOURS[slot * _SLOT // 3600] * (BURST_TIMES if slot * _SLOT == BURST_AT else 1)
        for slot in range(DAY // _SLOT)
    ]

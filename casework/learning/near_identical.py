"""Texts that are the same but for a word or two: told again on the same day, they count once."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from scipy.sparse import csr_array

NEARLY_ALL = 0.8
"""Share of words that two texts have in common (Jaccard) before they count as one."""

_AT_ONCE = 500
"""Texts that are compared with all others in one step: it bounds the memory."""


def first_of_each(bags: Sequence[frozenset[str]], days: Sequence[date]) -> list[int]:
    """The places of the texts that are not nearly identical to an earlier one of the same day.

    `bags` are the words of each text. The earlier one counts even if it was itself left out: a
    text that changes by a word each time it is sent stays one. On another day it counts anew: a
    scammer's message that people paste day after day is just what is looked for.
    """
    if not bags:
        return []
    columns = {word: i for i, word in enumerate(sorted(frozenset().union(*bags)))}
    rows = [row for row, bag in enumerate(bags) for _ in bag]
    places = [columns[word] for bag in bags for word in bag]
    has: csr_array[np.float32] = csr_array(
        (np.ones(len(rows), dtype=np.float32), (rows, places)), shape=(len(bags), len(columns))
    )
    sizes = np.array([len(bag) for bag in bags], dtype=np.float32)
    on = np.array([day.toordinal() for day in days])
    kept: list[int] = []
    for start in range(0, len(bags), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        common = (has[some] @ has.T).toarray()
        either = sizes[some, None] + sizes[None, :] - common
        alike = (common >= NEARLY_ALL * np.maximum(either, 1)) & (on[some, None] == on[None, :])
        kept += [start + i for i, row in enumerate(alike) if not row[: start + i].any()]
    return kept

"""Near duplicates: examples that say the same in nearly the same words.

Two examples are as alike as the share of what both have in what either has (Jaccard), in words
without tone marks. Long ones are compared by runs of three words, short ones by their words.

The thresholds were set by looking at the pairs found in 12,300 examples that people wrote
(November 2026). Across intents, pairs of short ones from 0.65 on teach the model two answers to
one question ("cho thuê tài khoản ngân hàng có vi phạm không"); at 0.62 one word tells them apart
("nó lấy số tui đi vay", "nó lấy mặt tui đi vay"). Inside an intent two wordings of one thought do
no harm; from 0.8 on they are one wording. No long pair reached 0.25, so their thresholds are set
by what they mean: twenty words are another example when four of them, apart from each other, were
swapped; inside an intent three are enough.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import chain

from casework.playbooks.data_file import Mistake
from casework.validation.wording import Worded, shingles
from casework.vietnamese import fold

FEWEST_WORDS = 4
"""Shorter ones ("dạ em chào") are alike by nature: only what is folded the same counts."""

SHORT = range(FEWEST_WORDS, 16)
LONG = range(10, 1_000_000)
"""Numbers of words. They overlap, so that no pair falls between the two comparisons."""

_STOPS = re.compile(r"[\s.,;:!?…\"'-]+")

Features = frozenset[Hashable]


def check_near_duplicates(examples: Sequence[Worded], since: int = 0) -> Iterator[Mistake]:
    """Each example from `since` on is told once, with the one before it that is most like it."""
    most_alike: dict[int, tuple[float, int]] = {}
    for words, size, across, inside in ((1, SHORT, 0.65, 0.8), (3, LONG, 0.3, 0.5)):
        chosen = [i for i, e in enumerate(examples) if len(e.bare) in size]
        features = [frozenset(shingles(examples[i].bare, words)) for i in chosen]
        first = bisect_left(chosen, since)
        for later, earlier, similarity in alike_pairs(features, min(across, inside), first):
            i, k = chosen[later], chosen[earlier]
            needed = inside if _same_intent(examples[i], examples[k]) else across
            if similarity >= needed:
                most_alike[i] = max(most_alike.get(i, (0, k)), (similarity, k))
    for i, (_, k) in sorted(most_alike.items()):
        if not _repeats(examples[i], examples[k]):
            yield _told(examples[i], examples[k])
    yield from _very_short(examples, since)


def alike_pairs(
    features: Sequence[Features], least: float, since: int = 0
) -> Iterator[tuple[int, int, float]]:
    """Pairs (later, earlier) by an index from feature to examples: only those that share one.

    `since`: the later one of each pair is at least the one of this number.
    """
    counts = Counter(chain.from_iterable(features))
    asked = set(chain.from_iterable(features[since:])) if since else counts.keys()
    holders: dict[Hashable, list[int]] = {f: [] for f in asked if counts[f] > 1}
    for i, mine in enumerate(features):
        shared = [holders[feature] for feature in mine if feature in holders]
        pairs = Counter(chain.from_iterable(shared)) if i >= since else Counter[int]()
        for k, common in pairs.items():
            similarity = common / (len(mine) + len(features[k]) - common)
            if similarity >= least:
                yield i, k, similarity
        for earlier in shared:
            earlier.append(i)


def _very_short(examples: Sequence[Worded], since: int) -> Iterator[Mistake]:
    first: dict[str, Worded] = {}
    for i, example in enumerate(examples):
        if len(example.bare) < FEWEST_WORDS:
            text = _STOPS.sub(" ", fold(example.example.text)).strip()
            other = first.setdefault(text, example)
            is_told = i >= since and other is not example
            if text and is_told and not _repeats(example, other):
                yield _told(example, other)


def _told(example: Worded, other: Worded) -> Mistake:
    wrong = f"Gần trùng với {other.place}: «{other.example.text}»."
    if _same_intent(example, other):
        return example.mistake(wrong, "xoá một trong hai câu, hoặc viết lại bằng lời khác hẳn.")
    mend = "một lời không dạy được hai ý định: xoá một câu, hoặc thêm chi tiết để thấy khác nhau."
    return example.mistake(wrong, mend)


def _same_intent(one: Worded, other: Worded) -> bool:
    return one.example.intent == other.example.intent


def _repeats(one: Worded, other: Worded) -> bool:
    """Told by examples.py already: the very same text."""
    return one.example.text.lower().split() == other.example.text.lower().split()

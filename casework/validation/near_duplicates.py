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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import ceil

from casework.playbooks.data_file import Mistake
from casework.validation.wording import Shingle, Worded, shingles
from casework.vietnamese import fold

FEWEST_WORDS = 4
"""Shorter ones ("dạ em chào") are alike by nature: only what is folded the same counts."""

SHORT = range(FEWEST_WORDS, 16)
LONG = range(10, 1_000_000)
"""Numbers of words. They overlap, so that no pair falls between the two comparisons."""

_STOPS = re.compile(r"[\s.,;:!?…\"'-]+")

MOST_COPIES = 8
"""Of the very same words so many are held to be compared with; intents may differ among them."""

MOST_COMPARED = 200
"""Others that one example is compared with: the most of 12,300 real examples has 146."""

MOST_IN_ALL = 4_000_000
"""Comparisons of all: with very many examples, each is compared with fewer."""

_ROUNDING = 1e-9

Features = frozenset[Shingle]


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
    """Pairs (later, earlier) with how alike they are, the later one of number `since` or more.

    Two sets that are so alike share one of the rarest features of each (Chaudhuri's prefix
    filter), so only those are looked up. Each is compared with a bounded number of others, and of
    the very same sets only a few are held: ten thousand copies of one line take no longer than ten
    thousand lines.
    """
    counts = Counter(chain.from_iterable(features))
    asked = set(chain.from_iterable(features[since:])) if since else counts.keys()
    holders: dict[Shingle, list[int]] = {f: [] for f in asked if counts[f] > 1}
    copies: dict[Features, list[int]] = {}
    most = min(MOST_COMPARED, MOST_IN_ALL // max(1, len(features) - since))
    for i, mine in enumerate(features):
        same = copies.setdefault(mine, [])
        if len(same) == MOST_COPIES:
            if i >= since:
                yield i, same[-1], 1.0
            continue
        shared = [holders[f] for f in _rarest(mine, least, counts) if f in holders]
        if i >= since:
            for k in _candidates(shared, most):
                common = len(mine & features[k])
                similarity = common / (len(mine) + len(features[k]) - common)
                if similarity >= least:
                    yield i, k, similarity
        same.append(i)
        for earlier in shared:
            earlier.append(i)


def _rarest(mine: Features, least: float, counts: Mapping[Shingle, int]) -> list[Shingle]:
    """As many of the rarest as must hold one of another set that is so alike, rarest first."""
    may_differ = len(mine) - ceil(least * len(mine) - _ROUNDING)
    return sorted(mine, key=lambda f: (counts[f], f))[: may_differ + 1]


def _candidates(shared: Iterable[Sequence[int]], most: int) -> dict[int, None]:
    """The newest of those that share a feature, those of the rarest features first."""
    found: dict[int, None] = {}
    for held in shared:
        room = most - len(found)
        if room <= 0:
            break
        found.update(dict.fromkeys(held[-room:]))
    return found


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

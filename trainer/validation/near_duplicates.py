"""Near duplicates: examples that say the same in nearly the same words.

Two examples are as alike as the share of what both have in what either has (Jaccard), in words
without tone marks. Long ones are compared by runs of three words, short ones by their words.

The thresholds were set by looking at the pairs found in 10,600 examples that people wrote
(November 2026). Across intents, pairs of short ones from 0.65 on teach the model two answers to
one question ("cho thuê tài khoản ngân hàng có vi phạm không"); at 0.62 one word tells them apart
("nó lấy số tui đi vay", "nó lấy mặt tui đi vay"). Inside an intent two wordings of one thought do
no harm; from 0.8 on they are one wording. No long pair reached 0.25: their thresholds say how
many words of twenty may be swapped before it counts as another example (three; inside: two).
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import chain

from casework.playbooks.data_file import Mistake
from trainer.validation.wording import Worded, shingles

FEWEST_WORDS = 4
"""Shorter ones ("dạ em chào") are alike by nature: only the very same words count."""

SHORT = range(FEWEST_WORDS, 16)
LONG = range(10, 1_000_000)
"""Numbers of words. They overlap, so that no pair falls between the two comparisons."""

Features = frozenset[Hashable]


def check_near_duplicates(examples: Sequence[Worded]) -> Iterator[Mistake]:
    """Each example is told once, with the one before it that is most like it."""
    most_alike: dict[int, tuple[float, int]] = {}
    for words, size, across, inside in ((1, SHORT, 0.65, 0.8), (3, LONG, 0.3, 0.5)):
        chosen = [i for i, e in enumerate(examples) if len(e.bare) in size]
        features = [frozenset(shingles(examples[i].bare, words)) for i in chosen]
        for later, earlier, similarity in _alike(features, min(across, inside)):
            i, k = chosen[later], chosen[earlier]
            needed = inside if _same_intent(examples[i], examples[k]) else across
            if similarity >= needed:
                most_alike[i] = max(most_alike.get(i, (0, k)), (similarity, k))
    for i, (_, k) in sorted(most_alike.items()):
        if not _repeats(examples[i], examples[k]):
            yield _told(examples[i], examples[k])
    yield from _very_short(examples)


def _alike(features: Sequence[Features], least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs (later, earlier) by an index from feature to examples: only those that share one."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for i, mine in enumerate(features):
        for k, common in Counter(chain.from_iterable(holders[f] for f in mine)).items():
            similarity = common / (len(mine) + len(features[k]) - common)
            if similarity >= least:
                yield i, k, similarity
        for feature in mine:
            holders[feature].append(i)


def _very_short(examples: Sequence[Worded]) -> Iterator[Mistake]:
    first: dict[tuple[str, ...], Worded] = {}
    for example in examples:
        if 0 < len(example.typed) < FEWEST_WORDS:
            other = first.setdefault(tuple(example.typed), example)
            if other is not example and not _repeats(example, other):
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

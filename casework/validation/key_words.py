"""Key words: at least half of a playbook's examples must do without its most telling word.

Residents often tell a trick without its name. Where nearly every example has the word, the model
learns the word. Nobody has to list these words: the most telling one is the word, or pair of
words, without tone marks that most examples of the playbook have, among those that are at least
five times as frequent in it as in all the others. (Less than five times, and it is a word of
every story, "no" or "tien"; in November 2026 the words found so were "hoc" for scholarships,
"xe" for traffic fines, "vay" for loans.)
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path

from casework.playbooks.data_file import Mistake
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.validation.examples import FEWEST_EXAMPLES
from casework.validation.wording import Shingle, Worded

MOST = 0.5
"""Share of a playbook's examples that may have its key word."""

TELLING = 5
"""Times as frequent as elsewhere."""


def check_key_words(
    examples: Sequence[Worded], folder: Path, only: str | None = None
) -> Iterator[Mistake]:
    """A warning for each playbook that leans on one word; or for `only` this one."""
    by_intent: dict[str, list[Worded]] = defaultdict(list)
    for example in examples:
        by_intent[example.example.intent].append(example)
    asked = {only} & set(by_intent) if only else set(by_intent)
    having = _having(by_intent, asked)
    everywhere = sum(having.values(), Counter())
    for intent in sorted(asked - set(NOT_PLAYBOOKS)):
        count, others = len(by_intent[intent]), len(examples) - len(by_intent[intent])
        # With few examples any word is frequent; that there are few is told by examples.py.
        if count < FEWEST_EXAMPLES or not others:
            continue
        telling = [
            (found, -len(word), word)
            for word, found in having[intent].items()
            if found > MOST * count
            and found / count >= TELLING * (everywhere[word] - found) / others
        ]
        if telling:
            found, _, word = max(telling)
            yield _told(folder / f"{intent}.txt", word, found, count)


def _having(
    by_intent: dict[str, list[Worded]], asked: Iterable[str]
) -> dict[str, Counter[Shingle]]:
    """How many examples have each word that can matter, and each pair of such words.

    A pair is never more frequent than its words, so nearly all pairs need not be counted.
    """
    frequent = {
        word
        for group in (by_intent[intent] for intent in asked)
        for word, found in Counter(chain.from_iterable(set(e.bare) for e in group)).items()
        if found > MOST * len(group)
    }
    return {
        intent: Counter(chain.from_iterable(_among(frequent, e) for e in group))
        for intent, group in by_intent.items()
    }


def _among(frequent: set[str], example: Worded) -> set[Shingle]:
    words = frequent.intersection(example.bare)
    if len(words) < 2:  # noqa: PLR2004  # a pair may be one word said twice, which tells no more
        return {(word,) for word in words}
    pairs = (pair for pair in pairwise(example.bare) if pair[0] in words and pair[1] in words)
    return {(word,) for word in words}.union(pairs)


def _told(path: Path, word: Shingle, having_it: int, count: int) -> Mistake:
    wrong = f"Có {having_it} trên {count} câu dùng chữ «{' '.join(word)}» (tính cả có dấu)."
    missing = int(having_it / MOST) - count
    mend = f"viết lại, hoặc viết thêm {missing} câu kể mà không dùng chữ đó."
    return Mistake(str(path), 1, path.stem, wrong, mend, is_warning=True)

"""Key words: at least half of a playbook's examples must do without its most telling word.

Residents often tell a trick without its name. Where nearly every example has the word, the model
learns the word. Nobody has to list these words: the most telling one is the word, or pair of
words, without tone marks that most examples of the playbook have, among those that are at least
five times as frequent in it as in all the others. (Less than five times, and it is a word of
every story, "no" or "tien"; in November 2026 the words found so were "hoc" for scholarships,
"xe" for traffic fines, "vay" for loans.)
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from casework.playbooks.data_file import Mistake
from trainer.examples import NOT_PLAYBOOKS
from trainer.validation.examples import FEWEST_EXAMPLES
from trainer.validation.wording import Shingle, Worded, shingles

MOST = 0.5
"""Share of a playbook's examples that may have its key word."""

TELLING = 5
"""Times as frequent as elsewhere."""


def check_key_words(examples: Sequence[Worded], folder: Path) -> Iterator[Mistake]:
    """A warning for each playbook that leans on one word."""
    having: dict[str, Counter[Shingle]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    for example in examples:
        counts[example.example.intent] += 1
        having[example.example.intent].update(_words_and_pairs(example))
    everywhere: Counter[Shingle] = Counter()
    for found in having.values():
        everywhere.update(found)
    for intent in sorted(set(counts) - set(NOT_PLAYBOOKS)):
        others = counts.total() - counts[intent]
        # With few examples any word is frequent; that there are few is told by examples.py.
        if counts[intent] < FEWEST_EXAMPLES or not others:
            continue
        for word, having_it in having[intent].most_common():
            share = having_it / counts[intent]
            if share <= MOST:
                break
            if share >= TELLING * (everywhere[word] - having_it) / others:
                yield _told(folder / f"{intent}.txt", " ".join(word), having_it, counts[intent])
                break


def _words_and_pairs(example: Worded) -> set[Shingle]:
    return {*shingles(example.bare, 1), *shingles(example.bare, 2)}


def _told(path: Path, word: str, having_it: int, count: int) -> Mistake:
    wrong = f"Có {having_it} trên {count} câu dùng chữ «{word}» (tính cả có dấu)."
    missing = int(having_it / MOST) - count
    mend = f"viết lại, hoặc viết thêm {missing} câu kể mà không dùng chữ đó."
    return Mistake(str(path), 1, path.stem, wrong, mend, is_warning=True)

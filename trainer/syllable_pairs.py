"""Which syllables of names stand side by side in ordinary sentences, counted in the examples.

The redactor takes syllables of names that are typed in small letters for a name only if such
sentences never put them side by side: 'thành công' is a word, 'quốc bưởi' hardly. The examples
hold no personal data, so what stands there is no name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from casework.playbooks.examples import read_examples
from casework.privacy import lexicon
from casework.privacy.lexicon.given_names import one_spelling
from casework.privacy.lexicon.letters import bare
from casework.privacy.lexicon.name_syllables import BARE, MARKED

LEXICON = Path(lexicon.__file__).parent
Pairs = Mapping[tuple[str, str], int]

FEWEST = 3
"""A pair without tone marks counts as ordinary from here on: rarer ones are slips and chance."""

_CLAUSE = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+)*")


def learn(texts: Iterable[str]) -> tuple[Pairs, Pairs]:
    """Count the pairs without tone marks, and those with."""
    plain, marked = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for text in texts:
        for first, second in _side_by_side(text.lower()):
            if (pair := (bare(first), bare(second)))[0] in BARE and pair[1] in BARE:
                plain[pair] += 1
            if (pair := (one_spelling(first), one_spelling(second)))[0] in MARKED:
                marked[pair] += pair[1] in MARKED
    return plain, marked


def _side_by_side(text: str) -> Iterator[tuple[str, str]]:
    for clause in _CLAUSE.finditer(text):
        words = clause.group().split()
        yield from pairwise(words)


def relearn(data_dir: Path) -> tuple[int, int]:
    """Learn from data/examples and write both files; how many pairs each holds."""
    plain, marked = learn(example.text for example in read_examples(data_dir / "examples"))
    return (
        write(plain, LEXICON / "ordinary_pairs_bare.txt", FEWEST),
        write(marked, LEXICON / "ordinary_pairs_marked.txt", 1),
    )


def write(pairs: Pairs, path: Path, fewest: int) -> int:
    """Write the pairs seen at least `fewest` times, one first syllable a line; how many."""
    lines: dict[str, list[str]] = defaultdict(list)
    for (first, second), times in pairs.items():
        if times >= fewest:
            lines[first].append(second)
    text = "".join(f"{first} {' '.join(sorted(lines[first]))}\n" for first in sorted(lines))
    path.write_text(text, encoding="utf-8")
    return sum(map(len, lines.values()))

"""What a story is made of when stories are compared: words and pairs of words, without tones."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casework.vietnamese import Word, words


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or two that stand side by side: without tone marks, and as it was typed."""

    bare: str
    typed: str


def terms_of(text: str) -> list[Term]:
    """The words of a text and the pairs of neighbours: most Vietnamese words are two syllables.

    Numbers and what the redactor has left ('<PHONE>') are no words, and nothing pairs across them.
    """
    return list(_terms(words(text)))


def _terms(said: Sequence[Word]) -> Iterator[Term]:
    before: Word | None = None
    for word in said:
        if word.bare.startswith("<") or not any(c.isalpha() for c in word.bare):
            before = None
            continue
        yield Term(word.bare, word.typed)
        # Further apart than one space: a comma or the end of a sentence stands between.
        if before is not None and word.start == before.end + 1:
            yield Term(f"{before.bare} {word.bare}", f"{before.typed} {word.typed}")
        before = word


class Frequencies:
    """In how many texts of the book each term stands: what is common there tells little.

    Function words need no list: they stand nearly everywhere.
    """

    def __init__(self, book: Iterable[Sequence[Term]]) -> None:
        self._texts = 0
        self._with: Counter[str] = Counter()
        for told in book:
            self._texts += 1
            self._with.update({term.bare for term in told})

    def weight(self, bare: str) -> float:
        """How telling a term is: 0 where every text has it."""
        return math.log((1 + self._texts) / (1 + self._with[bare]))

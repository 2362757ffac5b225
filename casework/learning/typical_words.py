"""The words by which a cluster is known: common in its stories, rare in the book.

That is class-based TF-IDF. These words are kept without their stories, so each must stand in
several of them: no rare word leads to a person.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from casework.learning.terms import Frequencies, Term

FEWEST_STORIES = 3
"""Stories of the cluster in which a word must stand."""

MOST_WORDS = 10
"""Enough to see at a glance what a cluster is about."""

_AS_TYPICAL = 0.3
"""As a share of the most typical word's weight: what is below stands in any story."""


def typical_words(told: Sequence[Sequence[Term]], book: Frequencies) -> tuple[str, ...]:
    """The most typical words first, with tone marks as most of the stories write them."""
    stories = Counter(bare for terms in told for bare in {term.bare for term in terms})
    weights = {
        bare: times * _weight(bare, book)
        for bare, times in stories.items()
        if times >= FEWEST_STORIES
    }
    least = _AS_TYPICAL * max(weights.values(), default=0)
    telling = [bare for bare, weight in weights.items() if weight and weight >= least]
    ranked = sorted(telling, key=lambda bare: (-weights[bare], bare))
    spelt = _spellings(told)
    return tuple(spelt[bare] for bare in _without_repeats(ranked))


def _weight(bare: str, book: Frequencies) -> float:
    """Two syllables that belong together read as a word; one alone is often half of one."""
    return book.weight(bare) * (1.0 if " " in bare else 0.75)


def _without_repeats(ranked: Sequence[str]) -> list[str]:
    """The first ones, without those whose syllables stand in them already."""
    chosen: list[str] = []
    said: set[str] = set()
    for bare in ranked:
        if not said.issuperset(bare.split()):
            chosen.append(bare)
            said.update(bare.split())
        if len(chosen) == MOST_WORDS:
            break
    return chosen


def _spellings(told: Sequence[Sequence[Term]]) -> dict[str, str]:
    """How each term is written by most stories; those without any tone mark have no say."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for terms in told:
        if any(term.bare != term.typed for term in terms):
            for term in dict.fromkeys(terms):
                written[term.bare][term.typed] += 1
    bare = {term.bare: term.bare for terms in told for term in terms}
    return bare | {b: forms.most_common(1)[0][0] for b, forms in written.items()}

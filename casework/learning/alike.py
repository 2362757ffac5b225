"""Stories that say nearly the same, among each other and as an example that is there already.

Measured as casework.validation.near_duplicates measures. Its thresholds across intents are taken
for all: of 12,300 examples that people wrote apart from each other no long pair shared a quarter
of its runs of three words, so stories that share three tenths are one wording that was sent again,
or put together anew from the same parts.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework.learning.stories import Story
from casework.playbooks.examples import Example
from casework.validation.near_duplicates import LONG, SHORT, alike_pairs
from casework.validation.wording import shingles, views

_MEASURES = ((1, SHORT, 0.65), (3, LONG, 0.3))
"""Words in a row, the lengths of texts that are compared by them, and from where on alike."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Stories that say nearly the same, and the intents of the examples that say it too."""

    stories: Sequence[Story]
    examples_of: frozenset[str]


def grouped(stories: Sequence[Story], examples: Sequence[Example]) -> list[Alike]:
    """All stories, each in one group; what is alike by way of a third is in one group too."""
    words = [
        views(text)[1] for text in (*(e.text for e in examples), *(s.narrative for s in stories))
    ]
    first = len(examples)
    leader = list(range(len(words)))
    touched: defaultdict[int, set[str]] = defaultdict(set)
    for later, earlier in _pairs(words, first):
        if earlier < first:
            touched[later].add(examples[earlier].intent)
        else:
            leader[_of(leader, later)] = _of(leader, earlier)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place in range(first, len(words)):
        members[_of(leader, place)].append(place)
    return [
        Alike(
            stories=[stories[place - first] for place in places],
            examples_of=frozenset().union(*(touched[place] for place in places)),
        )
        for places in members.values()
    ]


def _of(leader: list[int], place: int) -> int:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = leader[place]
    return place


def _pairs(words: Sequence[Sequence[str]], first: int) -> Iterator[tuple[int, int]]:
    """Pairs (later, earlier), of which the later one is a story: from the place `first` on."""
    same: dict[Sequence[str], int] = {}
    for place, said in enumerate(words):
        if len(said) < SHORT.start:
            earlier = same.setdefault(tuple(said), place)
            if earlier != place >= first:
                yield place, earlier
    for run, lengths, least in _MEASURES:
        chosen = [place for place, said in enumerate(words) if len(said) in lengths]
        features = [frozenset(shingles(words[place], run)) for place in chosen]
        for later, earlier, _ in alike_pairs(features, least):
            if chosen[later] >= first:
                yield chosen[later], chosen[earlier]

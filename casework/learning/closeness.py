"""How close sentences come to stories that are kept: the measure behind own_words.py.

The sentences are indexed and the stories are met one by one, so that the time is linear in both,
and nothing of a story is kept but what it shares with a sentence.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.validation.near_duplicates import FEWEST_WORDS
from casework.validation.overlap import MOST, RUN, SHORT_RUN
from casework.validation.wording import Shingle, shingles, views

NOBODYS = 3
"""Tellings from which on a run of words is the scammer's, not a resident's."""

NEARLY_THE_SAME = 0.65
"""Share of words that short texts have in common: as casework.validation.near_duplicates has it."""

_LONGEST_NEAR = int(RUN / NEARLY_THE_SAME)
"""A text of fewer than seven words is nearly the same as none with more words than this."""

_FEWEST_SHARED = RUN - SHORT_RUN
"""Runs of four that six words in a row have: fewer may be chance in somebody else's story."""

_MOST_SENTENCES = 200
"""A run of four that stands in more of the sentences than this is not counted."""

Telling = tuple[date, str]
"""A day and a channel: what was told there counts once, for it may be one person's."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A story that is kept; of a merged or split one `telling` is that of the original."""

    case_id: UUID
    telling: Telling
    narrative: str


class Sentences:
    """Sentences that want to be examples; `written_for` is the case that they were made from."""

    def __init__(self, texts: Sequence[str], written_for: UUID | None = None) -> None:
        self._written_for = written_for
        places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            places[tuple(views(text)[1])].append(place)
        # What is said twice is looked at once.
        self._places = [where for words, where in places.items() if words]
        self._words = [words for words in places if words]
        self._long = _index(self._words, RUN)
        self._short = _index(self._words, SHORT_RUN)
        self._whole = {words: which for which, words in enumerate(self._words)}
        self._bags: defaultdict[str, list[int]] = defaultdict(list)
        for which, words in enumerate(self._words):
            if FEWEST_WORDS <= len(words) <= _LONGEST_NEAR:
                for word in set(words):
                    self._bags[word].append(which)
        self._told: defaultdict[Shingle, set[Telling]] = defaultdict(set)
        self._near: defaultdict[int, set[Telling]] = defaultdict(set)
        self._sharing: list[tuple[int, frozenset[Shingle]]] = []
        self._own: frozenset[Shingle] = frozenset()

    def meet(self, stories: Iterable[Kept]) -> None:
        """Remember what the sentences share with these stories."""
        for story in stories:
            words = tuple(views(story.narrative)[1])
            runs = frozenset(shingles(words, SHORT_RUN))
            shared = runs & self._short.keys()
            if story.case_id == self._written_for:
                self._own = runs
            elif len(words) >= RUN and len(shared) >= _FEWEST_SHARED:
                self._sharing.append((len(runs), shared))
            long = self._long.keys() & set(shingles(words, RUN)) if shared else set()
            for run in (*shared, *long, *(runs & self._own)):
                self._told[run].add(story.telling)
            for which in self._nearly(words):
                self._near[which].add(story.telling)

    def too_close(self) -> list[int]:
        """The places of the sentences that are not in words of their own, in order."""
        everybodys = {run for run, told in self._told.items() if len(told) >= NOBODYS}
        close = {which for which, told in self._near.items() if len(told) < NOBODYS}
        for run in self._told.keys() & self._long.keys():
            if run not in everybodys:
                close.update(self._long[run])
        close |= self._mostly_shared(everybodys) | self._mostly_of_the_own(everybodys)
        return sorted(place for which in close for place in self._places[which])

    def _nearly(self, words: tuple[str, ...]) -> set[int]:
        """The short sentences that say the same, or all but a word or two."""
        found = {self._whole[words]} if words in self._whole and len(words) < RUN else set()
        if not FEWEST_WORDS <= len(words) <= _LONGEST_NEAR:
            return found
        bag = set(words)
        common = Counter(which for word in bag for which in self._bags.get(word, ()))
        for which, count in common.items():
            said = self._words[which]
            either = len(bag) + len(set(said)) - count
            if min(len(words), len(said)) < RUN and count >= NEARLY_THE_SAME * either:
                found.add(which)
        return found

    def _mostly_shared(self, everybodys: set[Shingle]) -> set[int]:
        """Those that share most of their runs of four, or of its, with one story."""
        own = [len(set(shingles(words, SHORT_RUN)) - everybodys) for words in self._words]
        close: set[int] = set()
        for size, shared in self._sharing:
            personal = shared - everybodys
            theirs = size - len(shared) + len(personal)
            counted = Counter(
                which
                for run in personal
                if len(self._short[run]) <= _MOST_SENTENCES
                for which in self._short[run]
            )
            close |= {
                which
                for which, count in counted.items()
                if count >= _FEWEST_SHARED
                and count > MOST * min(own[which], theirs)
                and len(self._words[which]) >= RUN
            }
        return close

    def _mostly_of_the_own(self, everybodys: set[Shingle]) -> set[int]:
        """The same with the story that they were written for, of whatever length."""
        story = self._own - everybodys
        close: set[int] = set()
        for which, words in enumerate(self._words) if story else ():
            said = set(shingles(words, SHORT_RUN)) - everybodys
            if len(said & story) > MOST * min(len(said), len(story)):
                close.add(which)
        return close


def _index(sentences: Sequence[Sequence[str]], length: int) -> dict[Shingle, list[int]]:
    index: defaultdict[Shingle, list[int]] = defaultdict(list)
    for which, words in enumerate(sentences):
        for run in set(shingles(words, length)):
            index[run].append(which)
    return dict(index)

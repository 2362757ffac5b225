"""Finds the playbooks' phrases in a message, so that the resident's own words can be quoted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from casework.playbooks.schema import Playbook
from casework.vietnamese import Word, words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, and the warning sign or script step (by index) that it belongs to."""

    playbook: str
    words: tuple[Word, ...]
    sign: int | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase seen in a message; start and end are offsets into the message."""

    phrase: Phrase
    start: int
    end: int


class PhraseIndex:
    """All phrases of all playbooks, looked up by their first word."""

    def __init__(self, playbooks: Iterable[Playbook]) -> None:
        self._by_first_word: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in _phrases_of(playbooks):
            self._by_first_word[phrase.words[0].bare].append(phrase)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every phrase that stands in the text as whole words, in order of appearance."""
        said = words(text)
        return tuple(
            Hit(phrase, said[i].start, said[i + len(phrase.words) - 1].end)
            for i in range(len(said))
            for phrase in self._by_first_word.get(said[i].bare, ())
            if _stands_at(phrase, said, i) and _is_unbroken(text, said[i : i + len(phrase.words)])
        )


def _stands_at(phrase: Phrase, said: tuple[Word, ...], i: int) -> bool:
    if i + len(phrase.words) > len(said):
        return False
    # A plain loop: some two hundred phrases of a message begin with a word that is there.
    for place, wanted in enumerate(phrase.words, i):  # noqa: SIM110
        if not said[place].says(wanted):
            return False
    return True


def _is_unbroken(text: str, spoken: tuple[Word, ...]) -> bool:
    """Whether only blanks stand between the words: 'vô nhóm, làm' is two things said."""
    return all(not text[a.end : b.start].strip() for a, b in pairwise(spoken))


def _phrases_of(playbooks: Iterable[Playbook]) -> Iterator[Phrase]:
    for playbook in playbooks:
        for number, sign in enumerate(playbook.pattern.warning_signs):
            for text in sign.phrases:
                yield Phrase(playbook.id, words(text), sign=number)
        for number, step in enumerate(playbook.pattern.script):
            for text in step.phrases:
                yield Phrase(playbook.id, words(text), step=number)

"""The playbooks as one library: look one up, match a message to it, tell two apart."""

import copy
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from casework.playbooks.data_file import load, load_text
from casework.playbooks.phrases import Hit, PhraseIndex
from casework.playbooks.schema import Emergency, Playbook, ScamPatterns
from casework.stage import Stage
from casework.vietnamese import words

SEEN_BEFORE_NAMING = 2
"""How many different signs must be seen before phrases alone count as likely."""


LONGEST_QUOTE = 10
"""Words of the resident quoted back when no phrase was seen."""

ENOUGH_SHARED = 4
"""Words that a quote must share with a sign, so that small words alone do not make one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The resident's own words, and the warning sign that they show."""

    words: str
    sign: str


@dataclass(frozen=True, slots=True)
class Match:
    """What in a message speaks for a playbook, and how far its script has come.

    `reached` is the index of the last script step that was told; -1 if none was.
    """

    playbook: Playbook
    quotes: tuple[Quote, ...]
    reached: int

    def next_step(self, stage: Stage | None) -> str | None:
        """The step that the scammer will try next; none when the script is over."""
        script = self.playbook.pattern.script
        # Whoever is contacted has the first step behind them.
        told = max(self.reached, 0)
        if stage is not None:
            # The resident has got at least as far as the first step of their stage.
            begins = (i for i, step in enumerate(script) if step.stage == stage)
            told = max(told, next(begins, told))
        return script[told + 1].step if told + 1 < len(script) else None


@dataclass(frozen=True, slots=True)
class TellingQuestion:
    """The question that tells two playbooks apart; answers by playbook id."""

    question: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a playbook: of each warning sign and script step, and of the steps alone."""

    lines: tuple[tuple[str, frozenset[str]], ...]
    steps: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, playbook: Playbook) -> "Vocabulary":
        """Read a playbook: some milliseconds."""
        signs = tuple((s.sign, _bare(s.sign, *s.phrases)) for s in playbook.pattern.warning_signs)
        steps = tuple((s.step, _bare(s.step, *s.phrases)) for s in playbook.pattern.script)
        return cls((*signs, *steps), tuple(said for _, said in steps))


@dataclass(frozen=True, slots=True)
class _Known:
    """All that a library says, in one object: it is replaced in one step."""

    playbooks: Mapping[str, Playbook]
    index: PhraseIndex
    emergency: Emergency
    version: str | None
    # Each read when it is first matched: most of a second for all of them.
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)

    def vocabulary_of(self, playbook: Playbook) -> Vocabulary:
        """The words of one of these playbooks, read once."""
        known = self.vocabularies.get(playbook.id)
        if known is None:
            known = self.vocabularies[playbook.id] = Vocabulary.of(playbook)
        return known


class Library:
    """All playbooks, in the order of the file.

    While a door runs, another model version may be promoted: then the library becomes that
    version's. A playbook that is gone is retired: no longer listed, found or decided on, but known
    to conversations that are running and for cases that carry its id.

    `version` is the model version that the playbooks belong to; None for those of the file.
    """

    def __init__(
        self, playbooks: Iterable[Playbook], emergency: Emergency, version: str | None = None
    ) -> None:
        by_id = {playbook.id: playbook for playbook in playbooks}
        self._now = _Known(by_id, PhraseIndex(by_id.values()), emergency, version)
        self._retired: Mapping[str, Playbook] = {}

    @classmethod
    def from_file(cls, path: Path) -> "Library":
        """Read data/scam_patterns.yml. Raises DataFileError."""
        patterns, _ = load(path, ScamPatterns)
        return cls(patterns.playbooks, patterns.emergency)

    @classmethod
    def from_text(cls, text: str, name: str, version: str | None = None) -> "Library":
        """Read what data/scam_patterns.yml was once. Raises DataFileError, with `name`."""
        patterns, _ = load_text(text, Path(name), ScamPatterns)
        return cls(patterns.playbooks, patterns.emergency, version)

    def become(self, other: "Library") -> None:
        """Say from now on what the other one says; whoever holds this library need not know."""
        # Retired first: a thread that looks between the two lines finds every playbook.
        self._retired = {**self._retired, **self._now.playbooks}
        self._now = other._now  # noqa: SLF001  # of the same class

    def as_it_is(self) -> "Library":
        """One that says what this one says now, and goes on saying it: for work of some length."""
        return copy.copy(self)

    def __contains__(self, playbook_id: object) -> bool:
        """Whether `get` finds it: a playbook of now, or a retired one."""
        return playbook_id in self._now.playbooks or playbook_id in self._retired

    @property
    def version(self) -> str | None:
        """The model version whose playbooks these are; None for those of the file."""
        return self._now.version

    @property
    def emergency(self) -> Emergency:
        """What comes first when something was given away, whatever the playbook."""
        return self._now.emergency

    @property
    def ids(self) -> tuple[str, ...]:
        """Playbook ids, which are the model's intents."""
        return tuple(self._now.playbooks)

    @property
    def playbooks(self) -> tuple[Playbook, ...]:
        """All playbooks in order."""
        return tuple(self._now.playbooks.values())

    def get(self, playbook_id: str) -> Playbook:
        """One playbook, also a retired one. Raises KeyError if there is none of this id."""
        found = self._now.playbooks.get(playbook_id)
        return found if found is not None else self._retired[playbook_id]

    def match(self, playbook_id: str, text: str) -> Match:
        """What in the text speaks for this playbook, also a retired one. Raises KeyError."""
        now = self._now
        playbook, index = now.playbooks.get(playbook_id), now.index
        if playbook is None:
            playbook = self._retired[playbook_id]
            index = PhraseIndex([playbook])
            vocabulary = Vocabulary.of(playbook)
        else:
            vocabulary = now.vocabulary_of(playbook)
        hits = [h for h in index.find(text) if h.phrase.playbook == playbook_id]
        steps = [h.phrase.step for h in hits if h.phrase.step is not None]
        steps += told_steps(vocabulary, text)
        quotes = _quotes(playbook, hits, text) or closest_words(vocabulary, text)
        return Match(playbook, quotes, max(steps, default=-1))

    def score_by_phrases(self, text: str) -> dict[str, float]:
        """Between 0 and 1 for each playbook with a phrase in the text: a guess without the model.

        A phrase that several playbooks share tells little, so it counts a share of one only.
        """
        hits = self._now.index.find(text)
        sharers: dict[tuple[int, int], set[str]] = defaultdict(set)
        for hit in hits:
            sharers[hit.start, hit.end].add(hit.phrase.playbook)
        weight: dict[str, dict[tuple[int | None, int | None], float]] = defaultdict(dict)
        for hit in hits:
            reason = (hit.phrase.sign, hit.phrase.step)
            share = 1 / len(sharers[hit.start, hit.end])
            reasons = weight[hit.phrase.playbook]
            reasons[reason] = max(reasons.get(reason, 0), share)
        return {
            playbook: sum(reasons.values()) / (SEEN_BEFORE_NAMING + sum(reasons.values()))
            for playbook, reasons in weight.items()
        }

    def telling_question(self, one: str, other: str) -> TellingQuestion | None:
        """The question that tells two playbooks apart, whichever of them declares it."""
        for here, there in ((one, other), (other, one)):
            for neighbour in self.get(here).neighbours:
                if neighbour.id == there:
                    answers = {here: neighbour.mine, there: neighbour.theirs}
                    return TellingQuestion(neighbour.question, answers)
        return None


def closest_words(vocabulary: Vocabulary, text: str) -> tuple[Quote, ...]:
    """The part of the text that shares most words with a warning sign or step, if any does."""
    best: tuple[int, Quote] | None = None
    for clause in _clauses(text):
        said = {word.bare for word in words(clause)}
        for sign, known in vocabulary.lines:
            shared = len(said & known)
            if shared >= ENOUGH_SHARED and (best is None or shared > best[0]):
                best = shared, Quote(clause, sign)
    return (best[1],) if best else ()


def told_steps(vocabulary: Vocabulary, text: str) -> Iterator[int]:
    """The script step that each part of the text tells in other words, where one clearly does."""
    for clause in _clauses(text):
        said = {word.bare for word in words(clause)}
        shared = [len(said & known) for known in vocabulary.steps]
        most = max(shared)
        # A tie tells nothing: the words are those of the whole trick.
        if most >= ENOUGH_SHARED and 2 * most > len(said) and shared.count(most) == 1:
            yield shared.index(most)


def _clauses(text: str) -> Iterator[str]:
    """Pieces of a few words, cut at punctuation; redacted places are left out."""
    for piece in re.split(r"[.,;:!?\n()\"“”]+|<[A-Z_]+>", text):
        said = piece.split()
        for i in range(0, len(said), LONGEST_QUOTE):
            yield " ".join(said[i : i + LONGEST_QUOTE])


def _bare(*texts: str) -> frozenset[str]:
    return frozenset(word.bare for text in texts for word in words(text))


def _quotes(playbook: Playbook, hits: Iterable[Hit], text: str) -> tuple[Quote, ...]:
    """One quote a sign, the longest wording of it, in the order in which they were told."""
    best: dict[str, Hit] = {}
    for hit in hits:
        sign = _sign_of(playbook, hit)
        if sign not in best or hit.end - hit.start > best[sign].end - best[sign].start:
            best[sign] = hit
    ordered = sorted(best.items(), key=lambda item: item[1].start)
    quotes: list[Quote] = []
    covered = -1
    for sign, hit in ordered:
        if hit.start >= covered:
            quotes.append(Quote(text[hit.start : hit.end], sign))
            covered = hit.end
    return tuple(quotes)


def _sign_of(playbook: Playbook, hit: Hit) -> str:
    if hit.phrase.sign is not None:
        return playbook.pattern.warning_signs[hit.phrase.sign].sign
    return playbook.pattern.script[hit.phrase.step or 0].step

"""How many of the held-out messages a model understands."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Final

from bench.held_out import NONE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# Rasa's FallbackClassifier puts it before all others when it is in doubt.
_FALLBACK: Final = "nlu_fallback"


@dataclasses.dataclass(frozen=True)
class Scores:
    """Shares of 1; `fallbacks` is a number of messages."""

    accuracy: float
    macro_f1: float
    fallbacks: int

    @classmethod
    def of(
        cls,
        rankings: Sequence[Sequence[str]],
        right: Sequence[Sequence[str]],
        playbooks: Collection[str],
    ) -> Scores:
        """Compare each ranking of intents with the answers that are right for it."""
        said = [
            answer(ranking, accepted, playbooks)
            for ranking, accepted in zip(rankings, right, strict=True)
        ]
        wanted = [accepted[0] for accepted in right]
        hits = [a == b for a, b in zip(said, wanted, strict=True)]
        return cls(
            accuracy=sum(hits) / len(hits),
            macro_f1=macro_f1(said, wanted),
            fallbacks=sum(ranking[0] == _FALLBACK for ranking in rankings),
        )


def answer(
    ranking: Sequence[str], accepted: Sequence[str], playbooks: Collection[str]
) -> str:
    """Give the class that the first intent stands for.

    Every intent that is no playbook says NONE. A class that is also acceptable counts
    as the label. Behind `nlu_fallback` stands the intent that was in doubt, and that
    is taken: the other pipeline has no fallback, its caller decides on doubt.
    """
    first = next(intent for intent in ranking if intent != _FALLBACK)
    said = first if first in playbooks else NONE
    return accepted[0] if said in accepted else said


def macro_f1(said: Sequence[str], wanted: Sequence[str]) -> float:
    """Average F1 over the classes that are wanted at all."""
    times_said, times_wanted = Counter(said), Counter(wanted)
    hits = Counter(a for a, b in zip(said, wanted, strict=True) if a == b)
    scores = [2 * hits[c] / (times_said[c] + n) for c, n in times_wanted.items()]
    return sum(scores) / len(scores)

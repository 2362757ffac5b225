"""What to do with a ranking: name a playbook, ask which of two, ask for more, or say none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.understanding.base import UNCLEAR, Interpretation, RankedIntent, Thresholds

FLAT = 0.02
"""A best intent that is ahead of the worst by less than this says nothing."""


class DecisionKind(StrEnum):
    """What the bot does next."""

    NAME = "name"
    ASK = "ask"
    MORE = "more"
    NONE = "none"


# For an interpreter that brings none: careful, and set by hand.
CAREFUL = Thresholds(
    warn=0.35, name=0.40, margin=1.5, name_warn=0.6, ask=0.40, ask_warn=0.4, name_few=0.8
)
# Phrases alone never say 'none': what they do not know may still be a scam.
OF_PHRASES = Thresholds(
    warn=0.0, name=0.45, margin=1.2, name_warn=0.0, ask=0.40, ask_warn=0.0, name_few=0.45
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision and all playbooks ranked, best first."""

    kind: DecisionKind
    playbooks: tuple[RankedIntent, ...]

    @property
    def candidates(self) -> tuple[RankedIntent, ...]:
        """The playbook named, or the two to choose from; empty otherwise."""
        match self.kind:
            case DecisionKind.NAME:
                return self.playbooks[:1]
            case DecisionKind.ASK:
                return self.playbooks[:2]
            case DecisionKind.MORE | DecisionKind.NONE:
                return ()


def decide(
    interpretation: Interpretation,
    playbook_ids: Collection[str],
    seen: Collection[str] = (),
    *,
    few_words: bool = False,
    no_playbooks: Collection[str] | None = None,
) -> Decision:
    """Apply the thresholds of whoever interpreted.

    To ask costs a frightened person one tap; to name the wrong playbook costs trust; to say
    'none' to a scam costs money. So naming needs more than asking, and doubt is never 'none'.
    Short texts score high on little: with few words and no phrase seen, a playbook must be surer.

    `seen` holds the playbooks of which the message has a phrase. Such a phrase is a detail, so
    that what was given to 'no detail told' (UNCLEAR) goes to the first playbook if it is seen.

    `no_playbooks` are all other intents that are known. What is given to one that is neither is
    given to a scam of which nothing can be told here: the model is newer than the playbooks.
    """
    by_phrases = interpretation.source == "phrases"
    limits = interpretation.thresholds or (OF_PHRASES if by_phrases else CAREFUL)
    ranked = tuple(r for r in interpretation.ranking if r.name in playbook_ids)
    unclear = _confidence_of(interpretation, UNCLEAR)
    if ranked and ranked[0].name in seen and not by_phrases:
        ranked = (RankedIntent(ranked[0].name, ranked[0].confidence + unclear), *ranked[1:])
        unclear = 0.0
    if no_playbooks is not None:
        unclear += _of_unknown(interpretation, {UNCLEAR, *playbook_ids, *no_playbooks})
    # Phrase scores are not shares of one whole: the best of them says how scam-like it is.
    shares = [r.confidence for r in ranked]
    warn = max(shares, default=0.0) if by_phrases else sum(shares) + unclear
    if says_nothing(interpretation) or warn < limits.warn:
        return Decision(DecisionKind.NONE, ranked)
    short = few_words and not (ranked and ranked[0].name in seen)
    return Decision(_kind(shares, unclear, warn, limits, few_words=short), ranked)


def _kind(
    shares: Sequence[float], unclear: float, warn: float, limits: Thresholds, *, few_words: bool
) -> DecisionKind:
    """Decide on what may be a scam; `shares` are the playbooks' confidences, `warn` all of it."""
    first, second, *_ = (*shares, 0.0, 0.0)
    if first > unclear:
        likely = first >= limits.name and warn >= limits.name_warn
        if likely and first >= limits.margin * second:
            sure = not few_words or first >= limits.name_few
            return DecisionKind.NAME if sure else DecisionKind.MORE
        if second > 0 and first + second >= limits.ask and warn >= limits.ask_warn:
            return DecisionKind.ASK
    return DecisionKind.MORE


def _confidence_of(interpretation: Interpretation, intent: str) -> float:
    return next((r.confidence for r in interpretation.ranking if r.name == intent), 0.0)


def _of_unknown(interpretation: Interpretation, known: Collection[str]) -> float:
    return sum(r.confidence for r in interpretation.ranking if r.name not in known)


def says_nothing(interpretation: Interpretation) -> bool:
    """Whether the ranking is flat, as for an emoji or a lone number: nothing was understood."""
    ranking = interpretation.ranking
    return not ranking or (
        len(ranking) > 1 and ranking[0].confidence - ranking[-1].confidence < FLAT
    )

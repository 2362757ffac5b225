"""What to do with a ranking: name a playbook, ask which of two, ask for more, or say none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.understanding.base import UNCLEAR, Interpretation, RankedIntent

SURE_OF_FEW_WORDS = 0.8
"""Confidence from which a playbook is named on a handful of words."""

FLAT = 0.02
"""A best intent that is ahead of the worst by less than this says nothing."""


class DecisionKind(StrEnum):
    """What the bot does next."""

    NAME = "name"
    ASK = "ask"
    MORE = "more"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the decisions change; confidences from 0 to 1.

    To ask costs a frightened person one tap; to name the wrong playbook costs trust; to say
    'none' to a scam costs money. So naming needs more than asking, and doubt is never 'none'.
    """

    name: float
    name_margin: float
    ask_pair: float
    scam_at_all: float


RASA_THRESHOLDS = Thresholds(name=0.40, name_margin=1.5, ask_pair=0.40, scam_at_all=0.35)
# Phrases alone never say 'none': what they do not know may still be a scam.
PHRASE_THRESHOLDS = Thresholds(name=0.45, name_margin=1.2, ask_pair=0.40, scam_at_all=0.0)


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
) -> Decision:
    """Apply the thresholds of whoever interpreted.

    Short texts score high on little: with few words and no phrase seen, only a very sure
    playbook is named.

    `seen` holds the playbooks of which the message has a phrase. Such a phrase is a detail, so
    that what was given to 'no detail told' (UNCLEAR) goes to the first playbook if it is seen.
    """
    by_phrases = interpretation.source == "phrases"
    limits = PHRASE_THRESHOLDS if by_phrases else RASA_THRESHOLDS
    ranked = tuple(r for r in interpretation.ranking if r.name in playbook_ids)
    unclear = _confidence_of(interpretation, UNCLEAR)
    if ranked and ranked[0].name in seen and not by_phrases:
        ranked = (RankedIntent(ranked[0].name, ranked[0].confidence + unclear), *ranked[1:])
        unclear = 0.0
    # Phrase scores are not shares of one whole: the best of them says how scam-like it is.
    shares = [r.confidence for r in ranked]
    scam = max(shares, default=0.0) if by_phrases else sum(shares) + unclear
    if says_nothing(interpretation) or scam < limits.scam_at_all:
        return Decision(DecisionKind.NONE, ranked)
    kind = _kind(shares, unclear, limits)
    if kind is DecisionKind.NAME and few_words and not by_phrases:
        sure = ranked[0].name in seen or shares[0] >= SURE_OF_FEW_WORDS
        kind = kind if sure else DecisionKind.MORE
    return Decision(kind, ranked)


def _kind(shares: Sequence[float], unclear: float, limits: Thresholds) -> DecisionKind:
    """Decide on what is likely to be a scam; `shares` are the playbooks' confidences."""
    first, second, *_ = (*shares, 0.0, 0.0)
    if first >= limits.name and first >= limits.name_margin * second and first > unclear:
        return DecisionKind.NAME
    if second > 0 and first + second >= limits.ask_pair and first > unclear:
        return DecisionKind.ASK
    return DecisionKind.MORE


def _confidence_of(interpretation: Interpretation, intent: str) -> float:
    return next((r.confidence for r in interpretation.ranking if r.name == intent), 0.0)


def says_nothing(interpretation: Interpretation) -> bool:
    """Whether the ranking is flat, as for an emoji or a lone number: nothing was understood."""
    ranking = interpretation.ranking
    return not ranking or (
        len(ranking) > 1 and ranking[0].confidence - ranking[-1].confidence < FLAT
    )

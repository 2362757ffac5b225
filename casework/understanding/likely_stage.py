"""How far a scam has come, by the model and by what is said in so many words, together."""

from collections.abc import Mapping
from math import log

from casework.stage import Stage

VOTE = 0.8
"""What the reading of the words adds to the log of the model's confidence in that stage.

Between 0.6 and 1 it did best on the examples that have a stage, each judged by a model that
had not seen it (docs/understanding.md).
"""

_LEAST = 1e-6


def likely_stage(stages: Mapping[Stage, float], said: Stage | None) -> Stage | None:
    """The likeliest stage; what was said alone where the interpreter reads no stages."""
    if not stages:
        return said
    votes = {
        stage: log(max(share, _LEAST)) + VOTE * (stage is said) for stage, share in stages.items()
    }
    return max(votes, key=lambda stage: votes[stage])

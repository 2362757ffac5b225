"""How far a scam has come, by the model and by what is said in so many words, together."""

from collections.abc import Mapping
from math import log

from casework.stage import Stage

VOTE = 1.0
"""What the reading of the words adds to the log of the model's confidence in that stage.

Of 0, 0.5, 1, 1.5 and 2 it did best on the examples that have a stage, each judged by a model that
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

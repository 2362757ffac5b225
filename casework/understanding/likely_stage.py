"""How far a scam has come, by the model and by what is said in so many words, together."""

from collections.abc import Mapping
from math import log

from casework.stage import Stage

VOTE = 0.8
"""What the reading of the words adds to the log of the model's confidence in that stage.

Between 0.6 and 1 it did best on the examples that have a stage, each judged by a model that
had not seen it (docs/understanding.md).
"""

SURE = 0.75
"""The model's confidence from which a stage is told to the resident that no word says.

"You have lost money" must not be told on a guess: below this, what was said counts, or is asked.
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


def sure_stage(stages: Mapping[Stage, float], said: Stage | None) -> Stage | None:
    """The likeliest stage if it was said or the model is sure of it; else what was said."""
    likely = likely_stage(stages, said)
    return likely if likely is not None and stages.get(likely, 0.0) >= SURE else said

"""Stands in when the NLU server is down: the playbooks' own phrases, and less certainty."""

import logging
import time
from collections.abc import Callable, Mapping

from casework.privacy.texts import RedactedText
from casework.understanding.base import (
    UNCLEAR,
    Interpretation,
    Interpreter,
    InterpreterUnavailable,
    RankedIntent,
)
from casework.vietnamese import words

logger = logging.getLogger(__name__)

HANGING = 0.5
"""Seconds after which a failure counts as a hanging server."""

LEFT_ALONE = 5.0
"""Seconds for which a hanging server is not asked."""

FEWEST_WORDS = 4
"""Words that a message needs to be taken as something told."""

UNCLEAR_BY_PHRASES = 0.5
"""Confidence of 'something is told, but what?' when no phrase is known."""


class PhraseInterpreter:
    """Ranks intents by a score function over phrases (the playbook library's)."""

    def __init__(self, score: Callable[[str], Mapping[str, float]]) -> None:
        self._score = score

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        """Rank the intents that have a phrase in the utterance.

        Words without a known phrase are unclear, not harmless: the resident is asked for more.
        """
        scores = self._score(utterance)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        ranking = tuple(RankedIntent(name, score) for name, score in ranked)
        if not ranking and len(words(utterance)) >= FEWEST_WORDS:
            ranking = (RankedIntent(UNCLEAR, UNCLEAR_BY_PHRASES),)
        return Interpretation(ranking, source="phrases")


class InterpreterWithStandIn:
    """Asks the first interpreter; when it is unavailable, the stand-in answers at once.

    The first is asked anew for every message, so that it is used again as soon as it is back.
    Only one that hangs is left alone for some seconds: waiting for it again and again would make
    every resident wait.
    """

    def __init__(
        self,
        first: Interpreter,
        stand_in: Interpreter,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._first = first
        self._stand_in = stand_in
        self._clock = clock
        self._not_before = 0.0

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        """Rank the intents by whoever is available."""
        began = self._clock()
        if began >= self._not_before:
            try:
                return await self._first.interpret(utterance)
            except InterpreterUnavailable as error:
                logger.warning("nlu unavailable, phrases stand in: %s", error)
                if self._clock() - began > HANGING:
                    self._not_before = self._clock() + LEFT_ALONE
        return await self._stand_in.interpret(utterance)

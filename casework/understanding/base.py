"""The port to whatever understands utterances, and its test double."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from casework.privacy.texts import RedactedText
from casework.stage import Stage

LONGEST_UTTERANCE = 4_000
"""Characters given to an interpreter. Rasa itself would take any length (notes: 200,000)."""

UNCLEAR = "scam_unclear"
"""The intent of a loss or a fear told without any detail."""


@dataclass(frozen=True, slots=True)
class RankedIntent:
    """An intent and its confidence, 0 to 1."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the decisions change; confidences from 0 to 1, `margin` is a ratio.

    They say what the interpreter's confidences are worth, so each interpreter has its own: the
    model's were set on texts that it had not seen (nlu/components/thresholds.py) and come with
    its answers.
    """

    warn: float
    name: float
    margin: float
    name_warn: float
    ask: float
    ask_warn: float
    name_few: float


@dataclass(frozen=True, slots=True)
class Interpretation:
    """Intents ranked best first. `source` says who interpreted: rasa or phrases.

    `stages` holds the confidence of each stage, empty where the interpreter reads none.
    """

    ranking: tuple[RankedIntent, ...]
    source: str
    model: str | None = None
    thresholds: Thresholds | None = None
    stages: Mapping[Stage, float] = field(default_factory=dict)

    @property
    def intent(self) -> str | None:
        """The best intent, or None when nothing could be said."""
        return self.ranking[0].name if self.ranking else None

    @property
    def confidence(self) -> float:
        """Confidence of the best intent."""
        return self.ranking[0].confidence if self.ranking else 0.0


class InterpreterUnavailable(Exception):
    """Máy hiểu câu chữ (NLU) không trả lời."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{self.__doc__} {reason}")


class Interpreter(Protocol):
    """Understands one utterance. Raises InterpreterUnavailable if it cannot now."""

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        """Rank the intents of an utterance."""
        ...


class FixedInterpreter:
    """Test double: knows a few utterances by a word that stands in them."""

    def __init__(self, intents_by_word: Mapping[str, str], confidence: float = 0.9) -> None:
        self._intents_by_word = intents_by_word
        self._confidence = confidence
        self.heard: list[RedactedText] = []

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        """Return the intent of the first known word, else gibberish."""
        self.heard.append(utterance)
        said = utterance.lower()
        known = (intent for word, intent in self._intents_by_word.items() if word in said)
        intent = next(known, "gibberish")
        return Interpretation((RankedIntent(intent, self._confidence),), source="fixed")


class BrokenInterpreter:
    """Test double: never available."""

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        """Fail, as when no NLU server runs."""
        raise InterpreterUnavailable(f"({len(utterance)} ký tự chưa đọc)")

"""A candidate beside the live model, measured in one run: kept with the version as JSON.

Written by trainer/comparison, read by the console and by promotion. "Before" is the live model,
"after" the candidate; playbooks stand by their ids, and "none" is a message that is no scam.

It holds texts of measuring sets that may be read one by one, never a word of a resident.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Confusion = tuple[str, str, int]
"""The right label, the one that was said, and how often."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GateCheck(_Part):
    """One demand of the gate: a key for programs, and why it is met or not, with the mend."""

    key: str
    passed: bool
    says: str


class MeasuringSet(_Part):
    """A measuring file; how many answers differ, better, worse or neither, as typed and stripped.

    Only where `shown` are its messages told one by one (data/held_out/README.md).
    """

    name: str
    messages: int
    shown: bool
    better: int = 0
    worse: int = 0
    neither: int = 0
    stripped_better: int = 0
    stripped_worse: int = 0
    stripped_neither: int = 0


class PlaybookChange(_Part):
    """What became of a playbook.

    `messages` of the measuring sets have it as their right label; of so many was the answer right
    (`right_before` is None without a live model). F1, recall and the number of examples are out of
    fold, from the models' own cards, and None where a model does not know the playbook. `taken`
    counts the messages of other labels that were answered right before and now go to this one.
    """

    id: str
    name: str
    messages: int
    right_before: int | None
    right_after: int
    f1_before: float | None
    f1_after: float | None
    recall_after: float | None = None
    examples_after: int | None = None
    taken: int = 0

    @property
    def is_new(self) -> bool:
        """Whether only the candidate knows it."""
        return self.f1_before is None and self.f1_after is not None

    @property
    def is_gone(self) -> bool:
        """Whether only the live model knows it."""
        return self.f1_before is not None and self.f1_after is None


class AnswerChange(_Part):
    """A message whose answer changes; gold, before and after in plain Vietnamese."""

    source: str
    id: str
    text: str
    gold: str
    before: str
    after: str
    verdict: Literal["better", "worse", "neither"]


class FalseAlarms(_Part):
    """How many harmless messages are named as a scam; genuine ones are a part of them."""

    harmless: int
    genuine: int


class CalibrationBin(_Part):
    """Answers of like confidence: its mean, the share of right ones, how many."""

    confidence: float
    right: float
    messages: int


class Calibration(_Part):
    """What the confidence of a named playbook is worth; `error` is the ECE."""

    bins: list[CalibrationBin]
    error: float


class Latency(_Part):
    """Milliseconds that a model takes for a message: half of them, and 95 of 100, are faster."""

    p50: float
    p95: float


class Speed(_Part):
    """Both models in the same run, message by message in turn.

    The machine may be busy, so only `ratio` counts: the median of after/before of each message.
    """

    before: Latency | None
    after: Latency
    ratio: float | None


class Comparison(_Part):
    """All that was found. `live` is None for a first model: then every "before" is empty."""

    candidate: str
    live: str | None
    data: list[str]
    # SHA-256 over the held-out files: after a change of theirs it has to be measured again.
    measuring: str = ""
    sets: list[MeasuringSet]
    messages: int
    scams: int
    harmless: int
    genuine: int
    # The measures of trainer/measures.py by their Vietnamese names; texts as typed.
    before: dict[str, float]
    after: dict[str, float]
    stripped_before: dict[str, float]
    stripped_after: dict[str, float]
    missed_before: int | None
    missed_after: int
    alarms_before: FalseAlarms | None
    alarms_after: FalseAlarms
    playbooks: list[PlaybookChange]
    changes: list[AnswerChange]
    confusions_before: list[Confusion]
    confusions_after: list[Confusion]
    calibration_before: Calibration | None
    calibration_after: Calibration
    speed: Speed
    # Intents that the candidate lacks, or has beyond its playbooks and NOT_PLAYBOOKS.
    intents_missing: list[str]
    intents_unknown: list[str]
    # «Điều gì đổi với người dân»: plain sentences.
    sentences: list[str]
    checks: list[GateCheck]

    @property
    def passed(self) -> bool:
        """Whether the gate lets the candidate through; not if nothing was checked."""
        return bool(self.checks) and all(check.passed for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        """The fields for ModelVersion.comparison; `Comparison.model_validate` reads them back."""
        return self.model_dump(mode="json")

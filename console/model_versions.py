"""Model versions as the bench's pages show them: what the gate has said, what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ValidationError

from casework.learning.comparison import Comparison, Confusion
from casework.learning.jobs import LONGEST_JOB
from casework.learning.models import Job, JobState, ModelVersion, VersionState
from console.auth.sessions import in_utc

PATIENCE = timedelta(seconds=30)
"""A job that waits longer than this finds nobody at the bench."""

POLLED_FOR = 2 * LONGEST_JOB
"""How long a page asks again for its jobs: a page that is left open must not stay signed in."""


class Verdict(StrEnum):
    """What the newest comparison of a version is worth."""

    NONE = "none"
    UNREADABLE = "unreadable"
    OUTDATED = "outdated"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Shown:
    """A version with what the gate has said of it."""

    version: ModelVersion
    verdict: Verdict
    comparison: Comparison | None

    @classmethod
    def of(cls, version: ModelVersion, live: ModelVersion | None) -> "Shown":
        """A comparison with a model that is not live any more says nothing about today."""
        if version.comparison is None:
            return cls(version, Verdict.NONE, None)
        try:
            comparison = Comparison.model_validate(version.comparison)
        except ValidationError:
            return cls(version, Verdict.UNREADABLE, None)
        if version.state is not VersionState.CANDIDATE:
            verdict = Verdict.PASSED if comparison.passed else Verdict.FAILED
        elif comparison.live != (live.name if live else None):
            verdict = Verdict.OUTDATED
        else:
            verdict = Verdict.PASSED if comparison.passed else Verdict.FAILED
        return cls(version, verdict, comparison)

    @property
    def is_candidate(self) -> bool:
        """Whether it can still be compared and promoted."""
        return self.version.state is VersionState.CANDIDATE

    @property
    def may_go_live(self) -> bool:
        """Whether the page offers to promote it. The bench asks the gate again in any case."""
        return self.is_candidate and self.verdict is Verdict.PASSED

    @property
    def read_as(self) -> str:
        """Which comparison somebody has before their eyes; another one has another mark."""
        at = self.version.compared_at
        return in_utc(at).isoformat() if at else ""

    @property
    def misses(self) -> list[str]:
        """Why the gate is shut, in its own words."""
        checks = self.comparison.checks if self.comparison else ()
        return [check.says for check in checks if not check.passed]


class LabelScores(BaseModel):
    """How well one label is recognised on unseen folds."""

    examples: int
    precision: float
    recall: float
    f1: float


class Report(BaseModel):
    """What a model has found out about itself; measures of texts as typed, and bare of tones."""

    typed: dict[str, float]
    bare: dict[str, float]
    by_label: dict[str, LabelScores]
    confusions: list[Confusion] = []

    @property
    def weakest_first(self) -> list[tuple[str, LabelScores]]:
        """The labels, that of the lowest F1 first."""
        return sorted(self.by_label.items(), key=lambda item: item[1].f1)


def report_of(version: ModelVersion) -> Report | None:
    """None if the version tells nothing that can be read."""
    try:
        return Report.model_validate(version.scores.get("report"))
    except ValidationError:
        return None


def macro_f1(version: ModelVersion) -> tuple[float | None, float | None]:
    """On unseen folds, of the texts as typed and bare."""
    report = report_of(version)
    return (report.typed.get("macro_f1"), report.bare.get("macro_f1")) if report else (None, None)


def mixed_up(comparison: Comparison) -> list[tuple[str, str, int, int]]:
    """Right label, what was said, how often before and after; the most frequent first."""
    before = {(right, said): times for right, said, times in comparison.confusions_before}
    after = {(right, said): times for right, said, times in comparison.confusions_after}
    pairs = sorted(before.keys() | after.keys(), key=lambda p: (-after.get(p, 0), p))
    return [(*pair, before.get(pair, 0), after.get(pair, 0)) for pair in pairs]


@dataclass(frozen=True, slots=True)
class Jobs:
    """What was asked of the bench, the newest first, at a moment."""

    jobs: Sequence[Job]
    now: datetime

    @property
    def busy(self) -> list[Job]:
        """Those that wait or run."""
        return [job for job in self.jobs if job.state in {JobState.WAITING, JobState.RUNNING}]

    @property
    def mark(self) -> str:
        """Changes when one of them begins or ends: then the whole page is out of date."""
        return ".".join(f"{job.id}{job.state.value[0]}" for job in self.busy)

    @property
    def polls(self) -> bool:
        """Whether it is worth asking again by itself."""
        return any(self.now - in_utc(job.asked_at) < POLLED_FOR for job in self.busy)

    @property
    def nobody_works(self) -> bool:
        """Whether a job waits longer than a working bench would let it."""
        running = [job for job in self.busy if job.state is JobState.RUNNING]
        if any(self.now - in_utc(job.began_at or job.asked_at) < LONGEST_JOB for job in running):
            return False
        return any(self.now - in_utc(job.asked_at) > PATIENCE for job in self.busy)


def draft_differs(patterns: Path, live: ModelVersion | None) -> bool | None:
    """Whether the draft of the playbooks is another one than the live version's; None: unknown."""
    if live is None:
        return None
    try:
        return patterns.read_text(encoding="utf-8") != live.patterns
    except (OSError, UnicodeError):
        return None

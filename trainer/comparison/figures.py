"""The figures of a comparison, from the answers of both models."""

import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence

from casework.learning.comparison import (
    Calibration,
    CalibrationBin,
    FalseAlarms,
    Latency,
    PlaybookChange,
    Speed,
)
from trainer.comparison.asking import Both, Measured, Told
from trainer.comparison.changes import GENUINE
from trainer.comparison.sides import Side
from trainer.measures import ECE_BINS, Judged, calibration_error, share


def alarms(judged: Sequence[Judged]) -> FalseAlarms:
    """How many harmless messages, and genuine ones among them, are named as a scam."""
    named = [j for j in judged if not j.is_scam and j.decision == "name"]
    return FalseAlarms(harmless=len(named), genuine=sum(j.kind == GENUINE for j in named))


def missed(judged: Sequence[Judged]) -> int:
    """How many scam messages are answered with 'none'."""
    return sum(j.is_scam and j.decision == "none" for j in judged)


def calibration(judged: Sequence[Judged]) -> Calibration:
    """How right the named playbooks are, in equal bins of confidence; empty bins are left out."""
    bins: dict[int, list[Judged]] = defaultdict(list)
    for j in judged:
        if j.decision == "name":
            bins[min(int(j.confidence * ECE_BINS), ECE_BINS - 1)].append(j)
    filled = [
        CalibrationBin(
            confidence=statistics.fmean(j.confidence for j in held),
            right=share(held, lambda j: j.right),
            messages=len(held),
        )
        for _, held in sorted(bins.items())
    ]
    return Calibration(bins=filled, error=calibration_error(judged))


def speed(measured: Sequence[Measured]) -> Speed:
    """How long the models took, over both views of every message."""
    both = [view for m in measured for view in (m.typed, m.stripped)]
    before = [view.before for view in both if view.before is not None]
    return Speed(
        before=_latency(before) if before else None,
        after=_latency([view.after for view in both]),
        ratio=_ratio(both),
    )


def _ratio(both: Sequence[Both]) -> float | None:
    """The median over messages: a pause of the machine in one answer does not move it."""
    ratios = [
        view.after.seconds / view.before.seconds
        for view in both
        if view.before is not None and view.before.seconds > 0
    ]
    return statistics.median(ratios) if ratios else None


def _latency(answers: Sequence[Told]) -> Latency:
    times = sorted(told.seconds * 1000 for told in answers)
    return Latency(p50=statistics.median(times), p95=times[int(0.95 * (len(times) - 1))])


def playbook_changes(
    measured: Sequence[Measured], candidate: Side, live: Side | None, names: Mapping[str, str]
) -> list[PlaybookChange]:
    """A row for each playbook that one of the models knows, in the order of `names`."""
    return [_row(playbook, name, measured, candidate, live) for playbook, name in names.items()]


def _row(
    playbook: str, name: str, measured: Sequence[Measured], candidate: Side, live: Side | None
) -> PlaybookChange:
    own = [m.typed for m in measured if m.typed.after.judged.gold == playbook]
    score = candidate.scores.get(playbook) if playbook in candidate.library.ids else None
    known_before = live is not None and playbook in live.library.ids
    score_before = live.scores.get(playbook) if live and known_before else None
    return PlaybookChange(
        id=playbook,
        name=name,
        messages=len(own),
        right_before=sum(_right_before(both) for both in own) if live else None,
        right_after=sum(both.after.judged.right for both in own),
        f1_before=score_before.f1 if score_before else None,
        f1_after=score.f1 if score else None,
        recall_after=score.recall if score else None,
        examples_after=score.examples if score else None,
        taken=0 if known_before else sum(_taken(m.typed, playbook) for m in measured),
    )


def _right_before(both: Both) -> bool:
    return both.before is not None and both.before.judged.right


def _taken(both: Both, playbook: str) -> bool:
    """Whether a message of another label was right before and now goes to this playbook."""
    after = both.after.judged
    return _right_before(both) and not after.right and after.predicted == playbook

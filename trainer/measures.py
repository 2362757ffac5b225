"""The measures of understanding, over messages of which the right playbook is known.

A prediction is the playbook named or asked about, else "none". Right means equal to the gold
playbook or to one that is also acceptable. Definitions: docs/understanding.md.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

NONE = "none"
ECE_BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with its gold labels, and what was decided on it."""

    gold: str
    also_ok: frozenset[str]
    gold_stage: str
    style: str
    kind: str | None
    decision: str
    playbook: str | None
    confidence: float
    stage: str
    alternatives: tuple[str, ...]

    @classmethod
    def of(cls, case: dict[str, Any], answer: dict[str, Any]) -> "Judged":
        """Join a line of the cases file with the answer of `trainer classify`."""
        return cls(
            gold=case["playbook"],
            also_ok=frozenset(case.get("also_ok") or ()),
            gold_stage=case.get("stage", "unclear"),
            style=case.get("style", "-"),
            kind=case.get("kind"),
            decision=answer["decision"],
            playbook=answer["playbook"],
            confidence=answer["confidence"],
            stage=answer["stage"],
            alternatives=tuple(a["playbook"] for a in answer["alternatives"]),
        )

    @property
    def is_scam(self) -> bool:
        """Whether the gold label is a playbook."""
        return self.gold != NONE

    @property
    def predicted(self) -> str:
        """The class predicted; an acceptable one counts as the gold class."""
        said = self.playbook if self.decision in ("name", "ask") and self.playbook else NONE
        return self.gold if said in self.also_ok else said

    @property
    def right(self) -> bool:
        """Whether the prediction is acceptable."""
        return self.predicted == self.gold


def share(judged: Iterable[Judged], what: Callable[[Judged], bool]) -> float:
    """Share of messages for which `what` holds; 0 for no messages."""
    answers = [what(j) for j in judged]
    return sum(answers) / len(answers) if answers else 0.0


def macro_f1(judged: Sequence[Judged]) -> float:
    """Mean F1 over the classes that have a gold message."""
    scores = f1_by_class(judged)
    return sum(scores.values()) / len(scores) if scores else 0.0


def f1_by_class(judged: Sequence[Judged]) -> dict[str, float]:
    """F1 of each class that has a gold message."""
    hit, gold, said = Counter[str](), Counter[str](), Counter[str]()
    for j in judged:
        gold[j.gold] += 1
        said[j.predicted] += 1
        hit[j.gold] += j.right
    return {name: 2 * hit[name] / (gold[name] + said[name]) for name in sorted(gold)}


def calibration_error(judged: Sequence[Judged]) -> float:
    """ECE over named messages, in ten equal bins of confidence."""
    named = [j for j in judged if j.decision == "name"]
    bins: dict[int, list[Judged]] = defaultdict(list)
    for j in named:
        bins[min(int(j.confidence * ECE_BINS), ECE_BINS - 1)].append(j)
    gaps = (
        len(b) * abs(share(b, lambda j: j.right) - sum(j.confidence for j in b) / len(b))
        for b in bins.values()
    )
    return sum(gaps) / len(named) if named else 0.0


def summary(judged: Sequence[Judged]) -> dict[str, float]:
    """All measures of the whole set, by name."""
    scams = [j for j in judged if j.is_scam]
    others = [j for j in judged if not j.is_scam]
    genuine = [j for j in others if j.kind == "legit_message"]
    staged = [j for j in scams if j.gold_stage != "unclear"]
    return {
        "macro-F1": macro_f1(judged),
        "đúng": share(judged, lambda j: j.right),
        "đúng (chỉ tin lừa đảo)": share(scams, lambda j: j.right),
        "trong hai đầu": share(scams, _in_first_two),
        "bỏ sót": share(scams, lambda j: j.decision == "none"),
        "báo nhầm": share(others, lambda j: j.decision == "name"),
        "hỏi thừa": share(others, lambda j: j.decision == "ask"),
        "báo nhầm (tin thật)": share(genuine, lambda j: j.decision == "name"),
        "hỏi thừa (tin thật)": share(genuine, lambda j: j.decision == "ask"),
        "đúng giai đoạn": share(staged, lambda j: j.stage == j.gold_stage),
        "ECE": calibration_error(judged),
    }


def grouped(
    judged: Iterable[Judged], key: Callable[[Judged], Hashable]
) -> dict[Hashable, list[Judged]]:
    """Messages by a property, in order of the property."""
    groups: dict[Hashable, list[Judged]] = defaultdict(list)
    for j in judged:
        groups[key(j)].append(j)
    return dict(sorted(groups.items(), key=lambda item: str(item[0])))


def confusions(judged: Iterable[Judged]) -> list[tuple[str, str, int]]:
    """(gold, said, how often) of wrong answers, most frequent first."""
    wrong = Counter((j.gold, j.predicted) for j in judged if not j.right)
    return [(gold, said, n) for (gold, said), n in wrong.most_common()]


def _in_first_two(j: Judged) -> bool:
    return bool({j.gold, *j.also_ok} & set(j.alternatives[:2]))

"""Judges what the bench has made, and counts."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from casework.evidence.finding import Verdict
from casework.evidence.links.candidates import FoundLink
from casework.evidence.links.hosts import shown
from casework.evidence.links.judge import LinkJudge
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import NobodyWatched
from trainer.evidence_bench.mutations import Mutation

_ROUNDS = 3


@dataclass(slots=True)
class Share:
    """How many of some hosts were flagged, and which of the rest to show."""

    flagged: int = 0
    of: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, host: str, *, flagged: bool) -> None:
        """Count one host."""
        self.of += 1
        self.flagged += flagged
        if not flagged:
            self.missed.append(host)

    @property
    def percent(self) -> float:
        """The share, 0 to 100."""
        return 100 * self.flagged / self.of if self.of else 0.0


def link_to(host: str, path: str = "") -> FoundLink:
    """A link as if it had been found in a message."""
    return FoundLink(0, len(host), host, path, disguised=False, shown_host=shown(host))


def judge_of(official: OfficialDomains, today: date) -> LinkJudge:
    """A judge who takes all brands for confirmed, so that ownership is judged and not paperwork."""
    brands = tuple(
        brand.model_copy(
            update={
                "sources": brand.sources or ("https://example.org/",),
                "checked_on": today,
                "expires_on": today,
            }
        )
        for brand in official.brands
    )
    confirmed = official.model_copy(update={"brands": brands})
    return LinkJudge(confirmed, NobodyWatched(), lambda: today)


def flags(judge: LinkJudge, host: str, path: str = "") -> bool:
    """Whether a host is judged a lookalike."""
    return judge.judge(link_to(host, path)).verdict is Verdict.LOOKALIKE


def judged(judge: LinkJudge, mutations: Iterable[Mutation]) -> list[tuple[Mutation, bool]]:
    """Each mutation, and whether it was flagged. What is really somebody's is left out."""
    known = {*judge.official.well_known, *judge.official.shorteners}
    known |= {domain for brand in judge.official.brands for domain in brand.domains}
    found = []
    for one in mutations:
        verdict = judge.judge(link_to(one.host, one.path)).verdict
        parts = one.host.split(".")
        beneath = any(".".join(parts[i:]) in known for i in range(len(parts)))
        if verdict is not Verdict.OFFICIAL and not beneath:
            found.append((one, verdict is Verdict.LOOKALIKE))
    return found


def shares(
    found: Iterable[tuple[Mutation, bool]], key: Callable[[Mutation], str]
) -> dict[str, Share]:
    """The flagged share by some key."""
    counted: dict[str, Share] = {}
    for one, flagged in found:
        counted.setdefault(key(one), Share()).add(one.host, flagged=flagged)
    return counted


def speed_against_a_scan(judge: LinkJudge, hosts: Sequence[str]) -> float:
    """The p50 of a judgement over the p50 of comparing the host with every name, same run."""
    names = [alias for brand in judge.official.brands for alias in brand.aliases]
    ours: list[float] = []
    scan: list[float] = []
    for _ in range(_ROUNDS):
        for host in hosts:
            link = link_to(host)
            ours.append(_seconds(lambda link=link: judge.judge(link)))  # type: ignore[misc]
            scan.append(
                _seconds(lambda host=host: process.extract(host, names, scorer=fuzz.ratio))  # type: ignore[misc]
            )
    return statistics.median(ours) / statistics.median(scan)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

"""How long the examination of a whole message takes, beside redacting the same message."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casework.evidence.examiner import Examiner
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import NobodyWatched
from casework.playbooks.examples import read_examples
from casework.playbooks.help_channels import HelpChannels
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText

_EVERY = 16
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds for a message, at the median and for the slowest twentieth."""

    messages: int
    p50: float
    p95: float
    redacting_p50: float


def pace(data_dir: Path, official: OfficialDomains) -> Pace:
    """Examine and redact every sixteenth example, in the same run; the best of three."""
    channels = HelpChannels.from_file(data_dir / "help_channels.yml")
    examiner = Examiner(official, channels, NobodyWatched())
    texts = [example.text for example in read_examples(data_dir / "examples")[::_EVERY]]
    examining = sorted(_milliseconds(examiner.examine, text) for text in texts)
    redacting = [_milliseconds(redact, text) for text in texts]
    return Pace(
        len(texts),
        statistics.median(examining),
        examining[int(len(examining) * 0.95)],
        statistics.median(redacting),
    )


def _milliseconds(work: Callable[[RawText], object], text: str) -> float:
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work(RawText(text))
        best = min(best, time.perf_counter() - start)
    return best * 1_000

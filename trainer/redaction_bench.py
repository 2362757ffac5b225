"""Our redactor beside Microsoft Presidio with a blank engine, measured in one run.

For developers: `make bench-redaction` runs it, in an environment of its own, as nothing else here
needs Presidio. It writes docs/benchmarks-redaction.md and prints the same table.
"""

import argparse
import datetime as dt
import math
import os
import platform
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from casework.json_lines import MessageLine, NotAMessage, NotUtf8
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from trainer.redaction_score import SOFT_KINDS, NotARedactionCase, read_gold, score

ROOT = Path(__file__).resolve().parent.parent
HELD_OUT = ROOT / "data" / "held_out" / "redaction" / "unread.jsonl"
REPORT = ROOT / "docs" / "benchmarks-redaction.md"
OURS = "ours"
_PACKAGES = ("presidio-analyzer", "spacy", "phonenumbers")
_SHARED = "The machine is shared and noisy: **only the ratios count**, not the times."
_HOW = """\
## How it was measured

- **Presidio** has its built-in recognizers for language `en`, those that it switches on by itself,
  and `spacy.blank("en")`, which splits words and knows no names: no language model is downloaded
  here. So it finds a name or an address by chance only. In the last column its PhoneRecognizer
  looks for Vietnamese numbers (`supported_regions=["VN"]`, its own leniency) instead of those of
  its eight regions, which is also less work.
- All that it finds is replaced by `<ENTITY>`, at any score (its own default); where finds overlap,
  by one token over all of them. The replacing is a loop of ours, in place of its anonymizer.
- It was built for other countries, and the messages were written to be hard for ours, with numbers
  in disguise: the leaks say what it finds as it comes, not what it could find with recognizers
  written for Việt Nam, as ours are. It counts dates and web addresses as personal, so it loses some
  that must stay by our rules.
- **A leak** is counted as in `trainer/redaction_score.py`: the value, five of its digits in a row,
  or more than half of a name's or an address's words can still be read.
- **Time**: each message goes through all of them before the next one does, and who begins changes
  with every message, so that noise hits all alike. The first round warms up and is not counted.
  None of them remembers a message; ours remembers letters and words, spaCy words. A figure is the
  median of the rounds; behind a ratio stand its lowest and highest round."""

Redactor = Callable[[str], str]


@dataclass(slots=True)
class Measured:
    """What one redactor made of all messages, and its seconds a message in every round."""

    texts: list[str] = field(default_factory=list)
    rounds: list[list[float]] = field(default_factory=list)

    def milliseconds(self, share: float) -> float:
        """A quantile of the times, the median of all rounds: one bad second does not move it."""
        return 1e3 * statistics.median(quantile(seconds, share) for seconds in self.rounds)


def measure(
    redactors: Mapping[str, Redactor], texts: Sequence[str], rounds: int
) -> dict[str, Measured]:
    """Let all redactors take turns on every message, after a round that only warms up."""
    names = list(redactors)
    measured = {name: Measured() for name in names}
    for name, redactor in redactors.items():
        measured[name].texts = [redactor(text) for text in texts]
    for turn in range(rounds):
        for name in names:
            measured[name].rounds.append([])
        for number, text in enumerate(texts, start=turn):
            first = number % len(names)
            for name in names[first:] + names[:first]:
                redactor = redactors[name]
                began = time.perf_counter()
                redactor(text)
                measured[name].rounds[-1].append(time.perf_counter() - began)
    return measured


def quantile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def ours(text: str) -> str:
    """Redact as the bot does."""
    return redact(RawText(text)).text


def presidio() -> dict[str, Redactor]:
    """Presidio as it comes, and with Vietnamese telephone numbers. Raises ImportError."""
    # Its e-mail recognizer would download a list of domains; a copy of it is installed.
    os.environ["TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS"] = ""
    analyzer, recognizers, engines, spacy = map(
        import_module,
        (
            "presidio_analyzer",
            "presidio_analyzer.predefined_recognizers",
            "presidio_analyzer.nlp_engine",
            "spacy",
        ),
    )

    def engine() -> Any:  # noqa: ANN401 - Presidio is not there when types are checked
        blank = engines.SpacyNlpEngine()
        blank.nlp = {"en": spacy.blank("en")}
        return analyzer.AnalyzerEngine(nlp_engine=blank)

    as_it_comes, vietnamese = engine(), engine()
    vietnamese.registry.remove_recognizer("PhoneRecognizer")
    vietnamese.registry.add_recognizer(recognizers.PhoneRecognizer(supported_regions=["VN"]))
    return {
        "Presidio": lambda text: with_tokens(text, as_it_comes.analyze(text, language="en")),
        "Presidio, phones of VN": lambda text: with_tokens(
            text, vietnamese.analyze(text, language="en")
        ),
    }


def with_tokens(text: str, found: Iterable[Any]) -> str:
    """Put one <ENTITY> in place of what was found; what overlaps goes together."""
    parts: list[str] = []
    place = 0
    for entity in sorted(found, key=lambda e: (e.start, -e.end, -e.score)):
        if entity.start >= place:
            parts += [text[place : entity.start], f"<{entity.entity_type}>"]
        place = max(place, entity.end)
    return "".join([*parts, text[place:]])


def table(gold: Sequence[MessageLine], measured: Mapping[str, Measured]) -> list[str]:
    """All figures in Markdown, a column for each redactor."""
    rows = [
        ["", *measured],
        ["---", *("---:" for _ in measured)],
        ["p50 a message", *(f"{m.milliseconds(0.5):.2f} ms" for m in measured.values())],
        ["p95 a message", *(f"{m.milliseconds(0.95):.2f} ms" for m in measured.values())],
        [
            "its p50 is that of ours times",
            *(times_ours(m, measured[OURS]) for m in measured.values()),
        ],
    ]
    scored = [
        score(gold, [replace(case, text=text) for case, text in zip(gold, m.texts, strict=True)])
        for m in measured.values()
    ]
    for name, soft in (("numbers, codes, links", False), ("names, addresses, birth dates", True)):
        leaked = [[v.leaked for v in s.values if (v.kind in SOFT_KINDS) == soft] for s in scored]
        rows.append([f"leaked of {len(leaked[0])} {name}", *map(percent, leaked)])
    kept = [[k.survived for k in s.kept] for s in scored]
    rows.append([f"kept of {len(kept[0])} strings that must stay", *map(percent, kept)])
    return [f"| {' | '.join(row)} |" for row in rows]


def times_ours(theirs: Measured, ours: Measured) -> str:
    """Divide the p50s, round by round; how the rounds differ is the noise."""
    if theirs is ours:
        return ""
    ratios = [
        quantile(a, 0.5) / quantile(b, 0.5) for a, b in zip(theirs.rounds, ours.rounds, strict=True)
    ]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def percent(which: Sequence[bool]) -> str:
    """Write the share of those that are true."""
    return f"{100 * sum(which) / len(which):.1f} %" if which else "-"


def machine() -> Iterator[str]:
    """Say when, where and with what was measured."""
    yield f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC"
    yield f"{os.cpu_count()} cores"
    cpuinfo = Path("/proc/cpuinfo")
    listed = cpuinfo.read_text(encoding="utf-8") if cpuinfo.exists() else ""
    cpu = re.search(r"^model name\s*:\s*(.+)$", listed, re.MULTILINE)
    yield f"CPU {cpu[1] if cpu else platform.machine()}"
    yield f"system {platform.system()} {platform.release()}"
    yield f"Python {platform.python_version()}"
    yield from (f"{package} {metadata.version(package)}" for package in _PACKAGES)


def report(path: Path, messages: int, rounds: int, lines: Sequence[str]) -> str:
    """The whole of docs/benchmarks-redaction.md."""
    own = path.resolve().is_relative_to(ROOT)
    name = str(path.resolve().relative_to(ROOT)) if own else path.name
    command = "make bench-redaction" + ("" if path.resolve() == HELD_OUT else f" CASES={name}")
    parts = (
        "# Benchmarks: Presidio and our redactor",
        "Written by `make bench-redaction`. Do not edit: run it again.",
        f"{', '.join(machine())}. {_SHARED}",
        f"{messages} messages of `{name}`, {rounds} rounds. To repeat: `{command}`.",
        "\n".join(lines),
        _HOW,
    )
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Measure and write the report; an error that can be mended is told in one line."""
    parser = argparse.ArgumentParser(prog="make bench-redaction", description=__doc__)
    parser.add_argument("cases", type=Path, nargs="?", default=HELD_OUT, help="JSON lines")
    parser.add_argument("--rounds", type=int, default=5, help="how often they take turns (5)")
    parser.add_argument("--report", type=Path, default=REPORT, help="where the report goes")
    chosen = parser.parse_args()
    try:
        gold = read_gold(chosen.cases)
        redactors = {OURS: ours, **presidio()}
    except ImportError as error:
        parser.error(f"{error}. Run it as `make bench-redaction`, which installs Presidio.")
    except (OSError, NotARedactionCase, NotAMessage, NotUtf8) as error:
        parser.error(str(error))
    if not gold or chosen.rounds < 1:
        parser.error("There must be a message and a round to measure.")
    measured = measure(redactors, [case.text for case in gold], chosen.rounds)
    lines = table(gold, measured)
    chosen.report.write_text(report(chosen.cases, len(gold), chosen.rounds, lines), "utf-8")
    print("\n".join([*lines, "", f"written: {chosen.report}"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

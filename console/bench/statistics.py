"""Measure the statistics over a million cases in SQLite, and the documents of a month.

For developers: `make bench-statistics` runs it, and it writes docs/benchmarks-statistics.md. The
rival, in the same run, reads the same cases and counts them in Python.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select

from casework.cases.models import Case
from casework.clock import day_in_viet_nam
from casework.communes import Communes
from casework.db import Sessions, open_engine, open_sessions
from casework.migrations import migrate
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.provinces import Provinces
from casework.statistics.all_statistics import count_all
from casework.statistics.baseline import Baseline
from casework.statistics.book import counted_case
from casework.statistics.disclosure import protect
from casework.statistics.names import Names
from casework.statistics.period import Month, Period, Span
from console.bench import machine
from console.bench.book import DAYS, Book, Size
from console.bench.loading import fill, sqlite_loader
from console.bench.progress import say
from console.reports.heading import Letterhead
from console.reports.making import KINDS, made
from console.reports.sources import Sources

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "benchmarks-statistics.md"
COUNTED = (
    *(Case.label, Case.channel, Case.stage, Case.loss, Case.told_after, Case.told_on),
    *(Case.province, Case.commune),
)
"""What the rival reads of each case: as much as our tables count by."""


def main(arguments: Sequence[str]) -> int:
    """Run all of it; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m console.bench.statistics")
    parser.add_argument("--cases", type=int, default=Size().cases)
    parser.add_argument("--book", type=Path, help="an SQLite book of an earlier run, or a new one")
    options = parser.parse_args(arguments)
    sources = _sources()
    with tempfile.TemporaryDirectory() as folder:
        file = options.book or Path(folder) / "book.db"
        if not file.exists():
            _fill(file, sources, options.cases)
        lines = asyncio.run(_measure(file, sources))
    written = "\n".join([_HEADING, *lines, "", f"Measured: {machine.facts()}", ""])
    REPORT.write_text(written, encoding="utf-8")
    say(f"written: {REPORT}")
    return 0


_HEADING = """# The statistics over a million cases

Written by `make bench-statistics`. Kept cases and counts without consent together; all 13 tables of
a period. The rival reads the same cases through the same library and counts them in Python.

| what | reports | seconds | beside the rival |
|---|---|---|---|"""


def _sources() -> Sources:
    data = ROOT / "data"
    communes = Communes.from_file(data / "communes.yml")
    provinces = Provinces.from_file(data / "provinces.yml")
    names = Names(
        Library.from_file(data / "scam_patterns.yml"),
        {commune.code: commune.name for commune in communes.communes},
        {province.code: province.short for province in provinces.provinces},
        communes.province.code,
    )
    baseline = Baseline.from_file(data / "baseline.yml")
    helps = HelpChannels.from_file(data / "help_channels.yml")
    return Sources(names, baseline, helps, Letterhead())


def _fill(file: Path, sources: Sources, cases: int) -> None:
    migrate(f"sqlite:///{file}")
    names, size = sources.names, Size(cases, cases // 5, 0)
    book = Book(names.library, list(names.communes), [uuid4(), uuid4()], datetime.now(UTC), size)
    with sqlite_loader(file) as loader:
        fill(loader, book)


async def _measure(file: Path, sources: Sources) -> list[str]:
    engine = open_engine(f"sqlite:///{file}")
    try:
        sessions = open_sessions(engine)
        today = day_in_viet_nam(datetime.now(UTC))
        first = Month.of(today).later(-(DAYS // 30) - 1).first
        month = Month.of(today).later(-1)
        return [
            *await _counting(sessions, sources, "the whole book", Period(first, today)),
            *await _counting(sessions, sources, "a month", month.period),
            *await _documents(sessions, sources, Span.of(month)),
        ]
    finally:
        await engine.dispose()


async def _counting(sessions: Sessions, sources: Sources, name: str, period: Period) -> list[str]:
    async with sessions() as session:
        began = time.perf_counter()
        tables = await count_all(session, period, sources.names)
        ours = time.perf_counter() - began
        began = time.perf_counter()
        found: list[Counter[object]] = [Counter() for _ in COUNTED]
        rows = await session.stream(select(*COUNTED).where(counted_case(period)))
        async for row in rows:
            for counter, value in zip(found, row, strict=True):
                counter[value] += 1
        rival = time.perf_counter() - began
    reports = tables[0].cell("total")
    began = time.perf_counter()
    protect(tables)
    hiding = time.perf_counter() - began
    say(f"{name}: {ours:.1f} s, rival {rival:.1f} s")
    return [
        f"| {name}: every table counted | {reports:,} | {ours:.1f} | {ours / rival:.2f} |",
        f"| {name}: the rival | {found[0].total():,} | {rival:.1f} | 1 |",
        f"| {name}: small cells hidden | {reports:,} | {hiding:.2f} | |",
    ]


async def _documents(sessions: Sessions, sources: Sources, span: Span) -> list[str]:
    began = time.perf_counter()
    report = await sources.reporter(sessions).protected(span)
    took = time.perf_counter() - began
    lines = [f"| a month's report, with its course over time | {report.reports:,} | {took:.1f} | |"]
    for wanted, kind in KINDS.items():
        began = time.perf_counter()
        size = len(made(wanted, report, sources))
        took = time.perf_counter() - began
        lines.append(f"| written as {wanted.value} ({size // 1024} KiB) | | {took:.1f} | |")
        say(f"{kind.file}: {took:.1f} s")
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The report: docs/benchmarks-console.md, and its table's lines on the screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from console.bench.book import DAYS, Size
from console.bench.measuring import ROUNDS, TARGET, WARM_UPS, Took
from console.bench.paging import Compared, LookedThrough
from console.bench.people import AUDIT_ENTRIES
from console.bench.plans import Plan


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out about one database; `load` before and after the pages were measured."""

    bytes: int
    pages: Mapping[str, Took]
    plans: Sequence[Plan]
    compared: Sequence[Compared]
    looked_through: LookedThrough
    load: tuple[float, float]

    @property
    def missed(self) -> list[str]:
        """The pages over the target."""
        return [name for name, took in self.pages.items() if took.median > TARGET]

    @property
    def whole(self) -> list[str]:
        """The queries that read as good as all cases."""
        return [plan.query for plan in self.plans if plan.whole]


Databases = Mapping[str, Found]
"""By name: SQLite, PostgreSQL."""


def as_markdown(databases: Databases, size: Size, machine: str, priority: int) -> str:
    """The whole report."""
    parts = (
        *_head(databases, size, machine, priority),
        *_pages(databases),
        *_paging(databases),
        *_plans(databases),
        _how(size),
    )
    return "\n\n".join(parts) + "\n"


def in_short(databases: Databases) -> str:
    """Whether the target is met, in one sentence for each database."""
    said = []
    for name, found in databases.items():
        slowest = max(found.pages, key=lambda page: found.pages[page].median)
        worst = f"the slowest page is «{slowest}», {_ms(found.pages[slowest].median)}"
        if found.missed:
            said.append(f"{name}: MISSED by {len(found.missed)} pages; {worst}.")
        else:
            said.append(f"{name}: met by all {len(found.pages)} pages; {worst}.")
        if found.whole:
            said.append(f"{name} reads the whole of `cases` for: {', '.join(found.whole)}.")
    return " ".join(said)


def _head(databases: Databases, size: Size, machine: str, priority: int) -> Iterator[str]:
    yield "# Benchmarks: the officers' console over a large case book"
    yield "Written by `make bench-console`. Do not edit: run it again."
    loads = "; ".join(
        f"{name} {found.load[0]:.1f} before and {found.load[1]:.1f} after"
        for name, found in databases.items()
    )
    before_others = (
        f" So as not to measure those others, console, databases and client ran before them (nice "
        f"{priority})."
        if priority
        else ""
    )
    yield (
        f"{machine}. The machine is shared with other work, which slows all of it down: processes "
        f"that wanted a core in the last minute, our own included: {loads}.{before_others}"
    )
    sizes = ", ".join(f"{name} {found.bytes / 1e9:.2f} GB" for name, found in databases.items())
    yield (
        f"{size.cases:,} cases told over {DAYS} days, about {size.reviews:,} reviews by 5 "
        f"officers, {size.opinions:,} opinions, {AUDIT_ENTRIES:,} entries of the audit log "
        f"to begin with. Size of the database: {sizes}."
    )
    yield f"**Target: every page under {_ms(TARGET)} at the median. {in_short(databases)}**"


def _pages(databases: Databases) -> Iterator[str]:
    yield "## Every page"
    names = list(databases)
    lines = []
    for page in databases[names[0]].pages:
        cells = [page]
        for found in databases.values():
            took = found.pages[page]
            mark = " **over**" if took.median > TARGET else ""
            cells.append(f"{_ms(took.median)}{mark} ({_ms(took.slowest)})")
        lines.append(cells)
    yield f"The median of {ROUNDS} times, and in brackets the slowest of them."
    yield table(("", *names), lines)


def _paging(databases: Databases) -> Iterator[str]:
    yield "## What paging by key is worth"
    yield (
        "The same page of all cases, read in the benchmark's own process: by the key of the last "
        "case, as the console does, and by `OFFSET`, as it might."
    )
    lines = [
        (
            f"{name}, behind {one.depth:,} cases",
            _ms(one.by_key),
            _ms(one.by_offset),
            f"{one.by_offset / one.by_key:.1f} x",
        )
        for name, found in databases.items()
        for one in found.compared
    ]
    yield table(("", "by key", "by OFFSET", "OFFSET is slower by"), lines)
    through = "; ".join(
        f"{name} {found.looked_through.pages} times, {found.looked_through.seconds:.1f} s in all"
        for name, found in databases.items()
    )
    yield (
        "A search looks through 20,000 cases and offers to go on from there. Who looks for a word "
        f"that stands in no case goes on to the end of what waits: {through}."
    )


def _plans(databases: Databases) -> Iterator[str]:
    yield "## What the databases read"
    yield (
        "`EXPLAIN QUERY PLAN` of SQLite with the steps that its machine took (about five a case "
        "that it looks at), `EXPLAIN ANALYZE` of PostgreSQL with the cases that it read. The run "
        "fails if one of these queries reads as good as the whole of `cases`."
    )
    for name, found in databases.items():
        told = [
            (plan.query, "<br>".join(plan.lines), plan.work, "**yes**" if plan.whole else "no")
            for plan in found.plans
        ]
        yield table((name, "plan", "work", "whole book"), told, numbers=False)


def _how(size: Size) -> str:
    return f"""\
## How it was measured

- **The book** is made up: a few hundred stories put together from the playbooks and redacted, each
  varied by words that mean nothing, so that a rare word is rare. {size.cases:,} rows of it are
  loaded past the ORM.
- **SQLite** is a file, opened as the console always opens it: one connection, no write-ahead log,
  deleted data overwritten, and no statistics (`ANALYZE`), since nothing makes them in real use.
  **PostgreSQL** is Debian's, started by the benchmark with its own defaults, over a Unix socket,
  data flushed to disk, its statistics up to date, as it keeps them by itself.
- **The console** is `python -m console run` in a process of its own. A client on the same machine
  asks over HTTP on one connection, one request after the other: {WARM_UPS} times to warm up, then
  {ROUNDS} times. The time runs from the request to the last byte. Both databases then lie in the
  machine's memory; the first request after a restart takes longer.
- A case and the opinions are written into the audit log when they are read, so that these pages
  write too. Each case is confirmed once only: {ROUNDS + WARM_UPS} different ones.
- Nobody else asked meanwhile. With several officers at once SQLite answers one after the other."""


def table(head: Sequence[str], lines: Sequence[Sequence[str]], *, numbers: bool = True) -> str:
    """A table in Markdown."""
    rule = ["---", *["---:" if numbers else "---"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.0f} ms"

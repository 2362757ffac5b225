"""Measure the console over a large case book, on SQLite and on PostgreSQL.

For developers: `make bench-console` runs it. It writes docs/benchmarks-console.md, and ends with 1
if a page takes longer than it may, or if a query reads the whole of the cases.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from console.bench import machine
from console.bench.book import Size
from console.bench.loading import settings_for_loading
from console.bench.postgres import NoPostgres, server
from console.bench.progress import say
from console.bench.report import as_markdown, in_short
from console.bench.run import Scratch, measure_postgres, measure_sqlite

FOLDER = "canhgiac-console-bench"
REPORT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks-console.md"


def main(arguments: Sequence[str]) -> int:
    """Run all of it; the exit code."""
    options = _read(arguments)
    if options.priority:
        # What we start inherits it.
        os.setpriority(os.PRIO_PROCESS, 0, options.priority)
    # What was started is stopped also when somebody stops us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    size = Size(options.cases, options.cases // 5, options.cases // 50)
    with _scratch(options.scratch, keep=options.keep) as folder:
        scratch = Scratch(folder, size)
        databases = {}
        if "sqlite" in options.only:
            databases["SQLite"] = measure_sqlite(scratch)
        if "postgresql" in options.only:
            try:
                with server(folder / "postgresql", settings_for_loading()) as running:
                    databases[f"PostgreSQL {running.version.split()[0]}"] = measure_postgres(
                        scratch, running
                    )
            except NoPostgres as error:
                print(error, file=sys.stderr)
                return 2
    written = as_markdown(databases, size, machine.facts(), options.priority)
    options.report.write_text(written, encoding="utf-8")
    say(in_short(databases))
    say(f"written: {options.report}")
    return 1 if any(found.missed or found.whole for found in databases.values()) else 0


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m console.bench", description=__doc__)
    add = parser.add_argument
    add("--cases", type=int, default=Size().cases, help="how many cases (1000000)")
    add("--scratch", type=Path, default=Path(tempfile.gettempdir()), help="where 5 GB are free")
    add("--keep", action="store_true", help="leave the databases there, for the next run")
    add("--only", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"])
    add("--report", type=Path, default=REPORT, help="where the report goes")
    add("--priority", type=int, default=0, help="niceness; below 0 (as root) before other work")
    return parser.parse_args(arguments)


@contextmanager
def _scratch(where: Path, *, keep: bool) -> Iterator[Path]:
    """A folder of our own for the databases; deleted at the end unless it is to be kept."""
    folder = where / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    # PostgreSQL may run as somebody else, who must come through.
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""python -m bench: measure, print the ratios, write the report and its picture."""

from __future__ import annotations

import sys

from bench import options, picture, report, run
from bench.progress import BenchError, say


def main() -> int:
    """Run the whole benchmark; an error that can be mended is told in one line."""
    chosen = options.read(sys.argv[1:])
    try:
        figures = run.measure(chosen)
    except BenchError as error:
        say(f"ERROR {error}")
        return 1
    chosen.pictures.mkdir(parents=True, exist_ok=True)
    drawn = chosen.pictures / "benchmarks.svg"
    picture.draw(figures, drawn)
    chosen.report.write_text(report.as_markdown(figures), encoding="utf-8")
    for line in report.in_short(figures):
        say(line)
    say(f"written: {chosen.report} and {drawn}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

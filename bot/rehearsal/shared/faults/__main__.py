"""`make faults`: break the house in every way that is known, and print what came of it."""

import asyncio
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.rehearsal.process import ROOT
from bot.rehearsal.shared.database import NoPostgres
from bot.rehearsal.shared.faults import report
from bot.rehearsal.shared.faults.fault import Fault
from bot.rehearsal.shared.faults.trying import FAULTS, Tried, named, try_all
from bot.rehearsal.shared.processes import DidNotStart, end_in_order
from bot.rehearsal.shared.scene import LATENCY

DOCUMENT = ROOT / "docs" / "faults.md"


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([fault.name for fault in FAULTS]))
@click.option("--document/--no-document", default=True, help="Write docs/faults.md (all faults).")
@click.option(
    "--logs",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Keep the processes' logs in this folder.",
)
def main(names: tuple[str, ...], logs: Path | None, *, document: bool) -> None:
    """Try faults, all if none is named; exit code 1 if a promise was not kept."""
    # The played platforms' server complains of the calls that break off when a worker is killed.
    logging.getLogger("uvicorn.error").disabled = True
    end_in_order()
    try:
        tried = asyncio.run(_try_and_print(named(names), logs))
    except (NoPostgres, DidNotStart) as error:
        sys.exit(str(error) or str(error.__doc__))
    print(report.verdict(tried))
    if document and not names:
        DOCUMENT.write_text(report.document(tried, LATENCY), encoding="utf-8")
    sys.exit(1 if any(each.complaints for each in tried) else 0)


async def _try_and_print(faults: Sequence[Fault], logs: Path | None) -> list[Tried]:
    tried = []
    print(report.line(report.HEADS), flush=True)
    print("|" + "---|" * len(report.HEADS), flush=True)
    async for each in try_all(faults, logs):
        tried.append(each)
        print(report.line(report.row(each)), flush=True)
    return tried


if __name__ == "__main__":
    main()

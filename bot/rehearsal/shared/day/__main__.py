"""`make province-day`: 20,000 conversations of one day, replayed at speed through everything."""

import asyncio
import sys
from pathlib import Path

import click

from bot.rehearsal.process import ROOT
from bot.rehearsal.shared.database import NoPostgres
from bot.rehearsal.shared.day.replay import Day, replay
from bot.rehearsal.shared.day.report import complaints, document, summary
from bot.rehearsal.shared.house import Size
from bot.rehearsal.shared.processes import DidNotStart, end_in_order
from bot.rehearsal.shared.real_nlu import NoModel

DOCUMENT = ROOT / "docs" / "province-day.md"


@click.command()
@click.option("--conversations", default=20_000, help="Of the day.")
@click.option(
    "--minutes",
    default=40.0,
    help="How long the replay takes: so long that the peak hour can be carried here.",
)
@click.option("--workers", default=2)
@click.option("--intakes", default=2)
@click.option(
    "--logs",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Keep the processes' logs in this folder.",
)
@click.option("--document/--no-document", default=True, help="Write docs/province-day.md.")
def main(
    conversations: int,
    minutes: float,
    workers: int,
    intakes: int,
    logs: Path | None,
    *,
    document: bool,
) -> None:
    """Replay; exit code 1 if anything was lost, doubled, miscounted, or memory grew."""
    end_in_order()
    size = Size(intakes=intakes, workers=workers)
    try:
        day: Day = asyncio.run(replay(size, conversations, minutes * 60, logs))
    except (NoPostgres, NoModel, DidNotStart) as error:
        sys.exit(str(error) or str(error.__doc__))
    print(summary(day))
    if document:
        write(day)
    sys.exit(1 if complaints(day) else 0)


def write(day: Day) -> None:
    """The page in docs/."""
    DOCUMENT.write_text(document(day), encoding="utf-8")


if __name__ == "__main__":
    main()

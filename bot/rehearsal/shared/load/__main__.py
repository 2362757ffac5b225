"""`make load`: the curve of latency against offered load, with the rivals beside it."""

import asyncio
import sys
from collections.abc import Sequence

import click

from bot.rehearsal.process import ROOT
from bot.rehearsal.shared.database import NoPostgres
from bot.rehearsal.shared.load import growth, report
from bot.rehearsal.shared.load.step import THINKS, WARM_UP
from bot.rehearsal.shared.load.sweep import ARRANGEMENTS, LATENCY, RATES, Arrangement, Curve, sweep
from bot.rehearsal.shared.processes import DidNotStart, end_in_order
from bot.rehearsal.shared.real_nlu import NoModel
from bot.rehearsal.shared.talk import LINES_EACH

DOCUMENT = ROOT / "docs" / "load.md"
GROWTH = ROOT / "docs" / "growth.md"
PICTURE = ROOT / "docs" / "pictures" / "load.svg"


@click.command()
@click.argument("names", nargs=-1, type=click.Choice([a.name for a in ARRANGEMENTS]))
@click.option("--rate", "rates", multiple=True, type=float, help="Messages a second; several.")
@click.option("--seconds", default=20.0, help="Seconds measured at each step.")
@click.option("--gather", default="0.2", help="GATHER_SECONDS of the workers.")
@click.option("--price", type=float, help="Price of a core-hour, for the cost of a million.")
@click.option("--document/--no-document", default=True, help="Write docs/load.md (all curves).")
def main(
    names: tuple[str, ...],
    rates: tuple[float, ...],
    seconds: float,
    gather: str,
    price: float | None,
    *,
    document: bool,
) -> None:
    """Measure; exit code 1 if anything went unanswered below saturation, or was answered twice."""
    end_in_order()
    chosen = [a for a in ARRANGEMENTS if not names or a.name in names]
    try:
        curves = asyncio.run(_measure(chosen, rates or RATES, seconds, gather))
    except (NoPostgres, NoModel, DidNotStart) as error:
        sys.exit(str(error) or str(error.__doc__))
    print(report.verdict(curves))
    print(report.cpu(curves, price))
    if document and not names:
        told = {
            "seconds": seconds,
            "warm": WARM_UP,
            "thinks": THINKS,
            "latency": LATENCY,
            "lines": LINES_EACH,
        }
        page = report.document(curves, gather=gather, price=price, told=told)
        DOCUMENT.write_text(page, encoding="utf-8")
        report.picture(curves, PICTURE)
        GROWTH.write_text(growth.document(curves), encoding="utf-8")
    lost = sum(step.lost for c in curves for step in c.steps if step.offered <= c.held())
    sys.exit(1 if lost or any(curve.twice for curve in curves) else 0)


async def _measure(
    arrangements: Sequence[Arrangement], rates: Sequence[float], seconds: float, gather: str
) -> list[Curve]:
    curves: list[Curve] = []
    async for curve, step in sweep(arrangements, rates, seconds, gather):
        if not curves or curves[-1] is not curve:
            curves.append(curve)
            print(f"\n{curve.arrangement.name} (GATHER_SECONDS={gather})", flush=True)
            print(f"| {' | '.join(report.HEADS)} |", flush=True)
        print(f"| {' | '.join(report.row(step))} |", flush=True)
        if step is curve.steps[-1] and curve.strange:
            worst = sorted(curve.strange.items(), key=lambda each: -each[1])[:3]
            print(f"  answers that nothing was said for: {worst}", flush=True)
    return curves


if __name__ == "__main__":
    main()

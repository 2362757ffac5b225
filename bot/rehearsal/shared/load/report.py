"""The curve of load: the table, the picture, what a million messages take."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import matplotlib as mpl

from bot.rehearsal.shared.load.simulation import Stage, capacity, simulate
from bot.rehearsal.shared.load.step import Step, cores_of_this_machine
from bot.rehearsal.shared.load.sweep import Curve
from bot.rehearsal.shared.machine import this_machine

mpl.use("svg")

HEADS = (
    *("offered (1/s)", "called (1/s)", "answered (1/s)", "p50 (s)", "p95 (s)", "p99 (s)"),
    *("no answer", "cores: bot", "NLU", "PostgreSQL", "generator", "memory: bot (MB)"),
)
_BOT = ("intakes", "workers", "bot run")
_MB = 1024**2

_TEXT = """# Load

Written by `make load`. Do not edit: run it again.

{machine}

Everything runs on these cores: `bot intake`, `bot worker`, PostgreSQL, the real NLU server with the promoted model, and the program that plays platforms and residents (its share is the column *generator*). `GATHER_SECONDS={gather}`: with the default of 0.8 every message in words, unless it is a command, waits that much longer on purpose. A platform takes a message at once and says so {latency} ms later. Conversations begin at random moments (Poisson), {lines:.1f} messages each, {thinks} s on average between an answer and the next message; {seconds:.0f} s a step, the first {warm:.0f} s before it do not count. Latency is from the platform's call to the arrival of the first reply there.

{verdict}

![p99 against offered load](pictures/load.svg)

{tables}

## CPU for a message

At the highest step that was held (p99 under 1 s), in milliseconds of CPU for each answered message, and what a million messages take at that.

{cpu}

## The model beside it

`bot/rehearsal/shared/load/simulation.py` knows the milliseconds above and nothing else of the house: stops in a row, {cores} cores, random arrivals. It is to say where saturation begins, not how long a single message takes (no network, no commit to wait for).

{model}
"""  # noqa: E501  # paragraphs of Markdown


def row(step: Step) -> tuple[str, ...]:
    """One line of a table."""
    bot = sum(step.cores.get(kind, 0.0) for kind in _BOT)
    memory = sum(step.memory.get(kind, 0) for kind in _BOT) / _MB
    return (
        *(f"{step.offered:g}", f"{step.called:.1f}", f"{step.answered:.1f}"),
        *(f"{step.p50:.3f}", f"{step.p95:.3f}", f"{step.p99:.3f}", str(step.lost)),
        *(f"{bot:.2f}", f"{step.cores.get('NLU', 0):.2f}"),
        *(f"{step.cores.get('PostgreSQL', 0):.2f}", f"{step.generator:.2f}", f"{memory:.0f}"),
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """As Markdown has it."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _held(curve: Curve) -> float:
    """What really came at the highest step that was held: fewer than were meant to."""
    return best_step(curve).called if curve.held() else 0.0


def verdict(curves: Sequence[Curve]) -> str:
    """What was held, and how the rivals compare."""
    told = [
        f"**{c.arrangement.name}: {_held(c):.0f} messages/s held with p99 under 1 s "
        f"(of {c.held():g} offered); at most {c.most:.0f} answered a second.**"
        for c in curves
    ]
    best = max(curves, key=lambda c: c.most)
    ratios = [
        f"{best.most / c.most:.1f} times «{c.arrangement.name}»"
        for c in curves
        if c is not best and c.most
    ]
    lost = sum(step.lost for c in curves for step in c.steps)
    beside = f"Most answers: «{best.arrangement.name}», {', '.join(ratios)}. " if ratios else ""
    told.append(
        f"{beside}Without an answer: {lost}; "
        f"answered twice: {sum(c.twice for c in curves)}; "
        f"lines «ngắt giữa chừng»: {sum(c.notices for c in curves)}; "
        f"emergency lines: {sum(c.emergencies for c in curves)}; "
        f"answered by phrases because NLU was too slow: {sum(c.by_phrases for c in curves)}."
    )
    return "\n\n".join(told)


def cpu(curves: Sequence[Curve], price: float | None) -> str:
    """What a message takes, and a million of them."""
    heads = ["", "intake", "worker / bot run", "NLU", "PostgreSQL", "all", "core-hours a million"]
    rows = []
    for curve in curves:
        each = best_step(curve).cpu_each
        all_ = sum(each.values())
        million = all_ * 1e6 / 3600
        answer = each.get("workers", 0) + each.get("bot run", 0)
        parts = (each.get("intakes", 0), answer, each.get("NLU", 0), each.get("PostgreSQL", 0))
        cost = "" if price is None else f" ({million * price:.2f} at {price:g} a core-hour)"
        shown = [f"{part * 1000:.1f}" for part in (*parts, all_)]
        rows.append([curve.arrangement.name, *shown, f"{million:.1f}{cost}"])
    return table(heads, rows)


def best_step(curve: Curve) -> Step:
    """The highest step that was held; the first if none was."""
    held = [step for step in curve.steps if step.offered == curve.held()]
    return held[0] if held else curve.steps[0]


def stages_of(curve: Curve) -> dict[str, Stage]:
    """The stops of a message, by what was measured."""
    each, size = best_step(curve).cpu_each, curve.arrangement.size
    at_once = cores_of_this_machine()
    stages = {
        "intakes": Stage(each.get("intakes", 0), size.intakes),
        "workers": Stage(each.get("workers", 0) + each.get("bot run", 0), max(size.workers, 1)),
        "NLU": Stage(each.get("NLU", 0), 1),
        "PostgreSQL": Stage(each.get("PostgreSQL", 0), at_once),
    }
    # The generator's work has to be done on the same cores; elsewhere it would not be there.
    own = best_step(curve).generator / max(best_step(curve).answered, 1e-9)
    stages["generator"] = Stage(own, 1)
    return {name: stage for name, stage in stages.items() if stage.cpu}


def model(curves: Sequence[Curve]) -> str:
    """What the model says beside what was measured."""
    cores = cores_of_this_machine()
    heads = ["", "first used up", "at (1/s)", "measured at most (1/s)"]
    rows = []
    for curve in curves:
        stages = stages_of(curve)
        first, most = capacity(stages, cores)
        rows.append([curve.arrangement.name, first, f"{most:.0f}", f"{curve.most:.0f}"])
    lines = [table(heads, rows), ""]
    for curve in curves:
        stages = stages_of(curve)
        each = [
            [
                *(f"{step.offered:g}", f"{step.p50:.3f}", f"{step.p99:.3f}"),
                *(f"{said.p50:.3f}", f"{said.p99:.3f}"),
            ]
            for step in curve.steps
            for said in [simulate(stages, cores, step.offered)]
        ]
        heads = ["offered (1/s)", "p50", "p99", "p50 by the model", "p99 by the model"]
        lines += [f"{curve.arrangement.name}:", "", table(heads, each), ""]
    return "\n".join(lines)


def document(
    curves: Sequence[Curve], *, gather: str, price: float | None, told: dict[str, float]
) -> str:
    """The page. `told`: seconds a step, warm-up, thinking, latency, lines a conversation."""
    tables = "\n\n".join(
        f"## {c.arrangement.name}\n\n{table(HEADS, [row(s) for s in c.steps])}" for c in curves
    )
    return _TEXT.format(
        machine=this_machine(datetime.now(UTC)),
        gather=gather,
        latency=round(told["latency"] * 1000),
        lines=told["lines"],
        thinks=told["thinks"],
        seconds=told["seconds"],
        warm=told["warm"],
        verdict=verdict(curves),
        tables=tables,
        cpu=cpu(curves, price),
        cores=cores_of_this_machine(),
        model=model(curves),
    )


def picture(curves: Sequence[Curve], file: Path) -> None:
    """Latency against offered load: p99 strong, p50 faint."""
    from matplotlib import pyplot as plt  # noqa: PLC0415  # slow, and not needed to measure

    figure, axes = plt.subplots(figsize=(8, 4.5))
    for curve in curves:
        offered = [step.offered for step in curve.steps]
        (line,) = axes.plot(
            offered, [s.p99 for s in curve.steps], marker="o", label=curve.arrangement.name
        )
        axes.plot(
            offered,
            [s.p50 for s in curve.steps],
            linestyle=":",
            color=line.get_color(),
        )
    axes.axhline(1.0, color="grey", linewidth=0.8)
    axes.set_yscale("log")
    axes.set_xlabel("offered load, messages a second")
    axes.set_ylabel("seconds to the answer: p99, p50 dotted")
    axes.legend()
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)

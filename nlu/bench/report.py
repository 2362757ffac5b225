"""The report: docs/benchmarks.md, and its tables' lines on the screen."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Final

from bench import method, rows
from bench.load import CLIENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.figures import Figures

# What was to be reached, in HTTP p50 and in requests/s.
TARGET: Final = 8.0


def as_markdown(figures: Figures) -> str:
    """Write the whole report."""
    sections = (_head, _comparison, _on_all, method.section)
    parts = [part for section in sections for part in section(figures)]
    return "\n\n".join(parts) + "\n"


def in_short(figures: Figures) -> list[str]:
    """Give the comparison for the screen, and whether the target is reached."""
    compared = rows.side_by_side(figures)
    wide = max(len(row.measure) for row in compared)
    lines = [
        f"{row.measure:{wide}}  {row.stock:>10}  {row.ours:>10}  {row.gain}"
        for row in compared
    ]
    return [*lines, verdict(figures)]


def verdict(figures: Figures) -> str:
    """Say whether ours is as much faster as it was to be."""
    gains = {
        f"{name} at {clients}": statistics.median(
            rows.load_gains(figures, name, clients)
        )
        for name in ("p50", "requests/s")
        for clients in CLIENTS
    }
    target = f"Target: {TARGET:g} times better in HTTP p50 and requests/s."
    missed = [f"{name} {gain:.1f} x" for name, gain in gains.items() if gain < TARGET]
    if missed:
        return f"{target} MISSED: {', '.join(missed)}."
    return f"{target} Reached: at least {min(gains.values()):.1f} x."


def _head(figures: Figures) -> Iterator[str]:
    yield "# Benchmarks: Rasa's stock pipeline and ours"
    yield "Written by `make bench`. Do not edit: run it again."
    yield method.circumstances(figures)
    yield "![The comparison as a picture](pictures/benchmarks.svg)"


def _comparison(figures: Figures) -> Iterator[str]:
    texts, share = figures.ours.trained.texts, rows.percent(figures.options.share)
    yield "## Side by side"
    yield (
        f"Both were trained on the same {texts} texts, {share} of every intent's, and "
        f"scored on the same {figures.messages} held-out messages. More texts would "
        "cost the stock pipeline hours, so the scores tell how both learn from few, "
        "not how well they could understand. Behind a ratio stand its lowest and "
        "highest round."
    )
    head = ("", "`rasa init`", "ours", "ours is better by")
    yield table(head, rows.side_by_side(figures))
    yield f"**{verdict(figures)}**"


def _on_all(figures: Figures) -> Iterator[str]:
    found = figures.ours_on_all
    yield "## Ours on all data"
    yield (
        f"The model that the bot uses learns from all {found.trained.texts} texts. The "
        "stock pipeline would need hours for them, so nothing stands beside these "
        "figures, and none of them belongs into a ratio with those above."
    )
    lines = []
    for name, of in rows.SCORES.items():
        views = (rows.percent(of(scores)) for scores in (found.typed, found.bare))
        lines.append((f"{name}, as written / tones stripped", " / ".join(views)))
    for name, (of_load, written, _) in rows.LOADS.items():
        values = (written.format(found.median(n, of_load)) for n in CLIENTS)
        clients = " / ".join(str(n) for n in CLIENTS)
        lines.append((f"HTTP {name}, {clients} clients", " / ".join(values)))
    for name, (of_pipeline, written) in rows.COSTS.items():
        lines.append((name, written.format(of_pipeline(found))))
    yield table(("", "ours, all data"), lines)


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))

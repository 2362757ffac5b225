"""Whether more examples still help: the same scores on growing shares of the data."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

import matplotlib as mpl

from bench.training_data import thinned
from components.settings import Settings
from studies import trial

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from studies.trial import Ground, Trial

SHARES: Final = (0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1.0)


def run(ground: Ground, say: Callable[[str], None]) -> dict[float, Trial]:
    """Train on each share of every intent; gives the trials by share."""
    found = {}
    for share in SHARES:
        part = dataclasses.replace(ground, examples=thinned(ground.examples, share))
        found[share] = trial.run(part, Settings())
        say(f"{share:.0%}: {found[share]}")
    return found


def as_table(trials: Mapping[float, Trial]) -> str:
    """Write the trials as a table of Markdown, in percent."""
    head = (
        "| share | examples | folds, typed | folds, bare | messages, typed "
        "| messages, bare |"
    )
    lines = [head, "|---|---|---|---|---|---|"]
    for share, of in trials.items():
        shares = (of.typed, of.bare, of.messages, of.messages_bare)
        cells = " | ".join(f"{100 * value:.1f}" for value in shares)
        lines.append(f"| {share:.0%} | {of.examples:,} | {cells} |")
    return "\n".join(lines)


def draw(trials: Mapping[float, Trial], path: Path) -> None:
    """Draw the curves into an SVG that is the same for the same figures."""
    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "canhgiac"
    # After the backend was chosen: it would look for a screen.
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(7, 4.2))
    examples = [of.examples for of in trials.values()]
    curves = {
        "held-out messages, as typed": ([t.messages for t in trials.values()], "o-"),
        "held-out messages, no tones": (
            [t.messages_bare for t in trials.values()],
            "o--",
        ),
        "unseen folds, as typed": ([t.typed for t in trials.values()], "s-"),
        "unseen folds, no tones": ([t.bare for t in trials.values()], "s--"),
    }
    for name, (values, style) in curves.items():
        axes.plot(examples, [100 * value for value in values], style, label=name)
    axes.set_xlabel("training texts")
    axes.set_ylabel("macro-F1 of the first intent, %")
    axes.set_ylim(0, 100)
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)

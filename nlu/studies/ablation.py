"""What each part is worth: one part changed at a time, all else as it is."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from bench.training_data import thinned
from components.settings import Settings
from studies import trial

if TYPE_CHECKING:
    from collections.abc import Callable

    from studies.trial import Ground, Trial

# Of every intent's texts: sixteen trainings on all of them would take half an hour.
SHARE: Final = 0.4

AS_IT_IS: Final = "as it is"
NO_GATE: Final = "without the gate"

CHANGES: Final[dict[str, dict[str, float]]] = {
    AS_IT_IS: {},
    NO_GATE: {},
    "without the typed view": {"word_typed": 0.0},
    "without the bare view": {"word_bare": 0.0},
    "without bare twins": {"bare_twins": False},
    "single words only": {"word_ngram_max": 1},
    "runs of three words too": {"word_ngram_max": 3},
    "pairs with a gap too": {"skip_bare": 0.7},
    "characters 2-4 too, bare": {"char_bare": 0.7},
    "characters 2-4 too, both views": {"char_bare": 0.7, "char_typed": 0.7},
    "pairs seen once too": {"min_texts": 1},
    "pairs in three texts or more": {"min_texts": 3},
    "rare intents weigh no more": {"class_balance": 0.0},
    "all intents weigh the same": {"class_balance": 1.0},
    "C 0.1": {"svm_c": 0.1},
    "C 1": {"svm_c": 1.0},
}


def run(ground: Ground, say: Callable[[str], None]) -> dict[str, Trial]:
    """Try every change on a part of the data; gives the trials by name."""
    ground = dataclasses.replace(ground, examples=thinned(ground.examples, SHARE))
    found = {}
    for name, changes in CHANGES.items():
        settings = dataclasses.replace(Settings(), **changes)  # type: ignore[arg-type]
        gate = name != NO_GATE
        found[name] = trial.run(ground, settings, gate=gate)
        say(f"{name}: {found[name]}")
    return found


def as_table(trials: dict[str, Trial]) -> str:
    """Write the trials as a table of Markdown, in percent."""
    head = (
        "| change | folds, typed | folds, bare | first two | warning (AUC) "
        "| messages, typed | messages, bare | features |"
    )
    lines = [head, "|---|---|---|---|---|---|---|---|"]
    for name, of in trials.items():
        shares = (
            *(of.typed, of.bare, of.first_two, of.warned),
            *(of.messages, of.messages_bare),
        )
        cells = " | ".join(f"{100 * share:.1f}" for share in shares)
        shown = f"**{name}**" if name == AS_IT_IS else name
        lines.append(f"| {shown} | {cells} | {of.features:,} |")
    return "\n".join(lines)

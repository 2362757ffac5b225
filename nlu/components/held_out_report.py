"""What training found out: scores on texts that the scoring model had not seen."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.metrics import precision_recall_fscore_support

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from components.training import HeldOut

# Rarer confusions are noise, and would make the file long.
_FEWEST_CONFUSED: Final = 3


@dataclasses.dataclass(frozen=True)
class View:
    """Scores of one view of the texts: as typed, or bare."""

    accuracy: float
    macro_f1: float
    first_two: float

    @classmethod
    def of(cls, confidences: NDArray[np.float64], right: NDArray[np.int64]) -> View:
        """Score confidences, shape (texts, labels), against the right columns."""
        guesses = confidences.argmax(axis=1)
        _, _, f1, _ = _by_label(right, guesses, confidences.shape[1])
        two = np.argsort(-confidences, axis=1, kind="stable")[:, :2]
        return cls(
            accuracy=float((guesses == right).mean()),
            macro_f1=float(f1.mean()),
            first_two=float((two == right[:, None]).any(axis=1).mean()),
        )


def report(held_out: HeldOut) -> dict[str, Any]:
    """Give the scores of both views; of the typed one by label, with its confusions."""
    guesses = held_out.typed.argmax(axis=1)
    names = held_out.labels
    scores = _by_label(held_out.right, guesses, len(names))
    confused = Counter(
        (names[right], names[guess])
        for right, guess in zip(held_out.right, guesses, strict=True)
        if right != guess
    )
    return {
        "examples": len(held_out.right),
        "typed": dataclasses.asdict(View.of(held_out.typed, held_out.right)),
        "bare": dataclasses.asdict(View.of(held_out.bare, held_out.right)),
        "by_label": {
            name: {
                "examples": int(number),
                "precision": float(precision),
                "recall": float(recall),
                "f1": float(f1),
            }
            for name, precision, recall, f1, number in zip(names, *scores, strict=True)
        },
        "confusions": [
            [right, guess, times]
            for (right, guess), times in sorted(
                confused.items(), key=lambda item: (-item[1], item[0])
            )
            if times >= _FEWEST_CONFUSED
        ],
    }


def _by_label(
    right: NDArray[np.int64], guesses: NDArray[np.int64], labels: int
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Give precision, recall, F1 and number of texts of each label."""
    found = precision_recall_fscore_support(
        right, guesses, labels=np.arange(labels), zero_division=0
    )
    precision, recall, f1, number = found
    return precision, recall, f1, number

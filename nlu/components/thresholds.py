"""Where the caller's decisions change, set on texts that the model had not seen.

The caller (casework/understanding/decision.py) names a playbook, asks which of two,
asks for more, or says that nothing matches. From where on it may do so depends on
what this model's confidences are worth, so the numbers belong to the model: they
are fitted here, stored with it, and travel with every answer. What the caller does
with them is written down in tests/contract/decisions.json, which both sides test.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from components.training import HeldOut

FEW_WORDS: Final = 6
"""A text of fewer words needs more to be named: short texts score high on little."""

# The bounds that no choice may cross (the project's targets), and what a decision is
# worth within them. To ask costs a frightened person a tap; to name the wrong playbook
# costs trust; to frighten somebody over a genuine message costs it too.
MOST_FALSE_ALARMS: Final = 0.05
MOST_MISSED: Final = 0.02
MOST_WRONG_IN_FEW_WORDS: Final = 0.10
_RIGHT_NAME, _WRONG_NAME, _RIGHT_ASK, _SECOND_ASK, _MORE = 1.0, -1.0, 0.8, 0.6, 0.2
_HARMLESS_NONE, _HARMLESS_MORE, _HARMLESS_ASK = 1.0, 0.6, -0.5

_WARN: Final = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
_NAME: Final = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
_MARGIN: Final = (1.5, 2.0, 3.0)
_NAME_WARN: Final = (0.6, 0.7, 0.8, 0.85, 0.9, 0.94, 0.97)
_ASK: Final = (0.3, 0.35, 0.4, 0.5)
_ASK_WARN: Final = (0.5, 0.6, 0.7, 0.8)
_NAME_FEW: Final = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)


@dataclasses.dataclass(frozen=True)
class Thresholds:
    """Confidences from 0 to 1, from which on something is done; `margin` is a ratio.

    `warn`: at least this much on playbooks and on the unclear scam together, or it is
    'none'. `name`, `name_warn`, `margin`: a playbook is named from this confidence,
    this much to warn of at all, and so many times the second's. `ask`, `ask_warn`: two
    are asked about from this sum of both. `name_few`: instead of `name`, in few words.
    """

    warn: float = 0.3
    name: float = 0.4
    margin: float = 1.5
    name_warn: float = 0.6
    ask: float = 0.4
    ask_warn: float = 0.4
    name_few: float = 0.8


@dataclasses.dataclass(frozen=True)
class Evidence:
    """What the rule looks at, one entry a text and a view; below it, what is right."""

    first: NDArray[np.float64]
    second: NDArray[np.float64]
    unclear: NDArray[np.float64]
    warn: NDArray[np.float64]
    few: NDArray[np.bool_]
    harmless: NDArray[np.bool_]
    first_right: NDArray[np.bool_]
    second_right: NDArray[np.bool_]
    is_playbook: NDArray[np.bool_]


def fit(
    held_out: HeldOut, harmless: NDArray[np.bool_], unclear: str
) -> Thresholds | None:
    """Choose the most useful thresholds within the bounds; None if nothing is harmless.

    Texts of the unclear intent are no playbook and not harmless: they do not count.
    """
    is_unclear = np.array([name == unclear for name in held_out.labels])
    if harmless.all() or not harmless.any() or (harmless | is_unclear).all():
        return None
    seen = _evidence(held_out, harmless, is_unclear)
    chosen = max(
        _candidates(seen), key=lambda candidate: candidate[0], default=(0, Thresholds())
    )[1]
    return dataclasses.replace(chosen, name_few=_in_few_words(seen, chosen))


def _evidence(
    held_out: HeldOut, harmless: NDArray[np.bool_], is_unclear: NDArray[np.bool_]
) -> Evidence:
    confidences = np.vstack([held_out.typed, held_out.bare])
    right = np.concatenate([held_out.right, held_out.right])
    playbooks = np.flatnonzero(~harmless & ~is_unclear)
    ranked = np.argsort(-confidences[:, playbooks], axis=1, kind="stable")
    rows = np.arange(len(right))
    first = playbooks[ranked[:, 0]]
    second = playbooks[ranked[:, min(1, ranked.shape[1] - 1)]]
    return Evidence(
        first=confidences[rows, first],
        second=np.where(first == second, 0.0, confidences[rows, second]),
        unclear=confidences[:, is_unclear].sum(axis=1),
        warn=confidences[:, ~harmless].sum(axis=1),
        few=np.concatenate([held_out.words, held_out.words]) < FEW_WORDS,
        harmless=harmless[right],
        first_right=first == right,
        second_right=(second == right) & (first != second),
        is_playbook=~harmless[right] & ~is_unclear[right],
    )


def _named(seen: Evidence, limits: Thresholds) -> NDArray[np.bool_]:
    """Tell where one playbook is likely, clearly ahead, and surely to be warned of."""
    return np.asarray(
        (seen.warn >= limits.warn)
        & (seen.first > seen.unclear)
        & (seen.first >= limits.name)
        & (seen.first >= limits.margin * seen.second)
        & (seen.warn >= limits.name_warn)
    )


def _asked(seen: Evidence, limits: Thresholds) -> NDArray[np.bool_]:
    """Tell where two playbooks come into question."""
    return np.asarray(
        (seen.warn >= limits.warn)
        & (seen.first > seen.unclear)
        & (seen.second > 0)
        & (seen.first + seen.second >= limits.ask)
        & (seen.warn >= limits.ask_warn)
        & ~_named(seen, limits)
    )


def decisions(seen: Evidence, limits: Thresholds) -> list[str]:
    """Give the caller's decision on each text."""
    none, named, asked = (
        seen.warn < limits.warn,
        _named(seen, limits),
        _asked(seen, limits),
    )
    sure = ~seen.few | (seen.first >= limits.name_few)
    chosen = np.select(
        [none, named & sure, named, asked], ["none", "name", "more", "ask"], "more"
    )
    return [str(kind) for kind in chosen]


def _candidates(seen: Evidence) -> list[tuple[float, Thresholds]]:
    """List all thresholds within the bounds, with what each is worth."""
    found = []
    for name, margin, name_warn in itertools.product(_NAME, _MARGIN, _NAME_WARN):
        naming = Thresholds(warn=0.0, name=name, margin=margin, name_warn=name_warn)
        if _named(seen, naming)[seen.harmless].mean() > MOST_FALSE_ALARMS:
            continue
        for warn, ask, ask_warn in itertools.product(_WARN, _ASK, _ASK_WARN):
            if (seen.warn < warn)[seen.is_playbook].mean() > MOST_MISSED:
                continue
            limits = dataclasses.replace(naming, warn=warn, ask=ask, ask_warn=ask_warn)
            found.append((_worth(seen, limits), limits))
    return found


def _worth(seen: Evidence, limits: Thresholds) -> float:
    """Weigh the decisions; scams and harmless texts count by halves, however many."""
    named, asked = _named(seen, limits), _asked(seen, limits)
    none = seen.warn < limits.warn
    more = ~(named | asked | none)
    on_scams = (
        named * np.where(seen.first_right, _RIGHT_NAME, _WRONG_NAME)
        + asked * (seen.first_right * _RIGHT_ASK + seen.second_right * _SECOND_ASK)
        + more * _MORE
    )[seen.is_playbook]
    on_harmless = (
        none * _HARMLESS_NONE + more * _HARMLESS_MORE + asked * _HARMLESS_ASK
    )[seen.harmless]
    return float(on_scams.mean() + on_harmless.mean())


def _in_few_words(seen: Evidence, limits: Thresholds) -> float:
    """Find from where on a few words are seldom named wrongly."""
    short = seen.few & (seen.first >= limits.margin * seen.second)
    short &= seen.warn >= limits.name_warn
    for threshold in _NAME_FEW:
        named = short & (seen.first >= threshold)
        if named.any() and (~seen.first_right)[named].mean() <= MOST_WRONG_IN_FEW_WORDS:
            return max(threshold, limits.name)
    return _NAME_FEW[-1]

"""How many cases a cluster has had in each week, what is shown of it, and which grows most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FEWEST_SHOWN = 5
"""Fewer cases of a week, but not none, are shown as «fewer than five»: they point at people."""

_WEEK = timedelta(days=7)
_LATELY = 2
"""Weeks that are compared with the same number of weeks before them."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week's Monday and its cases; None: at least one, but fewer than FEWEST_SHOWN."""

    monday: date
    cases: int | None


@dataclass(frozen=True, slots=True)
class Protected:
    """The weeks as they may be shown. Where not `is_exact`, there are `cases` or more."""

    weeks: tuple[Week, ...]
    cases: int
    is_exact: bool


def by_week(told_on: Sequence[date], today: date) -> list[tuple[date, int]]:
    """Each week's Monday and its cases: from the first week with one to this week."""
    counts = Counter(_monday(day) for day in told_on)
    week, last = min(counts, default=_monday(today)), max(_monday(today), *counts)
    weeks: list[tuple[date, int]] = []
    while week <= last:
        weeks.append((week, counts[week]))
        week += _WEEK
    return weeks


def protected(weeks: Sequence[tuple[date, int]]) -> Protected:
    """Small weeks hidden, and the total told only where no hidden week follows from it.

    A cluster is known to have FEWEST_SHOWN cases or more, and every hidden week to have one.
    """
    shown = tuple(Week(day, None if 0 < n < FEWEST_SHOWN else n) for day, n in weeks)
    total = sum(cases for _, cases in weeks)
    seen = sum(week.cases or 0 for week in shown)
    hidden = sum(1 for week in shown if week.cases is None)
    if not hidden or _tells_no_week(total - seen, hidden):
        return Protected(shown, total, is_exact=True)
    return Protected(shown, max(FEWEST_SHOWN, seen + hidden), is_exact=False)


def _tells_no_week(rest: int, hidden: int) -> bool:
    """Whether several weeks of 1 to 4 can have this sum in more than one way.

    Next to the largest sum is left out too: else of two weeks that are all, a withheld total
    could only mean the largest.
    """
    most = hidden * (FEWEST_SHOWN - 1)
    return hidden > 1 and hidden < rest < most - 1


def rise(weeks: Sequence[tuple[date, int]]) -> tuple[int, int, int]:
    """By what clusters are ordered: how much more there was lately, how much lately, how much."""
    counts = [cases for _, cases in weeks]
    lately, before = counts[-_LATELY:], counts[-2 * _LATELY : -_LATELY]
    return sum(lately) - sum(before), sum(lately), sum(counts)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

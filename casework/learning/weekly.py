"""How many cases a cluster has had in each week, and which cluster grows most."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

_WEEK = timedelta(days=7)
_LATELY = 2
"""Weeks that are compared with the same number of weeks before them."""


def by_week(told_on: Sequence[date], today: date) -> list[tuple[date, int]]:
    """Each week's Monday and its cases: from the first week with one to this week."""
    counts = Counter(_monday(day) for day in told_on)
    week, last = min(counts, default=_monday(today)), max(_monday(today), *counts)
    weeks: list[tuple[date, int]] = []
    while week <= last:
        weeks.append((week, counts[week]))
        week += _WEEK
    return weeks


def rise(weeks: Sequence[tuple[date, int]]) -> tuple[int, int, int]:
    """By what clusters are ordered: how much more there was lately, how much lately, how much."""
    counts = [cases for _, cases in weeks]
    lately, before = counts[-_LATELY:], counts[-2 * _LATELY : -_LATELY]
    return sum(lately) - sum(before), sum(lately), sum(counts)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

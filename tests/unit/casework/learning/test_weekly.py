"""What is shown of a cluster's weeks: no small number, nor what would lead to one."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import product

import pytest

from casework.learning.weekly import Protected, Week, protected

MONDAY = date(2026, 11, 2)


def shown(*cases: int) -> Protected:
    return protected([(MONDAY + timedelta(days=7 * i), n) for i, n in enumerate(cases)])


def test_weeks_of_one_to_four_are_not_told_none_and_five_are() -> None:
    weeks = shown(1, 0, 4, 5, 12).weeks
    assert [week.cases for week in weeks] == [None, 0, None, 5, 12]
    assert weeks[0] == Week(MONDAY, None)


def test_where_every_week_is_told_the_total_is_their_sum() -> None:
    found = shown(0, 7, 6)
    assert (found.cases, found.is_exact) == (13, True)


def test_a_total_that_could_come_about_in_several_ways_is_told() -> None:
    found = shown(2, 8, 3)
    assert (found.cases, found.is_exact) == (13, True)


@pytest.mark.parametrize("cases", [(8, 3), (1, 1, 9), (4, 4), (4, 4, 6), (3, 4)])
def test_a_total_from_which_a_hidden_week_follows_is_not_told(cases: tuple[int, ...]) -> None:
    found = shown(*cases)
    assert not found.is_exact
    assert 5 <= found.cases <= sum(cases)


@pytest.mark.parametrize("weeks", [1, 2, 3, 4])
def test_whoever_knows_the_rule_cannot_work_out_a_hidden_week(weeks: int) -> None:
    # All clusters that look the same: in each hidden week at least two numbers are possible.
    alike: defaultdict[Protected, list[tuple[int, ...]]] = defaultdict(list)
    for cases in product(range(8), repeat=weeks):
        if sum(cases) >= 5:
            alike[shown(*cases)].append(cases)
    for look, possible in alike.items():
        for place, week in enumerate(look.weeks):
            numbers = {cases[place] for cases in possible}
            assert len(numbers) > 1 if week.cases is None else numbers == {week.cases}

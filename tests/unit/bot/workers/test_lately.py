"""What happened lately is remembered for its time, in little room, and without names."""

import sys

import pytest

from bot.workers import lately as lately_module
from bot.workers.lately import MOST_REMEMBERED, Lately


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(lately_module, "monotonic", clock)
    return clock


def test_it_takes_no_more_memory_than_its_time_holds(clock: Clock) -> None:
    lately = Lately(600.0)
    for number in range(2_000):
        clock.seconds = float(number)
        assert lately.is_first(("telegram", str(number)))
        assert lately.is_first(("telegram", "again and again")) is (number % 600 == 0)
        assert len(lately.at) <= 661, "a tenth of its time more at the most"


def test_of_too_many_those_of_the_longest_ago_are_forgotten(clock: Clock) -> None:
    lately = Lately(600.0)
    for number in range(MOST_REMEMBERED + 1):
        clock.seconds = number / MOST_REMEMBERED
        assert lately.is_first(number)
        assert len(lately.at) <= MOST_REMEMBERED
    assert lately.is_first(0), "forgotten"
    assert not lately.is_first(MOST_REMEMBERED)
    assert not lately.is_first(MOST_REMEMBERED // 2)


def test_what_has_not_happened_after_all_is_first_again(clock: Clock) -> None:
    lately = Lately(600.0)
    assert lately.is_first(("web", "a"))
    lately.forget(("web", "a"))
    lately.forget(("web", "never heard of"))
    assert lately.is_first(("web", "a"))
    clock.seconds = 599.0
    assert not lately.is_first(("web", "a"))


def test_no_name_is_kept_and_each_thing_takes_little_room() -> None:
    lately = Lately(600.0)
    for number in range(10_000):
        lately.is_first(("telegram", f"{number + 100_000_000}"))
    assert {type(known) for known in lately.at} == {int}
    room = sys.getsizeof(lately.at) + sum(
        sys.getsizeof(known) + sys.getsizeof(at) for known, at in lately.at.items()
    )
    assert room / len(lately.at) < 120

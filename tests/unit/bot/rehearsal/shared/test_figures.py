"""The arithmetic behind the tables: the day's curve, memory, the model of the queue, CPU."""

import os
import time

import pytest

from bot.rehearsal.shared.day.curve import BURST_AT, BURST_LASTS, BURST_TIMES, DAY, begins
from bot.rehearsal.shared.day.memory import Memory, growth_of
from bot.rehearsal.shared.day.report import busiest_minute
from bot.rehearsal.shared.load.simulation import Stage, capacity, simulate
from bot.rehearsal.shared.load.step import quantile
from bot.rehearsal.shared.usage import use_of

STAGES = {"intakes": Stage(0.002, 2), "workers": Stage(0.008, 2), "NLU": Stage(0.002, 1)}


def test_a_day_has_all_its_conversations_in_order() -> None:
    moments = begins(20_000)
    assert len(moments) == 20_000
    assert moments == sorted(moments)
    assert 0 <= moments[0] <= moments[-1] < DAY


def test_the_burst_is_ten_times_its_neighbourhood() -> None:
    moments = begins(200_000)

    def within(begin: float) -> int:
        return sum(begin <= moment < begin + BURST_LASTS for moment in moments)

    times = within(BURST_AT) / within(BURST_AT + 2 * BURST_LASTS)
    assert times == pytest.approx(BURST_TIMES, rel=0.25)


def test_memory_that_fills_up_in_the_beginning_only_is_flat() -> None:
    early, late, share = growth_of([50, 80, *[100] * 18])
    assert early == late
    assert share == 0


def test_memory_that_goes_on_growing_is_named() -> None:
    memory = Memory({"worker": list(range(100, 300, 5)), "intake": [100] * 40})
    assert memory.grown() == ["worker"]


def test_the_model_names_what_is_used_up_first() -> None:
    assert capacity(STAGES, cores=64) == ("workers", 250.0)
    name, most = capacity(STAGES, cores=2)
    assert name == "all cores"
    assert most == pytest.approx(2 / 0.012)


def test_the_model_waits_longer_the_nearer_the_load_comes_to_what_is_there() -> None:
    calm, busy = (simulate(STAGES, 2, rate) for rate in (20, 150))
    assert calm.p50 == pytest.approx(0.012, rel=0.3)
    assert busy.p99 > 3 * calm.p99
    assert busy.used == pytest.approx(150 * 0.012 / 2, rel=0.1)


def test_beyond_what_is_there_the_model_says_so() -> None:
    assert simulate(STAGES, 2, 300).p50 > 5


def test_one_worker_process_is_the_limit_although_cores_are_idle() -> None:
    one = {**STAGES, "workers": Stage(0.008, 1)}
    assert simulate(one, 8, 140).p50 > 1
    assert simulate(STAGES, 8, 140).p50 < 0.1


def test_a_quantile_is_a_value_that_was_measured() -> None:
    assert quantile([1.0, 2.0, 3.0, 4.0], 0.99) == 4.0
    assert quantile([], 0.5) == 0.0


def test_what_this_process_uses_is_read() -> None:
    before = use_of(os.getpid())
    until = time.process_time() + 0.05
    while time.process_time() < until:
        pass
    after = use_of(os.getpid())
    assert after.cpu > before.cpu
    assert after.memory > 10_000_000


def test_the_busiest_minute_is_told_by_the_second() -> None:
    moments = [*(n / 2 for n in range(120)), *(60 + n / 10 for n in range(600)), 200.0]
    assert busiest_minute(moments) == 10
    assert busiest_minute([]) == 0

"""Periods: days of Việt Nam, months, quarters, years."""

from datetime import UTC, date, datetime

import pytest

from casework.clock import day_in_viet_nam
from casework.statistics.period import Month, NoSuchPeriod, Span


@pytest.mark.parametrize(
    ("written", "first", "last", "name"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31), "tháng 10 năm 2026"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "tháng 2 năm 2028"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "quý IV năm 2026"),
        ("2026-q1", date(2026, 1, 1), date(2026, 3, 31), "quý I năm 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "năm 2026"),
    ],
)
def test_a_period_is_read_as_it_is_written(
    written: str, first: date, last: date, name: str
) -> None:
    span = Span.parse(written)
    assert (span.period.first, span.period.last, span.name) == (first, last, name)


@pytest.mark.parametrize("written", ["", "2026-13", "2026-00", "10-2026", "2026-Q5", "26-10", "x"])
def test_anything_else_is_refused_with_the_way_to_write_it(written: str) -> None:
    with pytest.raises(NoSuchPeriod) as refused:
        Span.parse(written)
    assert "2026-10" in (type(refused.value).__doc__ or "")


def test_months_go_on_over_the_years() -> None:
    assert Month(2026, 1).later(-1) == Month(2025, 12)
    assert Month(2026, 12).later(1) == Month(2027, 1)
    assert Month(2026, 10).later(-25) == Month(2024, 9)


def test_a_period_is_over_on_the_day_after_its_last() -> None:
    assert not Span.parse("2026-10").is_over(date(2026, 10, 31))
    assert Span.parse("2026-10").is_over(date(2026, 11, 1))


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        # 17:00 UTC is midnight in Việt Nam.
        (datetime(2026, 10, 31, 16, 59, 59, tzinfo=UTC), Month(2026, 10)),
        (datetime(2026, 10, 31, 17, 0, 0, tzinfo=UTC), Month(2026, 11)),
        (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), Month(2027, 1)),
        (datetime(2026, 9, 30, 17, 0, 0, tzinfo=UTC), Month(2026, 10)),
    ],
)
def test_the_month_turns_at_midnight_in_viet_nam(moment: datetime, month: Month) -> None:
    assert Month.of(day_in_viet_nam(moment)) == month

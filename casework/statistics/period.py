"""Periods of statistics: days, months, and spans of whole months, all by Việt Nam's calendar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 12
_QUARTER = 3
_SPAN = re.compile(r"(?P<year>20\d\d)(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?")


class NoSuchPeriod(Exception):
    """Không hiểu kỳ báo cáo: viết tháng là 2026-10, quý là 2026-Q4, cả năm là 2026."""


class PeriodNotOver(Exception):
    """Kỳ này chưa hết, nên số liệu còn đổi: chưa lập báo cáo được."""


@dataclass(frozen=True, slots=True)
class Period:
    """Some days in Việt Nam, the last included."""

    first: date
    last: date

    def earlier(self, days: int) -> "Period":
        """The same length, some days before."""
        step = timedelta(days=days)
        return Period(self.first - step, self.last - step)

    def days(self) -> Iterator[date]:
        """Each day, the first first."""
        for ahead in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=ahead)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the calendar; `number` from 1 to 12."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that a day belongs to."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day: what a month is kept as."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.later(1).first - timedelta(days=1)

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.first, self.last)

    def later(self, months: int) -> "Month":
        """So many months on; before, if negative."""
        years, number = divmod(self.year * MONTHS + self.number - 1 + months, MONTHS)
        return Month(years, number + 1)

    @property
    def name(self) -> str:
        """As it is said: 'tháng 10 năm 2026'."""
        return f"tháng {self.number} năm {self.year}"

    def __str__(self) -> str:
        """As it is written in commands and files: '2026-10'."""
        return f"{self.year}-{self.number:02}"


@dataclass(frozen=True, slots=True)
class Span:
    """What a report is about: whole months in a row. `name` is how it is said."""

    months: tuple[Month, ...]
    name: str
    key: str

    @classmethod
    def parse(cls, written: str) -> "Span":
        """Read '2026-10', '2026-Q4' or '2026'. Raises NoSuchPeriod."""
        found = _SPAN.fullmatch(written.strip().upper())
        if found is None:
            raise NoSuchPeriod
        year = int(found["year"])
        if found["month"]:
            return cls.of(Month(year, int(found["month"])))
        if found["quarter"]:
            quarter = int(found["quarter"])
            first = Month(year, (quarter - 1) * _QUARTER + 1)
            said = f"quý {('I', 'II', 'III', 'IV')[quarter - 1]} năm {year}"
            return cls(_row(first, _QUARTER), said, f"{year}-Q{quarter}")
        return cls(_row(Month(year, 1), MONTHS), f"năm {year}", str(year))

    @classmethod
    def of(cls, month: Month) -> "Span":
        """One month."""
        return cls((month,), month.name, str(month))

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.months[0].first, self.months[-1].last)

    def later(self, months: int) -> "Span":
        """A span of the same length, so many months on; before, if negative."""
        moved = tuple(month.later(months) for month in self.months)
        return Span(moved, f"{moved[0]}..{moved[-1]}", f"{moved[0]}..{moved[-1]}")

    def is_over(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.period.last < today


def _row(first: Month, how_many: int) -> tuple[Month, ...]:
    return tuple(first.later(ahead) for ahead in range(how_many))

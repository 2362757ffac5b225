"""A report of a span of months: its tables in order, and under which conditions they were made."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.statistics.baseline import Baseline
from casework.statistics.period import Span
from casework.statistics.sums import check
from casework.statistics.table import ALL, TOTAL, Cell, Table


@dataclass(frozen=True, slots=True)
class Report:
    """What every document and page is made from.

    `protected`: small cells are hidden; otherwise it is for inside only. `closed`: the months are
    closed, so that these numbers stay; otherwise they are for the moment. `invented`: demo cases
    are among them.
    """

    span: Span
    tables: tuple[Table, ...]
    baseline: Baseline
    protected: bool
    closed: bool
    invented: bool

    def __post_init__(self) -> None:
        """Nothing that does not add up is ever a report. Raises DoesNotAddUp."""
        check(self.tables)

    def table(self, key: str) -> Table:
        """A table by its key. Raises KeyError."""
        return by_key(self.tables, key)

    @property
    def reports(self) -> Cell:
        """How many reports there were; None if that is hidden."""
        return self.table("by_category").cell(TOTAL, ALL.key)


def by_key(tables: Iterable[Table], key: str) -> Table:
    """A table by its key. Raises KeyError."""
    for table in tables:
        if table.key == key:
            return table
    raise KeyError(key)

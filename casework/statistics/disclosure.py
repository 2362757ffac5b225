"""Hides small cells, and as many others as are needed so that no sum gives one away.

The one place where this is done, for every page and document. The rule: a cell of 1 to 4 reports
is hidden, and stays unknown at least from 1 to 4 for whoever knows this rule, all tables of the
period and their sums. A zero is shown: it stands for nobody. Where a table can't be protected by
hiding some cells it is withheld, first its columns by whom, then its rows.

Between months nothing can be compared that was not shown in both (casework/statistics/months.py).
Source of the threshold: shared practice of statistical offices, and the issue of this project.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from casework.statistics.alternatives import System, systems
from casework.statistics.names import UNKNOWN
from casework.statistics.sums import (
    NEVER,
    CellId,
    Sum,
    cell_id,
    cells_of,
    check,
    limits_of,
    sums_of,
)
from casework.statistics.table import ALL, REPORTS, TOTAL, Cell, Split, Table

THRESHOLD = 5
"""The least number of reports that is shown, but for none at all."""

RULE = "under-5/1"
"""The version of this rule, kept with what was made by it."""

DETAILS = ("by_handbook_group", "by_playbook", "told_after_loss", "by_commune")
"""Tables that say more exactly what another one says, or otherwise: those lose cells for them."""

# A row is worth more to a reader than its parts by whom.
_PARTS, _ROW = 1.0, 3.0


class StillGivenAway(Exception):
    """Có ô nhỏ không che kín được, nên không công bố bảng nào. Hãy báo người quản trị."""


def protect(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The same tables with small cells hidden. Raises StillGivenAway, DoesNotAddUp."""
    check(tables)
    shown = _Shown(tables)
    shown.withhold_the_small()
    shown.hide_the_small()
    # First the tables that matter most, by themselves; then all, and these keep what they show.
    main = [table for table in tables if table.key not in DETAILS]
    shown.hide_more(main, kept=set())
    shown.hide_more(tables, kept={cell for table in main for cell in _cells(table)})
    protected = tuple(shown.of(table) for table in tables)
    check(protected)
    return protected


def alone(split: Split) -> tuple[Cell, ...]:
    """The total of a month, as its own tables show it."""
    *parts, whole = split.cells
    if is_small(whole):
        return None, None, None
    return (None, None, whole) if any(map(is_small, parts)) else split.cells


def is_small(value: int) -> bool:
    """Whether a number of reports may not be shown."""
    return 0 < value < THRESHOLD


@dataclass
class _Shown:
    """Which cells are hidden. Of those `withheld` a reader does not even know that they are not 0.

    `others` are the other sets of numbers that were found, each by the cells in which it differs:
    what was found for one cell serves others too, because what is hidden stays hidden.
    """

    tables: Sequence[Table]
    hidden: set[CellId] = field(default_factory=set)
    withheld: set[CellId] = field(default_factory=set)
    others: list[Mapping[CellId, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the numbers, and see which totals stand on their own."""
        self.values = {cell: value or 0 for cell, value in cells_of(self.tables).items()}
        self.totals = {cell for cell in self.values if cell[:2] == (REPORTS, TOTAL)}
        self.most = max([THRESHOLD, *self.values.values()])

    def withhold_the_small(self) -> None:
        """Of a table with a small total everything; of one with a small part its parts."""
        for table in self.tables:
            if table.total is None:
                continue
            totals = [self.values[cell_id(table, table.total, c)] for c in table.columns]
            if is_small(totals[-1]):
                self.withheld |= {*_cells(table)}
            elif any(map(is_small, totals)):
                self.withheld |= {cell for cell in _cells(table) if cell[2] != ALL.key}
        # What is a part of something withheld would tell of it.
        for table in self.tables:
            if self.withheld & self.totals & set(_wholes(table)):
                self.withheld |= {*_cells(table)}

    def hide_the_small(self) -> None:
        """The cells that are small themselves."""
        self._hide({cell for cell, value in self.values.items() if is_small(value)})

    def _hide(self, cells: set[CellId]) -> None:
        """With a row go its parts by whom, a zero too: shown, it would tell which row is small."""
        for table in self.tables:
            if not table.adds_across:
                continue
            for line in table.lines():
                *parts, whole = (cell_id(table, line, column) for column in table.columns)
                if whole in cells:
                    self.withheld |= {*parts}
        self.hidden |= cells
        self.hidden -= self.withheld

    def hide_more(self, tables: Sequence[Table], kept: set[CellId]) -> None:
        """Hide others until every small cell of these can be anything from 1 to 4 for a reader.

        Of those that are `kept` none is hidden any more, unless nothing else is enough.
        """
        # What was found without the sums of the other tables need not fit them.
        self.others = []
        while not self._is_done(tables, (kept | self.totals) - self.hidden - self.withheld):
            pass

    def _is_done(self, tables: Sequence[Table], fixed: set[CellId]) -> bool:
        """Cover every small cell; False if a column had to be withheld, and all is to look anew."""
        sums, rests = self._known_of(tables)
        values = self.values | rests
        for system in systems(sums, values, fixed, self.most):
            for cell in sorted(c for c in system.cells if is_small(self.values.get(c, 0))):
                for wanted in (1, THRESHOLD - 1):
                    if not self._cover(system, cell, wanted, fixed):
                        self._withhold_some(system, cell)
                        return False
        return True

    def _known_of(self, tables: Sequence[Table]) -> tuple[list[Sum], dict[CellId, int]]:
        """The sums that a reader knows of, and what makes up the difference where one is a limit.

        Where the numbers themselves break a limit (an officer can correct one fact and not the
        other) a reader who believes in it is led astray, and it binds nothing.
        """
        sums, rests = sums_of(tables), {}
        for limit, rest in limits_of(tables):
            left = self.values[limit.whole] - sum(self.values[c] for c in limit.parts if c != rest)
            if left >= 0:
                sums.append(limit)
                rests[rest] = left
        return sums, rests

    def of(self, table: Table) -> Table:
        """A table as it may be shown."""
        gone = self.hidden | self.withheld
        return table.with_cells(
            {
                (line.key, column.key): None if cell in gone else self.values[cell]
                for line in table.lines()
                for column in table.columns
                for cell in (cell_id(table, line, column),)
            }
        )

    def _cover(self, system: System, cell: CellId, wanted: int, fixed: set[CellId]) -> bool:
        """See that a reader must hold `wanted` possible for this cell, and hide what that takes.

        False if nothing is enough.
        """
        found = (other.get(cell, self.values[cell]) for other in ({}, *self.others))
        if any(_is_enough(value, wanted) for value in found):
            return True
        # A zero that is not withheld hides nothing: it is shown.
        least = {c: 1 for c in system.cells if self.values.get(c) and c not in fixed}
        free = {c for c in system.cells if c in self.withheld or c not in self.values}
        least |= dict.fromkeys(sorted(free), 0)
        least = {c: lowest for c, lowest in least.items() if c not in NEVER}
        cost = {c: self._cost(c) for c in least.keys() - free - self.hidden}
        other = system.other(cell, wanted, least, cost)
        if other is None:
            return False
        self.others.append(other)
        self._hide(other.keys() & self.values.keys())
        return True

    def _withhold_some(self, system: System, cell: CellId) -> None:
        """Nothing that can be hidden is enough: who has named them goes first, then the rows.

        Whole columns go, zeros too, so that nobody can say of any of them that it is none.
        """
        here = {place for place, _, _ in system.cells}
        details = [table for key in DETAILS for table in self.tables if table.key == key]
        own = [table for table in self.tables if cell in _cells(table)]
        for some, rows in product((details, own, self.tables), (False, True)):
            for table in some:
                columns = {c.key for c in table.columns if rows or c.key != ALL.key}
                gone = {c for c in _cells(table) if c[2] in columns} - self.totals - self.withheld
                if gone and (table.key in here or some is self.tables):
                    self.withheld |= gone
                    self.hidden -= gone
                    return
        raise StillGivenAway

    def _cost(self, cell: CellId) -> float:
        weight = _ROW if cell[2] == ALL.key else _PARTS
        # Of what nobody knows the reader misses least.
        rest = 0.5 if cell[1] == UNKNOWN else 1.0
        return weight * rest + math.log1p(self.values[cell]) / 100


def _is_enough(value: int, wanted: int) -> bool:
    return value <= 1 if wanted == 1 else value >= wanted


def _wholes(table: Table) -> Iterator[CellId]:
    """What the rows of a table are parts of."""
    for line in table.rows:
        for within in line.within:
            place, _, row = within.partition(":")
            for column in table.columns:
                yield place, row, column.key


def _cells(table: Table) -> Iterator[CellId]:
    for line in table.lines():
        for column in table.columns:
            yield cell_id(table, line, column)

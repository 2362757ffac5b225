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
from casework.statistics.sums import CellId, cell_id, cells_of, check, sums_of
from casework.statistics.table import ALL, TOTAL, Cell, Split, Table

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
    shown = _Shown(tables, {cell: value or 0 for cell, value in cells_of(tables).items()})
    shown.withhold_the_small()
    shown.hide_the_small()
    # First the tables that matter most, by themselves; then all, and these keep what they show.
    main = [table for table in tables if table.key not in DETAILS]
    shown.hide_more(main, fixed=shown.totals)
    kept = {cell for table in main for cell in _cells(table)}
    shown.hide_more(tables, fixed=shown.totals | kept)
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


@dataclass(slots=True)
class _Shown:
    """Which cells are hidden. Of those `withheld` a reader does not even know that they are not 0.

    `fixed` are the totals that stand on their own: they are shown unless they are small.
    """

    tables: Sequence[Table]
    values: Mapping[CellId, int]
    hidden: set[CellId] = field(default_factory=set)
    withheld: set[CellId] = field(default_factory=set)

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

    def hide_more(self, tables: Sequence[Table], fixed: set[CellId]) -> None:
        """Hide others until every small cell of these can be anything from 1 to 4 for a reader.

        Of the `fixed` cells none is hidden that is not hidden already.
        """
        most = max([THRESHOLD, *self.values.values()])
        fixed = fixed - self.hidden - self.withheld
        for system in systems(sums_of(tables), self.values, fixed, most):
            # Other numbers that were found for one cell serve the next ones too: what is hidden
            # stays hidden.
            others: list[Mapping[CellId, int]] = [{}]
            for cell in sorted(c for c in system.cells if is_small(self.values[c])):
                for wanted in (1, THRESHOLD - 1):
                    self._cover(system, cell, wanted, fixed, others)

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

    @property
    def totals(self) -> set[CellId]:
        """The totals that stand on their own: shown unless they are small.

        Not so where the rows are parts of another total: the difference of the two may be small.
        """
        return {
            cell_id(table, table.total, column)
            for table in self.tables
            if table.total and not table.total.within
            if not any(row == TOTAL for _, row, _ in _wholes(table))
            for column in table.columns
        }

    def _cover(
        self,
        system: System,
        cell: CellId,
        wanted: int,
        fixed: set[CellId],
        others: list[Mapping[CellId, int]],
    ) -> None:
        """See that a reader must hold `wanted` possible for this cell; hide what that takes."""
        if any(_is_enough(other.get(cell, self.values[cell]), wanted) for other in others):
            return
        while True:
            # A zero that is not withheld hides nothing: it is shown.
            least = {c: 1 for c in system.cells if self.values[c] and c not in fixed}
            least |= {c: 0 for c in system.cells if c in self.withheld}
            cost = {c: self._cost(c) for c in least if c not in self.hidden | self.withheld}
            other = system.other(cell, wanted, least, cost)
            if other is not None:
                break
            self._withhold_some(system, cell, fixed)
        others.append(other)
        self._hide({*other})

    def _withhold_some(self, system: System, cell: CellId, fixed: set[CellId]) -> None:
        """Nothing that can be hidden is enough: who has named them goes first, then the rows.

        Whole columns go, zeros too, so that nobody can say of any of them that it is none.
        """
        here = {place for place, _, _ in system.cells}
        details = [table for key in DETAILS for table in self.tables if table.key == key]
        own = [table for table in self.tables if cell in _cells(table)]
        for some, rows in product((details, own), (False, True)):
            for table in some:
                columns = {c.key for c in table.columns if rows or c.key != ALL.key}
                gone = {c for c in _cells(table) if c[2] in columns} - fixed - self.withheld
                if gone and table.key in here:
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

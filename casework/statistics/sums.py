"""Which cells add up to which, in all tables of a period: checked before anything is written.

The plan of 2022 said 50 reports and listed 51. What goes out of this house adds up, or not at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casework.statistics.table import ALL, TOTAL, Cell, Column, Row, Table

CellId = tuple[str, str, str]
"""Table, row, column. Of a total the base instead of the table: it is the same in all of them."""


class DoesNotAddUp(Exception):
    """Số liệu không khớp: các phần cộng lại khác tổng. Chưa ghi gì; hãy báo người quản trị."""

    def __init__(self, whole: CellId, said: int, parts: int) -> None:
        super().__init__(f"{self.__doc__} ({'/'.join(whole)}: tổng {said}, các phần {parts}).")


@dataclass(frozen=True, slots=True)
class Sum:
    """One cell, and those that add up to it."""

    whole: CellId
    parts: tuple[CellId, ...]


def cell_id(table: Table, line: Row, column: Column) -> CellId:
    """How a cell is called among all tables of a period."""
    return table.base if line.key == TOTAL else table.key, line.key, column.key


def cells_of(tables: Iterable[Table]) -> dict[CellId, Cell]:
    """All cells. Raises DoesNotAddUp if two tables of one base have different totals."""
    cells: dict[CellId, Cell] = {}
    for table in tables:
        for line in table.lines():
            for column, value in zip(table.columns, line.cells, strict=True):
                known = cells.setdefault(cell_id(table, line, column), value)
                if known is not None and value is not None and known != value:
                    raise DoesNotAddUp(cell_id(table, line, column), known, value)
    return cells


def sums_of(tables: Sequence[Table]) -> list[Sum]:
    """Every sum that a reader of these tables can know of."""
    return [
        *(found for table in tables for found in _within_a_table(table)),
        *_between(tables),
    ]


def limits_of(tables: Sequence[Table]) -> list[tuple[Sum, CellId]]:
    """What else a reader knows: some cells together are no more than another one.

    Each as a sum in which one further part, a cell that no table has, makes up the difference.
    """
    known = cells_of(tables).keys()
    found = []
    for number, (whole, parts) in enumerate(_AT_MOST):
        for column in ("officers", "model", "all"):
            here = [_in_column(cell, column) for cell in (whole, *parts)]
            every = [c for cell in here for c in _spelled_out(cell, tables)]
            rest = ("rest", str(number), column)
            if here[0] in known and len(every) > 1 and {*every} <= known:
                found.append((Sum(every[0], (*every[1:], rest)), rest))
            if "*" not in {cell[2] for cell in (whole, *parts)}:
                break
    return found


NEVER = {
    (table, "unknown", "officers") for table in ("by_category", "by_playbook", "by_handbook_group")
}
"""Cells of which everybody knows that they are 0: an officer who confirms gives a name."""

# The first is no less than the others together. In a row 'but ...' stands for all rows of the table
# but these, in a column '*' for each column by itself.
_AT_MOST: tuple[tuple[CellId, tuple[CellId, ...]], ...] = (
    # Only what was kept can be looked at.
    (("by_consent", "given", "all"), (("reports", TOTAL, "officers"),)),
    # Only who agreed was asked for a place.
    (("by_consent", "given", "all"), (("by_province", "but unknown", "all"),)),
    (
        ("by_province", "unknown", "model"),
        (("by_consent", "refused", "all"), ("by_consent", "not_given", "all")),
    ),
    # A sum is noted of those who have paid.
    (("by_stage", "paid", "*"), (("by_loss", "but none unknown", "*"),)),
    # All that is a report, or was dismissed, had been told.
    (
        ("told", TOTAL, "all"),
        (("reports", TOTAL, "all"), ("agreement", "dismissed", "officers")),
    ),
)


def _in_column(cell: CellId, column: str) -> CellId:
    return (cell[0], cell[1], column) if cell[2] == "*" else cell


def _spelled_out(cell: CellId, tables: Sequence[Table]) -> Iterator[CellId]:
    place, row, column = cell
    but, *left_out = row.split()
    if but != "but":
        yield cell
        return
    for table in tables:
        if table.key == place:
            yield from ((place, r.key, column) for r in table.rows if r.key not in left_out)


def check(tables: Sequence[Table]) -> None:
    """Compare every sum whose cells are all shown with its parts. Raises DoesNotAddUp."""
    cells = cells_of(tables)
    for one in sums_of(tables):
        parts = [cells[part] for part in one.parts]
        shown = [part for part in parts if part is not None]
        whole = cells[one.whole]
        if whole is None:
            continue
        # Of hidden parts only so much can be said: together they are no less than nothing.
        if sum(shown) > whole or (len(shown) == len(parts) and sum(shown) != whole):
            raise DoesNotAddUp(one.whole, whole, sum(shown))


def _within_a_table(table: Table) -> Iterator[Sum]:
    if table.total is not None:
        for column in table.columns:
            parts = tuple(cell_id(table, row, column) for row in table.rows)
            yield Sum(cell_id(table, table.total, column), parts)
    if table.adds_across:
        *parts_across, whole = table.columns
        for line in table.lines():
            across = tuple(cell_id(table, line, column) for column in parts_across)
            yield Sum(cell_id(table, line, whole), across)


def _between(tables: Sequence[Table]) -> Iterator[Sum]:
    """What the rows say that they are parts of, in every column that both tables have."""
    known = cells_of(tables)
    for table in tables:
        parts: Mapping[CellId, list[CellId]] = defaultdict(list)
        for line in table.lines():
            for within in line.within:
                place, _, row = within.partition(":")
                for column in table.columns:
                    parts[place, row, column.key].append(cell_id(table, line, column))
        for whole, some in parts.items():
            if whole in known:
                yield Sum(whole, tuple(some))
            elif whole[2] == ALL.key or (whole[0], whole[1], ALL.key) not in known:
                # A misspelt `within` would silently check and protect nothing.
                raise KeyError(whole)

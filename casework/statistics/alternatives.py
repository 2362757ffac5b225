"""Other numbers that fit everything that a reader sees: what keeps a hidden cell unknown.

A cell is protected from being worked out if there is a second set of numbers, in which it is
another one, that differs from the true set in hidden cells only and fits every sum. The set that
differs in the fewest and least needed cells is found by integer programming (HiGHS, through
scipy). The approach is that of complementary cell suppression: Fischetti and Salazar (2001), Kelly,
Golden and Assad (1992); here one cell and one direction at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, hstack

from casework.statistics.sums import CellId, Sum


@dataclass(frozen=True)
class System:
    """Cells that hang together by sums, with their true numbers.

    `most` is no less than any cell can be.
    """

    cells: tuple[CellId, ...]
    sums: tuple[Sum, ...]
    values: Mapping[CellId, int]
    most: int
    _place: dict[CellId, int] = field(init=False)

    def __post_init__(self) -> None:
        """Remember where each cell stands in the arrays."""
        place = {cell: index for index, cell in enumerate(self.cells)}
        object.__setattr__(self, "_place", place)

    def other(
        self,
        cell: CellId,
        value: int,
        least: Mapping[CellId, int],
        cost: Mapping[CellId, float],
    ) -> dict[CellId, int] | None:
        """The cheapest other numbers in which a cell has this value; None if there are none.

        Only cells with a `least` value may differ, and go no lower than that; to change one by 1
        costs `cost`, or nothing.
        """
        up, down = np.zeros(len(self.cells)), np.zeros(len(self.cells))
        price = np.zeros(len(self.cells))
        for one, lowest in least.items():
            at = self._place[one]
            up[at] = self.most
            down[at] = max(self.values[one] - lowest, 0)
            price[at] = cost.get(one, 0.0)
        wanted = np.zeros(len(self.cells))
        wanted[self._place[cell]] = 1
        aim = csr_array(np.concatenate([wanted, -wanted]).reshape(1, -1))
        found = milp(
            np.concatenate([price, price]),
            integrality=np.ones(2 * len(self.cells), dtype=np.int8),
            bounds=Bounds(np.zeros(2 * len(self.cells)), np.concatenate([up, down])),
            constraints=[
                LinearConstraint(self._matrix, 0, 0),
                LinearConstraint(aim, value - self.values[cell], value - self.values[cell]),
            ],
        )
        if found.x is None:
            return None
        change = found.x[: len(self.cells)] - found.x[len(self.cells) :]
        return {
            one: self.values[one] + round(by)
            for one, by in zip(self.cells, change, strict=True)
            if round(by)
        }

    @cached_property
    def _matrix(self) -> csr_array:
        """Whole - parts = 0 for what goes up, and the other way round for what goes down."""
        rows, columns, signs = [], [], []
        for number, one in enumerate(self.sums):
            for cell, sign in ((one.whole, 1), *((part, -1) for part in one.parts)):
                rows.append(number)
                columns.append(self._place[cell])
                signs.append(sign)
        shape = (len(self.sums), len(self.cells))
        matrix = coo_array((signs, (rows, columns)), shape=shape).tocsr()
        return csr_array(hstack([matrix, -matrix]))


def systems(
    sums: Sequence[Sum], values: Mapping[CellId, int], fixed: Iterable[CellId], most: int
) -> list[System]:
    """The cells in groups that hang together by other cells than the `fixed` ones."""
    known = set(fixed)
    group = {cell: cell for cell in values}

    def root(cell: CellId) -> CellId:
        while group[cell] != cell:
            group[cell] = group[group[cell]]
            cell = group[cell]
        return cell

    bound: dict[CellId, list[Sum]] = {}
    for one in sums:
        free = [cell for cell in (one.whole, *one.parts) if cell not in known]
        for cell in free[1:]:
            group[root(cell)] = root(free[0])
    for one in sums:
        free = [cell for cell in (one.whole, *one.parts) if cell not in known]
        if free:
            bound.setdefault(root(free[0]), []).append(one)
    return [
        System(
            tuple(dict.fromkeys(c for one in some for c in (one.whole, *one.parts))),
            tuple(some),
            values,
            most,
        )
        for some in bound.values()
    ]

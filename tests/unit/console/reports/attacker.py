"""Somebody who collects everything that is published and works out what is hidden.

Knows nothing of the code: reads the open data of several periods, knows the rule as it is printed,
and asks a solver how small and how great each hidden number can be, over all tables and periods at
once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

Place = tuple[str, str, str, str]
"""Month, table (of a total its base), row, column."""
MOST = 10_000


@dataclass
class Attacker:
    """What has been read so far. An equation is: the known number, and the places that make it."""

    known: dict[Place, int] = field(default_factory=dict)
    least: dict[Place, int] = field(default_factory=dict)
    equations: list[dict[Place, int]] = field(default_factory=list)
    sums: list[tuple[int, dict[Place, int]]] = field(default_factory=list)

    def read(self, document: dict[str, Any]) -> None:
        """Take in a document of one month or of several."""
        months = list(_months(document["period"]))
        tables = {table["key"]: table for table in document["tables"]}
        for key in ("trend", "season", "compared"):
            self._read_over_time(tables.pop(key), months)
        for table in tables.values():
            if len(months) == 1:
                self._read_month(months[0], table)
            else:
                self._read_several(months, table)

    def _read_month(self, month: str, table: dict[str, Any]) -> None:
        columns = [column["key"] for column in table["columns"]]
        shown = [
            any(row["values"][i] is not None for row in table["rows"]) for i in range(len(columns))
        ]
        for row in _lines(table):
            row_shown = row["values"][-1] is not None
            for index, (column, value) in enumerate(zip(columns, row["values"], strict=True)):
                place = _place(month, table, row, column)
                if value is not None:
                    self.known[place] = value
                    continue
                # A zero is shown, says the rule, unless the row or the whole column is hidden.
                of_the_row = index < len(columns) - 1 and not row_shown
                sure = shown[index] and row["key"] != "total" and not of_the_row
                self.least[place] = max(self.least.get(place, 0), int(sure))
        for row, column in product(_lines(table), columns):
            for within in row["within"]:
                whole_table, _, whole_row = within.partition(":")
                self._part_of((month, whole_table, whole_row, column), month, table, row, column)
        if table["total"]:
            for column in columns:
                parts = [_place(month, table, row, column) for row in table["rows"]]
                self._equals(_place(month, table, table["total"], column), parts)
        self._know_besides(month, table)
        if table["adds_across"]:
            for row in _lines(table):
                *parts, whole = (_place(month, table, row, column) for column in columns)
                self._equals(whole, parts)

    def _know_besides(self, month: str, table: dict[str, Any]) -> None:
        """What no table prints, and everybody knows who has read how reports come about."""
        if table["key"] in {"by_category", "by_playbook", "by_handbook_group"}:
            self.known[month, table["key"], "unknown", "officers"] = 0
        given = (month, "by_consent", "given", "all")
        if table["key"] == "by_consent":
            self._at_most(given, [(month, "reports", "total", "officers")])
        if table["key"] == "by_province":
            places = [_place(month, table, row, "all") for row in table["rows"]]
            self._at_most(given, [place for place in places if place[2] != "unknown"])
        if table["key"] == "by_loss":
            for column in ("officers", "model", "all"):
                lost = [_place(month, table, row, column) for row in table["rows"]]
                lost = [place for place in lost if place[2] not in {"none", "unknown"}]
                self._at_most((month, "by_stage", "paid", column), lost)
        if table["key"] == "agreement":
            reports = (month, "reports", "total", "all")
            dismissed = (month, "agreement", "dismissed", "officers")
            self._at_most((month, "told", "total", "all"), [reports, dismissed])

    def _at_most(self, whole: Place, parts: list[Place]) -> None:
        """The rest is one more hidden number."""
        self._equals(whole, [*parts, (whole[0], "rest", str(len(self.equations)), whole[3])])

    def _part_of(
        self, whole: Place, month: str, table: dict[str, Any], row: dict[str, Any], column: str
    ) -> None:
        name = f"{table['key']}>{whole[1:]}"
        for equation in self.equations:
            if equation.get((month, "name", name, column)) == 0:
                equation[_place(month, table, row, column)] = -1
                return
        self.equations.append(
            {(month, "name", name, column): 0, whole: 1, _place(month, table, row, column): -1}
        )

    def _equals(self, whole: Place, parts: Iterable[Place]) -> None:
        equation: dict[Place, int] = defaultdict(int, {whole: 1})
        for part in parts:
            equation[part] -= 1
        self.equations.append(equation)

    def _read_several(self, months: list[str], table: dict[str, Any]) -> None:
        columns = [column["key"] for column in table["columns"]]
        for row in _lines(table):
            for column, value in zip(columns, row["values"], strict=True):
                if value is not None:
                    self.sums.append((value, {_place(m, table, row, column): 1 for m in months}))

    def _read_over_time(self, table: dict[str, Any], months: list[str]) -> None:
        columns = [column["key"] for column in table["columns"]]
        for row in _lines(table):
            for column, value in zip(columns, row["values"], strict=True):
                if value is None:
                    continue
                if table["key"] == "compared":
                    back = {"now": 0, "before": len(months), "year_before": 12}[column]
                    where = "reports" if row["key"] == "total" else "by_category"
                    places = [(_back(m, back), where, row["key"], "all") for m in months]
                else:
                    name = "all" if table["key"] == "season" else column
                    month = _back(row["key"], 12 if column == "year_before" else 0)
                    places = [(month, "reports", "total", name)]
                self.sums.append((value, dict.fromkeys(places, 1)))

    def ranges(self, wanted: Iterable[Place]) -> dict[Place, tuple[int, int]]:
        """How small and how great each of these hidden numbers can be, as far as 1 and 4."""
        found: dict[Place, tuple[int, int]] = {}
        for places, equations in self._puzzles():
            found |= _solved(places, equations, self.least, {*wanted})
        return found

    def _puzzles(self) -> list[tuple[list[Place], list[tuple[int, dict[Place, int]]]]]:
        """The hidden numbers in groups that hang together, and what binds each group."""
        bound: list[tuple[int, dict[Place, int]]] = []
        for value, equation in (*((0, e) for e in self.equations), *self.sums):
            rest = value - sum(s * self.known.get(p, 0) for p, s in equation.items())
            hidden = {p: s for p, s in equation.items() if p not in self.known and p[1] != "name"}
            if hidden:
                bound.append((rest, hidden))
            else:
                assert rest == 0, "published numbers contradict each other"
        group = {place: place for _, hidden in bound for place in hidden}

        def root(place: Place) -> Place:
            while group[place] != place:
                place = group[place]
            return place

        for _, hidden in bound:
            first, *others = hidden
            for other in others:
                group[root(other)] = root(first)
        puzzles: dict[Place, tuple[list[Place], list[tuple[int, dict[Place, int]]]]] = {}
        for place in group:
            puzzles.setdefault(root(place), ([], []))[0].append(place)
        for rest, hidden in bound:
            puzzles[root(next(iter(hidden)))][1].append((rest, hidden))
        return list(puzzles.values())


def _solved(
    places: list[Place],
    equations: list[tuple[int, dict[Place, int]]],
    least: dict[Place, int],
    wanted: set[Place],
) -> dict[Place, tuple[int, int]]:
    at = {place: index for index, place in enumerate(places)}
    entries = [(i, at[p], s) for i, (_, hidden) in enumerate(equations) for p, s in hidden.items()]
    rows, columns, signs = zip(*entries, strict=True)
    matrix = coo_array((signs, (rows, columns)), shape=(len(equations), len(places))).tocsr()
    rest = [value for value, _ in equations]
    bounds = Bounds([least.get(place, 0) for place in places], np.full(len(places), MOST))
    whole = np.ones(len(places), dtype=np.int8)
    lowest = np.full(len(places), MOST)
    highest = np.zeros(len(places))
    for index, sign in product([at[place] for place in places if place in wanted], (1, -1)):
        if (lowest[index] <= 1 and sign > 0) or (highest[index] >= 4 and sign < 0):
            continue
        aim = np.zeros(len(places))
        aim[index] = sign
        solved = milp(
            aim, integrality=whole, bounds=bounds, constraints=LinearConstraint(matrix, rest, rest)
        )
        assert solved.x is not None, "published numbers contradict each other"
        lowest, highest = np.minimum(lowest, solved.x), np.maximum(highest, solved.x)
    return {p: (round(lowest[i]), round(highest[i])) for p, i in at.items() if p in wanted}


def _lines(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from table["rows"]
    if table["total"]:
        yield table["total"]


def _place(month: str, table: dict[str, Any], row: dict[str, Any], column: str) -> Place:
    return month, table["base"] if row["key"] == "total" else table["key"], row["key"], column


def _months(period: dict[str, str]) -> Iterator[str]:
    month = period["first"][:7]
    while month <= period["last"][:7]:
        yield month
        month = _back(month, -1)


def _back(month: str, months: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 - months
    return f"{number // 12}-{number % 12 + 1:02}"

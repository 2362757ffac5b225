"""What is published of several months and of their quarter gives no small number away."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from casework.playbooks.library import Library
from casework.statistics.all_statistics import count_all
from casework.statistics.baseline import Baseline
from casework.statistics.disclosure import is_small
from casework.statistics.names import Names
from casework.statistics.period import Month, Span
from casework.statistics.reporting import Reporter
from casework.statistics.sums import cells_of
from console.reports import open_data
from tests.conftest import Books
from tests.unit.casework.statistics.made_up import (
    OCTOBER,
    Weights,
    fill_at_random,
    names_of,
)
from tests.unit.console.reports.attacker import Attacker, Place

DATA = Path(__file__).resolve().parents[4] / "data"
THREE = [OCTOBER, OCTOBER.later(1), OCTOBER.later(2)]


@pytest.fixture(scope="module")
def baseline() -> Baseline:
    return Baseline.from_file(DATA / "baseline.yml")


async def small_cells(session: AsyncSession, of: Sequence[Month], names: Names) -> dict[Place, int]:
    """The true numbers that nobody may find out, as the attacker calls them."""
    found: dict[Place, int] = {}
    for month in of:
        cells = cells_of(await count_all(session, month.period, names))
        found |= {(str(month), *cell): value or 0 for cell, value in cells.items()}
    return {place: value for place, value in found.items() if is_small(value)}


async def published(reporter: Reporter, written: str) -> dict[str, Any]:
    report = await reporter.protected(Span.parse(written))
    document: dict[str, Any] = json.loads(open_data.render(report))
    return document


@pytest.mark.parametrize(
    ("seed", "sizes"),
    [
        (1, (4, 9, 16)),
        (3, (30, 130, 200)),
        (4, (300, 500, 900)),
        (5, (1, 0, 5)),
        (6, (12, 300, 3)),
    ],
)
async def test_no_small_number_can_be_worked_out_over_all_tables_and_months(
    library: Library, books: Books, baseline: Baseline, seed: int, sizes: Sequence[int]
) -> None:
    rng = random.Random(seed)  # noqa: S311  # the same book every time
    names = names_of(library)
    attacker = Attacker()
    async with books() as sessions, sessions() as session:
        for month, reports in zip(THREE, sizes, strict=True):
            weights = Weights(rng.uniform(0, 2), rng.random(), rng.random())
            await fill_at_random(session, library, rng, month, reports, weights=weights)
        await session.commit()
        reporter = Reporter(sessions, names, baseline)
        for written in (*map(str, THREE), "2026-Q4"):
            attacker.read(await published(reporter, written))
        secret = await small_cells(session, THREE, names)
    ranges = attacker.ranges(secret)
    for place, value in secret.items():
        assert place not in attacker.known
        lowest, highest = ranges.get(place, (0, value + 4))
        assert lowest <= 1, f"{place} is {value}: found to be {lowest} or more"
        assert highest >= 4, f"{place} is {value}: found to be {highest} or less"


async def test_the_attacker_finds_what_is_only_hidden_where_it_is_small(
    library: Library, books: Books, baseline: Baseline
) -> None:
    """Without the further cells: that shows that this attacker can do something."""
    rng = random.Random(3)  # noqa: S311
    names = names_of(library)
    async with books() as sessions, sessions() as session:
        await fill_at_random(session, library, rng, OCTOBER, 130)
        await session.commit()
        report = await Reporter(sessions, names, baseline).internal(Span.of(OCTOBER))
        secret = await small_cells(session, [OCTOBER], names)
    document = json.loads(json.dumps(open_data._report(report)))  # noqa: SLF001  # refused else
    for table in document["tables"]:
        for row in (*table["rows"], *([table["total"]] if table["total"] else [])):
            row["values"] = [None if is_small(value) else value for value in row["values"]]
    attacker = Attacker()
    attacker.read(document)
    found = attacker.ranges(secret)
    assert [place for place, (low, high) in found.items() if low == high == secret[place]]

"""Every statistic counted on PostgreSQL, against plain SQL there; and a month closed."""

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import text
from sqlalchemy.orm import Session

from casework.playbooks.library import Library
from casework.statistics.all_statistics import count_all
from casework.statistics.period import Span
from console.desk import Desk
from console.reports import monthly
from console.reports.sources import Sources
from tests.unit.casework.statistics.made_up import OCTOBER, fill_at_random, names_of
from tests.unit.casework.statistics.recount import Rows, recount

DATA = Path(__file__).resolve().parents[4] / "data"


async def test_every_table_equals_a_count_in_plain_sql(desk: Desk, library: Library) -> None:
    rng = random.Random(5)  # noqa: S311  # the same book every time
    playbooks = yaml.safe_load((DATA / "scam_patterns.yml").read_text(encoding="utf-8"))
    days = OCTOBER.period

    def again(session: Session) -> dict[str, Rows]:
        def ask(statement: str, values: dict[str, object]) -> Iterable[Any]:
            return list(session.execute(text(statement), values))

        return recount(ask, days.first, days.last, playbooks["playbooks"])

    async with desk.sessions() as session:
        for month in (OCTOBER.later(-1), OCTOBER):
            await fill_at_random(session, library, rng, month, 200)
        tables = await count_all(session, days, names_of(library))
        counted_again = await session.run_sync(again)
    for table in tables:
        rows = {row.key: row.cells for row in table.rows if any(row.cells)}
        assert rows == {key: tuple(row) for key, row in counted_again[table.key].items()}


async def test_a_month_is_closed_and_reported_as_it_was_closed(
    desk: Desk, library: Library
) -> None:
    rng = random.Random(6)  # noqa: S311
    async with desk.sessions.begin() as session:
        await fill_at_random(session, library, rng, OCTOBER, 60)
    await monthly.close_months(desk, OCTOBER)
    reporter = Sources.of(desk).reporter(desk.sessions)
    before = await reporter.protected(Span.of(OCTOBER))
    async with desk.sessions.begin() as session:
        await session.execute(text("DELETE FROM cases WHERE channel = 'web'"))
    assert before.closed
    assert await reporter.protected(Span.of(OCTOBER)) == before

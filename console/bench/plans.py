"""How the databases go about the console's queries: what they read, and whether all of it."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from casework.cases import incidents, queue
from casework.cases.models import CaseStatus
from casework.cases.queue import CaseFilter
from casework.stage import Stage
from console.bench.book import ABSENT_WORD, COMMON_WORD

MOST_READ = 0.25
"""Of the cases: what reads more of them reads as good as all."""

MOST_STEPS = 4
"""For each case in the book, of SQLite's machine, which does not tell what it reads: to look at a
row and pass on takes about five."""

_COUNTED_AT_ONCE = 1_000

_PENDING = CaseStatus.PENDING

Act = Callable[[AsyncSession], Awaitable[object]]

QUERIES: Mapping[str, Act] = {
    "queue: what waits": lambda s: queue.page(s, CaseFilter(status=_PENDING)),
    "queue: all": lambda s: queue.page(s, CaseFilter()),
    "queue: a stage": lambda s: queue.page(s, CaseFilter(status=_PENDING, stage=Stage.PAID)),
    "queue: empty channel": lambda s: queue.page(s, CaseFilter(channel="terminal")),
    "queue: counted": lambda s: queue.count(s, CaseFilter(status=_PENDING)),
    "search: a common word": lambda s: queue.page(s, CaseFilter(_PENDING, words=(COMMON_WORD,))),
    "search: no such word": lambda s: queue.page(s, CaseFilter(_PENDING, words=(ABSENT_WORD,))),
    "incidents, newest first": incidents.page,
    "incidents, oldest first": lambda s: incidents.page(s, oldest_first=True),
    "incidents counted": incidents.count_open,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How one statement is carried out.

    `work` is how many cases were read, or how many steps SQLite took; `whole` whether that is as
    good as reading all cases.
    """

    query: str
    lines: tuple[str, ...]
    work: str
    whole: bool


async def plans(engine: AsyncEngine, cases: int) -> list[Plan]:
    """The plans of all QUERIES."""
    found: list[Plan] = []
    for name, act in QUERIES.items():
        async with AsyncSession(engine) as session, _heard(engine) as statements:
            await act(session)
        async with engine.connect() as connection:
            for statement, parameters in statements:
                found.append(await _explain(connection, name, (statement, parameters), cases))
    return found


@asynccontextmanager
async def _heard(engine: AsyncEngine) -> AsyncIterator[list[tuple[str, Any]]]:
    """The statements that reach the database meanwhile."""
    heard: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:  # noqa: ANN401
        heard.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", hear)


async def _explain(
    connection: AsyncConnection, name: str, sent: tuple[str, Any], cases: int
) -> Plan:
    statement, parameters = sent
    # Of a small book a search may read all.
    most = max(cases, 10 * queue.SEARCH_WINDOW)
    if connection.dialect.name == "sqlite":
        rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        lines = tuple(str(row.detail) for row in rows)
        steps = await _steps(connection, statement, parameters)
        scanned = any(re.match(r"SCAN cases(?! USING)", line) for line in lines)
        whole = scanned or steps > MOST_STEPS * most
        return Plan(name, lines, f"{steps:,} steps", whole)
    answer = await connection.exec_driver_sql(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters
    )
    told = answer.scalar_one()
    root = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    nodes = [node for node in _nodes(root) if node.get("Relation Name") == "cases"]
    read = sum(_read(node) for node in nodes)
    lines = tuple(_line(node) for node in nodes)
    return Plan(name, lines, f"{read:,} cases", read > MOST_READ * most)


async def _steps(connection: AsyncConnection, statement: str, parameters: Any) -> int:  # noqa: ANN401
    """How many steps SQLite's machine takes, to the thousand."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += _COUNTED_AT_ONCE
        return 0

    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None  # noqa: S101  # there is one as long as there is the connection
    await driver.set_progress_handler(count, _COUNTED_AT_ONCE)
    try:
        (await connection.exec_driver_sql(statement, parameters)).all()
    finally:
        await driver.set_progress_handler(None, 0)
    return steps


def _nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)


def _read(node: Mapping[str, Any]) -> int:
    rows = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return int(rows * node["Actual Loops"])


def _line(node: Mapping[str, Any]) -> str:
    index = f" using {node['Index Name']}" if "Index Name" in node else ""
    return f"{node['Node Type']}{index}, read {_read(node)}"

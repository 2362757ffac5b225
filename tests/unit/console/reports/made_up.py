"""Reports of no real resident, to be written as files."""

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from casework.statistics.baseline import Baseline
from casework.statistics.names import CATEGORY, UNKNOWN, WEEKDAY
from casework.statistics.period import Span
from casework.statistics.report import Report
from casework.statistics.table import (
    ALL,
    TOTAL,
    Cell,
    Column,
    Line,
    Row,
    Split,
    Table,
    split_table,
)

ROOT = Path(__file__).resolve().parents[4]
BASELINE = Baseline.from_file(ROOT / "data" / "baseline.yml")

EVIL = ('=HYPERLINK("http://x","bấm")', "+84 xã", "-1+1", "@SUM(A1)")
"""What a name would be that is meant to run in the reader's spreadsheet."""

TRICKS = [Line(category.value, name) for category, name in CATEGORY.items()]
TRICKS.append(Line(UNKNOWN, "Chưa rõ thủ đoạn"))
DAYS = [Line(str(number), name) for number, name in enumerate(WEEKDAY, start=1)]


def spread(lines: list[Line], officers: int, model: int, seed: int) -> dict[str, Split]:
    """So many reports, thrown over some lines; the first lines get most."""
    chance = random.Random(seed)  # noqa: S311  # made-up numbers, no secret
    weights = [1 / (place + 1) for place in range(len(lines))]
    counts: dict[str, Split] = {}
    for split, times in ((Split(1, 0), officers), (Split(0, 1), model)):
        for line in chance.choices(lines, weights, k=times):
            counts[line.key] = counts.get(line.key, Split()) + split
    return counts


def table_of(
    key: str, title: str, heading: str, lines: list[Line], numbers: tuple[int, int]
) -> Table:
    counts = spread(lines, *numbers, seed=len(lines))
    return split_table(key, title, heading, lines, counts)


def single(key: str, title: str, lines: Mapping[str, int], *, base: str, unit: str) -> Table:
    """A table of one column, as that of the hours."""
    rows = tuple(Row(str(at), name, (said,)) for at, (name, said) in enumerate(lines.items()))
    total = Row(TOTAL, "Cộng", (sum(lines.values()),))
    return Table(key, title, "Loại", (ALL,), rows, total, base, unit)


def trend(numbers: list[tuple[int, int]]) -> Table:
    rows = tuple(
        Row(f"2026-{month:02}", f"Tháng {month}-2026", Split(*said).cells)
        for month, said in enumerate(numbers, start=1)
    )
    columns = (Column("officers", "Cán bộ đã xác nhận"), Column("model", "Máy nhận"), ALL)
    return Table(
        *("trend", "Lượt kể theo tháng", "Tháng", columns, rows, None, "months"),
        notes=("Tháng chưa có máy trả lời thì không có số.",),
        adds_across=True,
    )


def hidden(table: Table) -> Table:
    """Small cells out, and with each the rest of its row: enough to look at, protects nobody."""
    cells: dict[tuple[str, str], Cell] = {}
    for line in table.lines():
        small = any(0 < (cell or 0) < 5 for cell in line.cells)
        for column, cell in zip(table.columns, line.cells, strict=True):
            hide = small and (column != ALL or 0 < (cell or 0) < 5)
            cells[line.key, column.key] = None if hide else cell
    return table.with_cells(cells)


def tables(numbers: tuple[int, int]) -> tuple[Table, ...]:
    playbooks = [Line(f"playbook_{n}", f"Kịch bản lừa đảo thứ {n}, tên hơi dài") for n in range(32)]
    communes = [Line(str(30_000 + n), f"Xã Bịa {n}") for n in range(102)]
    communes += [Line(str(40_000 + n), name) for n, name in enumerate(EVIL)]
    some = int(sum(numbers) > 0)
    hours = {f"{hour} giờ": some * ((hour * 7) % 31) for hour in range(24)}
    months = [(some * (40 + 3 * month), some * (900 - 20 * month)) for month in range(12)]
    plan = "Lượt kể theo sáu thủ đoạn của Kế hoạch 50/KH-UBND"
    agreed = {"Đúng": 12 * some}
    return (
        table_of("by_category", plan, "Thủ đoạn", TRICKS, numbers),
        table_of("by_playbook", "Lượt kể theo kịch bản", "Kịch bản", playbooks, numbers),
        table_of("by_weekday", "Lượt kể theo ngày trong tuần", "Ngày", DAYS, numbers),
        single("by_hour", "Lượt kể theo giờ trong ngày", hours, base="told", unit="lượt kể"),
        table_of("by_commune", "Lượt kể theo xã, phường: Đồng Tháp", "Xã", communes, numbers),
        single("agreement", "Cán bộ có đồng ý với máy không", agreed, base="of", unit="vụ"),
        trend(months),
    )


def report_of(*some: Table, month: str = "2026-10", closed: bool = True) -> Report:
    return Report(
        *(Span.parse(month), some, BASELINE),
        protected=True,
        closed=closed,
        invented=False,
    )


def open_report() -> Report:
    """A big month with nothing small hidden, for inside only, not closed, with demo cases."""
    report = report_of(*tables((412, 1899)))
    return replace(report, protected=False, closed=False, invented=True)


def hidden_report() -> Report:
    """A month with hidden cells in most tables."""
    return report_of(*map(hidden, tables((12, 45))))


def empty_report() -> Report:
    """A month in which nobody has told anything; one table has no rows at all."""
    nothing = Table("none", "Không có gì", "Loại", (ALL,), (), Row(TOTAL, "Cộng", (0,)), "none")
    return report_of(*tables((0, 0)), nothing)


REPORTS = {"open": open_report, "hidden": hidden_report, "empty": empty_report}


def fingerprint(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


def fingerprint_elsewhere(module: str, seed: str) -> str:
    """Of the hidden report, written by another process with another order of sets."""
    program = (
        f"from console.reports import {module} as written\n"
        "from tests.unit.console.reports.made_up import fingerprint, hidden_report\n"
        "print(fingerprint(written.render(hidden_report())))"
    )
    command = [sys.executable, "-P", "-c", program]
    where = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": f"UTC+{seed}"}
    done = subprocess.run(command, cwd=ROOT, env=where, capture_output=True, text=True, check=True)
    return done.stdout.strip()


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
_KEYS = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=12).filter(
    lambda key: key != TOTAL
)
_CELLS = st.none() | st.integers(min_value=0, max_value=10_000_000)


@st.composite
def any_table(draw: st.DrawFn, key: str) -> Table:
    """With whatever names and numbers; the total is the sum, or hidden where a part of it is."""
    columns = [
        Column(one, draw(_WORDS))
        for one in draw(st.lists(_KEYS, min_size=1, max_size=3, unique=True))
    ]
    rows = tuple(
        Row(one, draw(_WORDS), tuple(draw(_CELLS) for _ in columns))
        for one in draw(st.lists(_KEYS, max_size=4, unique=True))
    )
    sums: list[Cell] = []
    for column in range(len(columns)):
        parts = [row.cells[column] for row in rows]
        shown = [part for part in parts if part is not None]
        sums.append(sum(shown) if len(shown) == len(parts) else None)
    total = Row(TOTAL, "Cộng", tuple(sums)) if draw(st.booleans()) else None
    words = (draw(_WORDS), draw(_WORDS))
    return Table(key, *words, tuple(columns), rows, total, base=key, notes=(draw(_WORDS),))


@st.composite
def any_report(draw: st.DrawFn) -> Report:
    """Up to three tables of which nothing is known."""
    keys = draw(st.lists(_KEYS, max_size=3, unique=True))
    report = report_of(*(draw(any_table(key)) for key in keys), closed=draw(st.booleans()))
    return replace(report, invented=draw(st.booleans()))

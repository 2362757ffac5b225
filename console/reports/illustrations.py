"""Which statistics are also shown as pictures, and what is said to whoever does not see them."""

from collections.abc import Sequence

from casework.statistics.names import UNKNOWN
from casework.statistics.table import Cell, Table
from console import wording
from console.reports.blocks import Bar, Picture, bar

MOST_BARS = 10
"""More playbooks than these nobody compares by eye."""

_MOST_TOLD = 3

_UPRIGHT = {"trend": True, "by_category": False, "by_playbook": False, "by_hour": True}
"""The statistics that are drawn; months and hours stand, names lie so that they can be read."""


def is_drawn(table: Table) -> bool:
    """Whether a statistic has a picture, and anything of it can be drawn."""
    return table.key in _UPRIGHT and any(one.whole for one in _bars(table))


def picture_of(table: Table, number: int, beside: int) -> Picture:
    """The picture of a statistic; `beside` is the number of the table that says the same."""
    bars = _bars(table)
    title = f"Hình {number}. {table.title}"
    if len(bars) < len(table.rows):
        title += f" ({len(bars)} dòng có số lớn nhất)"
    return Picture(
        title,
        _alternative(table, bars, beside),
        tuple(column.name for column in table.columns[:-1]) if table.adds_across else (),
        tuple(bars),
        _UPRIGHT[table.key],
    )


def _bars(table: Table) -> list[Bar]:
    bars = [bar(table, row) for row in table.rows]
    return _most(table, bars) if table.key == "by_playbook" else bars


def _most(table: Table, bars: Sequence[Bar]) -> list[Bar]:
    """The most frequent of those with a name and a number, of equals the first of the table."""
    named = [
        one for row, one in zip(table.rows, bars, strict=True) if row.key != UNKNOWN and one.whole
    ]
    return sorted(named, key=_whole, reverse=True)[:MOST_BARS]


def _whole(one: Bar) -> int:
    return one.whole or 0


def _alternative(table: Table, bars: Sequence[Bar], beside: int) -> str:
    most = sorted((one for one in bars if one.whole), key=_whole, reverse=True)[:_MOST_TOLD]
    told = "; ".join(f"{one.name}: {_so_many(one.whole, table.unit)}" for one in most)
    hidden = sum(one.whole is None for one in bars)
    covered = f" Có {hidden} cột được che số, vẽ là dấu «*»." if hidden else ""
    kind = "đứng" if _UPRIGHT[table.key] else "ngang"
    return (
        f"Biểu đồ cột {kind}. {table.title}. Nhiều nhất: {told}.{covered} Bảng {beside} có đủ các"
        " số này."
    )


def _so_many(cell: Cell, unit: str) -> str:
    return f"{wording.number(cell or 0)} {unit}"

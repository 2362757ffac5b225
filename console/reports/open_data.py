"""A report as open data: JSON that a stranger's program can read, add up and check.

What it looks like is held by open_data.schema.json beside it, and told in docs/open-data.md.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casework.statistics.baseline import Baseline
from casework.statistics.disclosure import THRESHOLD
from casework.statistics.names import CATEGORY
from casework.statistics.report import Report
from casework.statistics.table import Row, Table
from console.reports.explained import COUNTED, WHAT_IS_HIDDEN

SCHEMA = Path(__file__).with_name("open_data.schema.json")

VERSION = 1
"""Of the format: another one when a program that reads this one would no longer understand."""

HIDDEN_MEANS = f"null là số được che, đừng đọc là 0: {WHAT_IS_HIDDEN}."


class NotForPublication(Exception):
    """Báo cáo nội bộ còn ô dưới 5, không làm dữ liệu mở được. Hãy lập lại bản có che ô nhỏ."""


def render(report: Report) -> bytes:
    """The same report gives the same bytes. Raises NotForPublication."""
    if not report.protected:
        raise NotForPublication
    written = json.dumps(_report(report), ensure_ascii=False, indent=2, sort_keys=True)
    return f"{written}\n".encode()


def _report(report: Report) -> Mapping[str, Any]:
    days = report.span.period
    return {
        "schema_version": VERSION,
        "period": {
            "key": report.span.key,
            "name": report.span.name,
            "first": days.first.isoformat(),
            "last": days.last.isoformat(),
            "time_zone": "Asia/Ho_Chi_Minh",
            "utc_offset": "+07:00",
        },
        "provisional": not report.closed,
        "internal": not report.protected,
        "invented": report.invented,
        "counted": COUNTED,
        "hidden": {"written_as": None, "threshold": THRESHOLD, "meaning": HIDDEN_MEANS},
        # Under which licence its data may be used, only the operator can say.
        "licence": None,
        "tables": [_table(table) for table in report.tables],
        "baseline": _baseline(report.baseline),
    }


def _table(table: Table) -> Mapping[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "heading": table.heading,
        "unit": table.unit,
        "notes": list(table.notes),
        "base": table.base,
        "adds_across": table.adds_across,
        "columns": [{"key": column.key, "name": column.name} for column in table.columns],
        "rows": [_row(row) for row in table.rows],
        "total": _row(table.total) if table.total else None,
    }


def _row(row: Row) -> Mapping[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "values": list(row.cells),
        "within": list(row.within),
    }


def _baseline(baseline: Baseline) -> Mapping[str, Any]:
    return {
        "name": baseline.name,
        "period": baseline.period,
        "categories": [
            {"key": category.value, "name": CATEGORY[category], "value": said}
            for category, said in baseline.categories.items()
        ],
        "said_total": baseline.said_total,
        "sum_of_parts": baseline.sum_of_parts,
        "note": baseline.note,
        "source_note": baseline.source_note,
        "checked_on": baseline.checked_on.isoformat(),
    }

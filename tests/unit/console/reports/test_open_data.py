import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from casework.statistics.report import Report
from casework.statistics.table import Row, Table
from console.reports import open_data
from console.reports.open_data import NotForPublication
from tests.unit.console.reports.made_up import (
    any_report,
    empty_report,
    fingerprint,
    fingerprint_elsewhere,
    hidden_report,
    open_report,
    report_of,
    tables,
)

SCHEMA = json.loads(open_data.SCHEMA.read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def full_report() -> Report:
    return report_of(*tables((412, 1899)))


PUBLIC = {"full": full_report, "hidden": hidden_report, "empty": empty_report}


def read(report: Report) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(open_data.render(report))
    return written


def as_row(row: Row) -> dict[str, Any]:
    values, within = list(row.cells), list(row.within)
    return {"key": row.key, "name": row.name, "values": values, "within": within}


def as_table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "heading": table.heading,
        "unit": table.unit,
        "notes": list(table.notes),
        "base": table.base,
        "adds_across": table.adds_across,
        "columns": [{"key": column.key, "name": column.name} for column in table.columns],
        "rows": [as_row(row) for row in table.rows],
        "total": as_row(table.total) if table.total else None,
    }


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def objects_in(schema: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # any piece of JSON
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for inner in schema:
            yield from objects_in(inner)


def test_the_schema_knows_every_property_and_wants_all_of_them() -> None:
    objects = list(objects_in(SCHEMA))
    assert len(objects) == 8
    for one in objects:
        assert one["type"] == "object"
        assert one["additionalProperties"] is False
        assert sorted(one["required"]) == sorted(one["properties"])


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_written_keeps_to_the_schema_and_to_the_tables(name: str) -> None:
    report = PUBLIC[name]()
    written = read(report)
    VALIDATOR.validate(written)
    assert written["tables"] == [as_table(table) for table in report.tables]


@given(report=any_report())
def test_whatever_the_tables_hold_is_read_back(report: Report) -> None:
    written = read(report)
    VALIDATOR.validate(written)
    assert written["tables"] == [as_table(table) for table in report.tables]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_stranger_can_add_it_up(name: str) -> None:
    summed = 0
    for table in read(PUBLIC[name]())["tables"]:
        lines = [*table["rows"], *([table["total"]] if table["total"] else [])]
        for line in lines:
            assert len(line["values"]) == len(table["columns"])
            if table["adds_across"] and None not in line["values"]:
                *parts, whole = line["values"]
                assert sum(parts) == whole
                summed += 1
        if table["total"] and table["rows"]:
            by_column = zip(*(row["values"] for row in table["rows"]), strict=True)
            for parts, whole in zip(by_column, table["total"]["values"], strict=True):
                assert None in parts or sum(parts) == whole
                summed += None not in parts
    assert summed


def test_a_hidden_number_is_null_and_the_file_says_what_that_means() -> None:
    report = hidden_report()
    written = read(report)
    rows = {row["key"]: row["values"] for row in written["tables"][0]["rows"]}
    assert rows["danh_cap_thong_tin_tai_khoan"] == [None, None, None]
    assert rows["thu_doan_khac"] == [0, 0, 0]
    assert written["hidden"]["threshold"] == 5
    assert "đừng đọc là 0" in written["hidden"]["meaning"]


def test_the_baseline_says_both_sums() -> None:
    baseline = read(full_report())["baseline"]
    assert (baseline["said_total"], baseline["sum_of_parts"]) == (50, 51)
    assert [part["value"] for part in baseline["categories"]] == [8, 10, 10, 10, 4, 9]
    assert "50" in baseline["note"]


def test_the_period_and_its_clock_are_told() -> None:
    assert read(full_report())["period"] == {
        "key": "2026-10",
        "name": "tháng 10 năm 2026",
        "first": "2026-10-01",
        "last": "2026-10-31",
        "time_zone": "Asia/Ho_Chi_Minh",
        "utc_offset": "+07:00",
    }


def test_provisional_and_invented_numbers_are_called_so() -> None:
    written = read(replace(full_report(), closed=False, invented=True))
    assert (written["provisional"], written["invented"]) == (True, True)
    written = read(full_report())
    assert (written["provisional"], written["invented"]) == (False, False)
    assert written["licence"] is None


def test_a_report_for_inside_is_never_open_data() -> None:
    with pytest.raises(NotForPublication):
        open_data.render(open_report())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("internal",), True),
        (("schema_version",), 2),
        (("note",), "more than the schema knows"),
        (("period", "key"), "tháng 10"),
        (("period", "first"), "1-10-2026"),
        (("tables", 0, "rows", 0, "values", 0), "*"),
        (("tables", 0, "rows", 0, "values", 0), -1),
        (("tables", 0, "rows", 0, "values", 0), 1.5),
        (("tables", 0, "total", "within"), ["reports"]),
        (("baseline", "said_total"), None),
    ],
)
def test_the_schema_refuses(place: tuple[Any, ...], value: object) -> None:
    spoilt = copy.deepcopy(read(full_report()))
    *way, last = place
    at: Any = spoilt
    for step in way:
        at = at[step]
    at[last] = value
    assert not VALIDATOR.is_valid(spoilt)


def test_it_is_plain_utf_8_with_its_tones() -> None:
    file = open_data.render(full_report())
    assert "Giả danh cơ quan tư pháp".encode() in file
    assert b"\\u" not in file
    assert file.endswith(b"}\n")


def test_the_same_report_gives_the_same_bytes_here_and_elsewhere() -> None:
    here = fingerprint(open_data.render(hidden_report()))
    assert here == fingerprint(open_data.render(hidden_report()))
    assert [here] * 2 == [fingerprint_elsewhere("open_data", seed) for seed in ("1", "2")]

"""What counts as the same when a store has moved."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest

from console.store_migration.values import NotReadable, sum_of

TYPES = {
    "id": "uuid",
    "at": "timestamptz",
    "on": "date",
    "yes": "bool",
    "share": "float8",
    "n": "int4",
    "words": "text",
    "json": "json",
}
NUMBER = UUID(int=7)
SQLITE = (NUMBER.hex, "2026-11-30 03:20:00.000001", "2026-11-30", 1, 0.1, 3, "đ", '{"a": 1}')
VIET_NAM = timezone(timedelta(hours=7))
AT = datetime(2026, 11, 30, 10, 20, 0, 1, tzinfo=VIET_NAM)
POSTGRESQL = (NUMBER, AT, date(2026, 11, 30), True, 0.1, 3, "đ", '{"a": 1}')


def test_both_databases_say_the_same_in_their_own_way() -> None:
    assert sum_of(TYPES, [SQLITE]) == sum_of(TYPES, [POSTGRESQL])


def test_the_order_of_rows_does_not_matter_and_a_repeated_row_does() -> None:
    other = (*SQLITE[:-1], None)
    assert sum_of(TYPES, [SQLITE, other]) == sum_of(TYPES, [other, SQLITE])
    assert sum_of(TYPES, [SQLITE, SQLITE]) != sum_of(TYPES, [SQLITE, other])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("id", UUID(int=8).hex), ("at", "2026-11-30 03:20:00"), ("on", "2026-12-01")),
        *(("yes", 0), ("share", 0.1 + 2e-17), ("share", 0.2), ("n", 4), ("words", "d")),
        *(("words", ""), ("words", None), ("json", '{"a":1}'), ("json", "null")),
    ],
)
def test_every_difference_is_noticed(column: str, value: object) -> None:
    changed = list(SQLITE)
    changed[list(TYPES).index(column)] = value
    same = value == SQLITE[list(TYPES).index(column)]
    assert (sum_of(TYPES, [changed]) == sum_of(TYPES, [SQLITE])) == same


@pytest.mark.parametrize(
    ("column", "value"),
    [("yes", 2), ("yes", "maybe"), ("id", "x"), ("at", "hôm qua"), ("words", b"x"), ("n", 1.5)],
)
def test_what_cannot_be_read_is_told_by_its_column(column: str, value: object) -> None:
    changed = list(SQLITE)
    changed[list(TYPES).index(column)] = value
    with pytest.raises(NotReadable) as caught:
        sum_of(TYPES, [changed])
    assert caught.value.column == column
    assert str(value) not in str(caught.value)


def test_a_type_that_nobody_has_thought_of_is_not_passed_over() -> None:
    with pytest.raises(NotReadable, match="new"):
        sum_of({"new": "tsvector"}, [("x",)])


def test_moments_with_a_time_zone_of_their_own_are_the_same_moment() -> None:
    types = {"at": "timestamptz"}
    assert sum_of(types, [("2026-11-30 03:20:00",)]) == sum_of(
        types, [(datetime(2026, 11, 30, 3, 20, tzinfo=UTC),)]
    )

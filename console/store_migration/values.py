"""What a value is, however the two databases write it; and a sum over a whole table.

SQLite writes moments without their time zone, which is UTC, booleans as 0 and 1, ids as 32 digits.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

_WHOLE = 1 << 256


class NotReadable(Exception):
    """A value that cannot be what its column holds. `column` names it; never the value."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


@dataclass(slots=True)
class Sum:
    """How many rows there were, and a sum of their hashes: the same in whichever order."""

    rows: int = 0
    total: int = 0

    def add(self, types: Mapping[str, str], row: Sequence[object]) -> None:
        """Add a row of either database. Raises NotReadable."""
        said = [
            _said(column, kind, v) for (column, kind), v in zip(types.items(), row, strict=True)
        ]
        digest = hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).digest()
        self.rows += 1
        self.total = (self.total + int.from_bytes(digest)) % _WHOLE


def sum_of(types: Mapping[str, str], rows: Iterable[Sequence[object]]) -> Sum:
    """The sum over all rows. Raises NotReadable."""
    found = Sum()
    for row in rows:
        found.add(types, row)
    return found


def _said(column: str, kind: str, value: object) -> str | None:
    if value is None:
        return None
    try:
        return _SAYS[kind](value)
    except (KeyError, TypeError, ValueError):
        raise NotReadable(column) from None


def _text(value: object) -> str:
    # SQLite lets anything stand in a text column, a blob too.
    if not isinstance(value, str):
        raise TypeError
    return value


def _moment(value: object) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(_text(value))
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).isoformat()


def _day(value: object) -> str:
    return (value if isinstance(value, date) else date.fromisoformat(_text(value))).isoformat()


def _whole(value: object) -> str:
    if not isinstance(value, int):
        raise TypeError
    return str(int(value))


def _truth(value: object) -> str:
    return {0: "no", 1: "yes"}[int(_whole(value))]


def _number(value: object) -> str:
    if not isinstance(value, int | float):
        raise TypeError
    return repr(float(value))


def _id(value: object) -> str:
    return (value if isinstance(value, UUID) else UUID(_text(value))).hex


# By the names that PostgreSQL gives its types. JSON is compared by the letter: both keep it so.
_SAYS: Mapping[str, Callable[[object], str]] = {
    "varchar": _text,
    "text": _text,
    "json": _text,
    "timestamptz": _moment,
    "date": _day,
    "int4": _whole,
    "int8": _whole,
    "bool": _truth,
    "float8": _number,
    "uuid": _id,
}

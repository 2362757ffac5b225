"""Carries everything over in one transaction of the target: all of it arrives, or nothing does."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.exc import SQLAlchemyError

from casework.migrations import migrate
from console.store_migration.source import CannotMove, held, must_be_unused
from console.store_migration.tables import Table, Target, filled, in_order, quoted
from console.store_migration.values import NotReadable, Sum, sum_of

_AT_ONCE = 1_000
"""Rows in memory at a time."""
# Words of residents on their way are not carried over: what waits is refused, or given up.
_LEFT_BEHIND = {"deliveries": frozenset({"message", "replies"})}


class TargetFilled(CannotMove):
    """Sổ đích đã có dữ liệu (bảng {0}). Chỉ chuyển vào một cơ sở dữ liệu trống. Chưa ghi gì."""


class TargetAway(CannotMove):
    """Không mở được, hoặc không ghi được sổ đích ({0}). Ở đích không có gì được giữ lại.

    Xem lại địa chỉ sau --to, quyền của tài khoản, chỗ trống trên đĩa.
    """


class RowRefused(CannotMove):
    """Bảng {0}, dòng thứ {1}: PostgreSQL không nhận ({2}).

    Ở đích không có gì được giữ lại. Sửa dòng ấy trong sổ nguồn rồi chạy lại.
    """


@dataclass(frozen=True, slots=True)
class Moved:
    """A table on both sides."""

    table: str
    here: Sum
    there: Sum

    @property
    def alike(self) -> bool:
        """Whether as many rows with the same content arrived as there were."""
        return self.here == self.there


class NotAlike(Exception):
    """Hai bên không giống nhau sau khi chép. Ở đích không có gì được giữ lại."""

    def __init__(self, tables: Sequence[Moved]) -> None:
        super().__init__(self.__doc__)
        self.tables = tables


def move(source: Path, to: str, *, drop_waiting: bool = False) -> list[Moved]:
    """Carry all over. Raises CannotMove, NotAlike, SchemasDiffer; then nothing has arrived.

    `to`: postgresql://..., which is brought to the newest schema first.
    """
    with held(source, drop_waiting=drop_waiting) as connection:
        try:
            with psycopg.connect(to) as target:
                _must_be_empty(target)
            migrate(to)
            # Committed at the end of the block, if nothing was raised there.
            with psycopg.connect(to) as target:
                moved = _carry_over(connection, target)
                # Whoever has come in the meantime would go on writing into what is left behind.
                must_be_unused(source)
        except (psycopg.Error, SQLAlchemyError) as error:
            raise TargetAway(type(error).__name__) from None
    return moved


def _carry_over(source: sqlite3.Connection, target: Target) -> list[Moved]:
    target.execute("SET LOCAL TIME ZONE 'UTC'")
    tables = in_order(source, target)
    names = sql.SQL(", ").join(sql.Identifier(table.name) for table in tables)
    target.execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(names))
    _must_be_empty(target)
    target.execute("DELETE FROM audit_head")
    here = [_copy(source, target, table) for table in tables]
    _go_on_counting(source, target, tables)
    moved = [
        Moved(table.name, sum_here, sum_of(table.types, _rows_there(target, table)))
        for table, sum_here in zip(tables, here, strict=True)
    ]
    if not all(one.alike for one in moved):
        raise NotAlike(moved)
    target.execute("ANALYZE")
    return moved


def _must_be_empty(target: Target) -> None:
    if found := filled(target):
        raise TargetFilled(found[0])


def _copy(source: sqlite3.Connection, target: Target, table: Table) -> Sum:
    """Copy one table; what was read. Raises RowRefused."""
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    read = Sum()
    try:
        with target.cursor() as cursor, cursor.copy(into) as copy:
            for row in _rows_here(source, table):
                read.add(table.types, row)
                copy.write_row(row)
    except NotReadable as error:
        raise RowRefused(table.name, read.rows + 1, f"cột {error.column}") from None
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        raise RowRefused(table.name, _line(error) or read.rows, _why(error)) from None
    except (sqlite3.Error, UnicodeError) as error:
        raise RowRefused(table.name, read.rows + 1, type(error).__name__) from None
    return read


def _rows_here(source: sqlite3.Connection, table: Table) -> Iterator[Sequence[Any]]:
    left = _LEFT_BEHIND.get(table.name, frozenset())
    columns = ("NULL" if name in left else quoted(name) for name in table.columns)
    # Not by parameters: names cannot be; they are those of the target's own catalogue.
    found = source.execute(f"SELECT {', '.join(columns)} FROM {quoted(table.name)}")  # noqa: S608
    while rows := found.fetchmany(_AT_ONCE):
        yield from rows


def _rows_there(target: Target, table: Table) -> Iterator[Sequence[Any]]:
    as_text = {name: "::text" if kind == "json" else "" for name, kind in table.types.items()}
    columns = sql.SQL(", ").join(
        sql.SQL("{}" + cast).format(sql.Identifier(name)) for name, cast in as_text.items()
    )
    asked = sql.SQL("SELECT {} FROM {}").format(columns, sql.Identifier(table.name))
    with target.cursor(name="compared") as cursor:
        cursor.itersize = _AT_ONCE
        yield from cursor.execute(asked)


def _go_on_counting(source: sqlite3.Connection, target: Target, tables: Sequence[Table]) -> None:
    """Numbers that the database gives go on behind the last one; one that was used is not again."""
    used = dict(source.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    counted = target.execute(
        "SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name),"
        " column_name) FROM information_schema.columns WHERE table_schema = current_schema()"
    ).fetchall()
    names = {table.name for table in tables}
    for table, column, sequence in counted:
        if sequence is None or table not in names:
            continue
        highest = sql.SQL("SELECT max({}) FROM {}").format(
            sql.Identifier(column), sql.Identifier(table)
        )
        (last,) = target.execute(highest).fetchone() or (None,)
        if (last := max(last or 0, used.get(table, 0))) > 0:
            target.execute("SELECT setval(%s, %s)", (sequence, last))


def _line(error: psycopg.Error) -> int:
    """The row that an error is about; 0 if it does not say."""
    found = re.search(r", line (\d+)", error.diag.context or "")
    return int(found[1]) if found else 0


def _why(error: psycopg.Error) -> str:
    """What was wrong, without the row itself, which the error's own words quote."""
    column = re.search(r", column (\w+)", error.diag.context or "")
    if error.diag.constraint_name:
        return f"ràng buộc {error.diag.constraint_name}"
    return f"cột {column[1]}" if column else type(error).__name__

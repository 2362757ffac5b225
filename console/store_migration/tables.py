"""Which tables there are, in which order they are filled, and what their columns hold."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

import psycopg
from psycopg import sql

Target = psycopg.Connection[Any]

# The queue begins empty, and which schema there is stands in each database for itself.
_NOT_MOVED = ("procrastinate_", "alembic_version")
_FIRST_HEAD = (1, 0, "", "")
"""The one row that the migration itself puts in: of an audit log without entries."""


class SchemasDiffer(Exception):
    """Hai sổ không cùng bảng hay cột, dù cùng mẫu: báo người viết chương trình. Chưa ghi gì."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns in one order for both sides, and the types of the target."""

    name: str
    types: Mapping[str, str]

    @property
    def columns(self) -> list[str]:
        """The columns' names."""
        return list(self.types)


def filled(target: Target) -> list[str]:
    """The tables that hold something; those that do not count are left out."""
    return [name for name in _names(target) if _holds(target, name)]


def in_order(source: sqlite3.Connection, target: Target) -> list[Table]:
    """All tables, each after those that it refers to. Raises SchemasDiffer."""
    names = _names(target)
    here = source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    if {name for (name,) in here if _moves(name) and not name.startswith("sqlite_")} != set(names):
        raise SchemasDiffer
    tables = {name: Table(name, _types(target, name)) for name in names}
    for table in tables.values():
        there = source.execute(f"PRAGMA table_info({quoted(table.name)})")
        if {row[1] for row in there} != set(table.types):
            raise SchemasDiffer
    return [tables[name] for name in _sorted(target, names)]


def quoted(name: str) -> str:
    """A name as both databases take it."""
    return '"' + name.replace('"', '""') + '"'


def _moves(name: str) -> bool:
    return not name.startswith(_NOT_MOVED)


def _names(target: Target) -> list[str]:
    found = target.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    )
    return [name for (name,) in found if _moves(name)]


def _holds(target: Target, name: str) -> bool:
    asked = sql.SQL("SELECT * FROM {} LIMIT 2").format(sql.Identifier(name))
    found = target.execute(asked).fetchall()
    return bool(found) and not (name == "audit_head" and found == [_FIRST_HEAD])


def _types(target: Target, name: str) -> dict[str, str]:
    found = target.execute(
        "SELECT column_name, udt_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s ORDER BY column_name",
        (name,),
    )
    return dict(found.fetchall())


def _sorted(target: Target, names: Sequence[str]) -> list[str]:
    sorter = TopologicalSorter[str](dict.fromkeys(names, ()))
    refers = target.execute(
        "SELECT here.relname, there.relname FROM pg_constraint"
        " JOIN pg_class AS here ON here.oid = conrelid"
        " JOIN pg_class AS there ON there.oid = confrelid"
        " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    )
    for name, other in refers:
        # A table that refers to itself is filled by one statement, and checked at its end.
        if name in names and name != other:
            sorter.add(name, other)
    return list(sorter.static_order())

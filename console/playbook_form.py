"""The form of a playbook: what stands in its fields, and the entry that they make."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casework.playbooks.data_file import Where
from casework.playbooks.patterns_file import Entry

_ROW_FIELD = re.compile(r"(step|sign|neighbour|source)-(\d{1,2})-([a-z_]+)")

SIMPLE: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "short_name": ("short_name",),
    "definition": ("definition",),
    "family": ("family",),
    "statistics_category": ("statistics_category",),
    "handbook_group": ("handbook", "group"),
    "handbook_items": ("handbook", "items"),
    "handbook_note": ("handbook", "note"),
    "urgent": ("advice", "urgent"),
    "approach": ("advice", "approach"),
    "info_given": ("advice", "info_given"),
    "paid": ("advice", "paid"),
    "case_story": ("reported_case", "story"),
    "case_source": ("reported_case", "source"),
    "case_published": ("reported_case", "published"),
    "case_missing": ("reported_case_missing",),
}
"""Fields that stand once, and which part of the entry each of them is."""

_ONE_A_LINE = frozenset({"approach", "info_given", "paid", "phrases"})
"""Fields of several texts, one a line; every other field is one text, without line ends."""

_UNSEEN = frozenset({"Cc", "Zl", "Zp"})
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class RowKind:
    """A list of the entry, of which the form shows each item as a group of fields."""

    fields: tuple[str, ...]
    where: tuple[str, ...]
    most: int


ROWS: Mapping[str, RowKind] = {
    "step": RowKind(("place", "step", "stage", "phrases"), ("pattern", "script"), 8),
    "sign": RowKind(("sign", "phrases"), ("pattern", "warning_signs"), 8),
    "neighbour": RowKind(("id", "question", "mine", "theirs"), ("neighbours",), 30),
    "source": RowKind(("url", "checked_on"), ("sources",), 20),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One group of fields; `number` is in the names of its fields."""

    number: int
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlaybookForm:
    """What was typed, as text; empty rows are not among it."""

    said: Mapping[str, str]
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    @classmethod
    def sent(cls, fields: Iterable[tuple[str, object]]) -> "PlaybookForm":
        """What a browser has sent; unknown fields are none of ours."""
        said: dict[str, str] = dict.fromkeys(SIMPLE, "")
        rows: dict[str, dict[int, dict[str, str]]] = {kind: {} for kind in ROWS}
        for name, value in fields:
            row = _ROW_FIELD.fullmatch(name)
            if not isinstance(value, str):
                continue
            if name in SIMPLE:
                said[name] = _clean(name, value)
            elif row and row[3] in ROWS[row[1]].fields:
                rows[row[1]].setdefault(int(row[2]), {})[row[3]] = _clean(row[3], value)
        return cls(said, {kind: _in_order(kind, found) for kind, found in rows.items()})

    @classmethod
    def of(cls, entry: Entry) -> "PlaybookForm":
        """The form of a playbook as it stands in the file."""
        said = {name: _as_text(name, _at(entry, where)) for name, where in SIMPLE.items()}
        rows: dict[str, tuple[Row, ...]] = {}
        for kind, spec in ROWS.items():
            items = _at(entry, spec.where)
            rows[kind] = tuple(
                Row(number, _row_as_text(spec, item, number))
                for number, item in enumerate(items if isinstance(items, list) else [])
            )
        return cls(said, rows)

    @property
    def entry(self) -> Entry:
        """The playbook that was typed, in the order of the file; it may yet be wrong in any way."""
        said = self.said
        case = {name: said[f"case_{name}"] for name in ("story", "source", "published")}
        advice = {name: said[name].split("\n") for name in ("approach", "info_given", "paid")}
        return {
            **{name: said[name] for name in ("name", "short_name", "definition", "family")},
            "handbook": {
                "group": said["handbook_group"],
                "items": _numbers(said["handbook_items"]),
                "note": said["handbook_note"] or None,
            },
            "statistics_category": said["statistics_category"],
            "pattern": {"script": self._items("step"), "warning_signs": self._items("sign")},
            "advice": {
                "urgent": said["urgent"] or None,
                **{name: [line for line in lines if line] for name, lines in advice.items()},
            },
            "reported_case": case if any(case.values()) else None,
            "reported_case_missing": said["case_missing"] or None,
            "neighbours": self._items("neighbour"),
            "sources": self._items("source"),
        }

    def field_of(self, where: Where) -> tuple[str | None, int | None]:
        """The field that holds a part of the entry, and the line within it, from 1."""
        parts = tuple(where)
        for name, place in SIMPLE.items():
            if parts[: len(place)] == place:
                return name, _line(parts[len(place) :])
        for kind, spec in ROWS.items():
            depth = len(spec.where)
            if parts[:depth] == spec.where:
                return self._field_of_row(kind, parts[depth:])
        # Of a group that is missing as a whole its first field.
        return next((n for n, place in SIMPLE.items() if place[: len(parts)] == parts), None), None

    def renumbered(self) -> "PlaybookForm":
        """The same, each row named by where it stands now."""
        return PlaybookForm(
            self.said,
            {
                kind: tuple(
                    Row(n, {**row.said, "place": str(n + 1)} if kind == "step" else row.said)
                    for n, row in enumerate(rows)
                )
                for kind, rows in self.rows.items()
            },
        )

    def _field_of_row(self, kind: str, rest: Where) -> tuple[str | None, int | None]:
        rows = self.rows.get(kind, ())
        if not rest or not isinstance(rest[0], int) or rest[0] >= len(rows):
            return f"list-{kind}", None
        name = rest[1] if len(rest) > 1 else _first_field(kind)
        return f"{kind}-{rows[rest[0]].number}-{name}", _line(rest[2:])

    def _items(self, kind: str) -> list[dict[str, Any]]:
        names = [name for name in ROWS[kind].fields if name != "place"]
        return [{name: _lines(row.said, name) for name in names} for row in self.rows.get(kind, ())]


def _first_field(kind: str) -> str:
    return next(name for name in ROWS[kind].fields if name != "place")


def _lines(said: Mapping[str, str], name: str) -> str | list[str]:
    value = said.get(name, "")
    return [line for line in value.split("\n") if line] if name in _ONE_A_LINE else value


def _line(rest: Where) -> int | None:
    return rest[0] + 1 if rest and isinstance(rest[0], int) else None


def _clean(name: str, value: str) -> str:
    """Letters as the file has them; of each line the words, of the whole the lines that say some.

    Control characters would be written as escapes that nobody can read, and line ends that no
    browser shows (U+0085, U+2028) would be differences that nobody sees.
    """
    text = unicodedata.normalize("NFC", value)
    lines = (" ".join(_seen(line).split()) for line in _LINE_END.split(text))
    return ("\n" if name in _ONE_A_LINE else " ").join(line for line in lines if line)


def _seen(line: str) -> str:
    return "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in line)


def _in_order(kind: str, rows: Mapping[int, Mapping[str, str]]) -> tuple[Row, ...]:
    """Rows that say something; steps by the places that were typed for them."""
    filled = [
        Row(number, said)
        for number, said in sorted(rows.items())
        if any(value for name, value in said.items() if name not in {"place", "stage"})
    ]
    if kind == "step":
        filled.sort(key=lambda row: _place(row.said.get("place", ""), row.number))
    return tuple(filled)


def _place(typed: str, number: int) -> tuple[float, int]:
    try:
        return float(typed.replace(",", ".")), number
    except ValueError:
        return number + 1, number


def _numbers(typed: str) -> list[int | str]:
    found = re.split(r"[,;\s]+", typed)
    return [int(one) if one.isascii() and one.isdigit() else one for one in found if one]


def _at(entry: object, where: Iterable[str]) -> object:
    for step in where:
        entry = entry.get(step) if isinstance(entry, dict) else None
    return entry


def _as_text(name: str, value: object) -> str:
    if isinstance(value, list):
        return (", " if name == "handbook_items" else "\n").join(map(str, value))
    return "" if value is None else str(value)


def _row_as_text(spec: RowKind, item: object, number: int) -> dict[str, str]:
    said = {name: _as_text(name, _at(item, [name])) for name in spec.fields}
    return {**said, "place": str(number + 1)} if "place" in said else said

"""Changes one playbook in data/scam_patterns.yml as a person would: nothing else moves.

The lines of other playbooks are never read as YAML, so they stay byte for byte. Of the playbook
itself ruamel.yaml writes the entry twice, as it was and as it shall be; where the two are the same,
the line that a person wrote stays with its quotation marks, and comments stay where they stood.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from casework.playbooks.data_file import Where
from casework.playbooks.entry_lines import merged, with_remarks_of
from casework.playbooks.entry_spans import span_of, spans_in
from casework.playbooks.quoting import quoted_if_needed

_IN_ONE_LINE = frozenset({"phrases", "items"})
"""Lists that stand in brackets, on the line of their name."""

_AS_TYPED = frozenset({"published", "checked_on"})
"""Dates: text in the form, no quotation marks in the file."""

_WIDEST = 100_000
"""Letters in a line: a sentence is never wrapped."""

_INDENT = 2

_YEAR = re.compile(r"[1-9][0-9]{3}")

Entry = dict[str, Any]


class UnreadableEntry(Exception):
    """Phần của kịch bản này trong tệp viết sai cú pháp. Mở tệp, sửa theo 'trainer validate'."""


def entry_texts(text: str) -> dict[str, str]:
    """The lines of each playbook as they stand, by id and in order; comments with them."""
    lines = _split(text)
    return {found: "\n".join(lines[s.start : s.end]) for found, s in spans_in(lines)}


def entry_text(text: str, playbook_id: str) -> str:
    """The lines of one playbook as they stand. Raises NoSuchEntry."""
    return "\n".join(_lines_of(text, playbook_id))


def entry(text: str, playbook_id: str) -> Entry:
    """What a playbook says: text, lists and whole numbers. Raises NoSuchEntry, UnreadableEntry."""
    return _read("\n".join(_lines_of(text, playbook_id)))


def places(text: str, playbook_id: str) -> dict[int, Where]:
    """Which part of the playbook begins on which line of the file, from 1.

    Raises NoSuchEntry, UnreadableEntry.
    """
    lines = _split(text)
    span = span_of(lines, playbook_id)
    try:
        root = yaml.compose("\n".join(lines[span.start : span.end]), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        raise UnreadableEntry from None
    found: dict[int, Where] = {}
    for line, where in _walk(root, ()):
        found[span.start + line + 1] = where[1:]  # without the place in our list of one
    return found


def with_entry(text: str, playbook_id: str, wanted: Mapping[str, Any]) -> str:
    """The whole file with this playbook as it is wanted; what is the same is not touched.

    Keys of `wanted` without a value are left out; the id stays. Raises NoSuchEntry,
    UnreadableEntry.
    """
    windows = "\r\n" in text
    lines = _split(text)
    span = span_of(lines, playbook_id)
    ours = lines[span.start : span.end]
    before = _read("\n".join(ours))
    said = {"id": playbook_id, **wanted}
    after = _in_order_of(before, _stripped(said, before))
    if after == before:
        return text
    indent = len(ours[0]) - len(ours[0].lstrip(" "))
    canonical = _written(after, indent)
    changed = merged(ours, _written(before, indent), canonical)
    try:
        kept = _read("\n".join(changed)) == after
    except UnreadableEntry:
        kept = False
    lines[span.start : span.end] = changed if kept else with_remarks_of(ours, canonical)
    return ("\r\n" if windows else "\n").join(lines)


def _split(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _lines_of(text: str, playbook_id: str) -> list[str]:
    lines = _split(text)
    span = span_of(lines, playbook_id)
    return lines[span.start : span.end]


def _walk(node: yaml.Node | None, where: tuple[str | int, ...]) -> Iterator[tuple[int, Where]]:
    if node is None:
        return
    yield node.start_mark.line, where
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.start_mark.line, (*where, key.value)
            # Of a list in brackets the list is told, not its last part on that line.
            if not isinstance(value, yaml.ScalarNode) and not getattr(value, "flow_style", False):
                yield from _walk(value, (*where, key.value))
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _walk(item, (*where, number))


def _machine() -> YAML:
    made = YAML()
    made.preserve_quotes = True
    made.width = _WIDEST
    made.allow_unicode = True
    made.indent(mapping=_INDENT, sequence=2 * _INDENT, offset=_INDENT)
    return made


def _read(lines: str) -> Entry:
    try:
        (read,) = _machine().load(lines)
    except (YAMLError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise UnreadableEntry from None
    plain = _plain(read)
    if not isinstance(plain, dict):
        raise UnreadableEntry
    return plain


def _plain(value: Any, key: str = "") -> Any:  # noqa: ANN401  # whatever stands in the file
    if isinstance(value, dict):
        return {str(name): _plain(part, str(name)) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value) if key in _AS_TYPED and value is not None else value


def _stripped(wanted: Mapping[str, Any], before: object) -> Entry:
    """Without what has no value; an empty list stays where one is written already, or must be."""
    known = before if isinstance(before, dict) else {}
    kept: Entry = {}
    for name, value in wanted.items():
        if isinstance(value, Mapping):
            kept[name] = _stripped(value, known.get(name))
        elif isinstance(value, (list, tuple)):
            if value or name in known or name == "items":
                kept[name] = [_stripped_item(v, known.get(name), k) for k, v in enumerate(value)]
        elif value not in {None, ""} or name in known:
            kept[name] = value
    return {n: v for n, v in kept.items() if v not in (None, "") or isinstance(v, (list, dict))}


def _stripped_item(value: object, before: object, number: int) -> object:
    if not isinstance(value, Mapping):
        return value
    old = before[number] if isinstance(before, list) and number < len(before) else None
    return _stripped(value, old)


def _in_order_of(before: object, after: Any) -> Any:  # noqa: ANN401  # a part of an entry
    """The same as `after`, its keys in the order in which they stand already."""
    if isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        names = [name for name in old if name in after]
        for place, name in enumerate(after):
            if name not in old:
                names.insert(_behind(list(after)[:place], names), name)
        return {name: _in_order_of(old.get(name), after[name]) for name in names}
    if isinstance(after, list):
        old_items = before if isinstance(before, list) and before else [None]
        return [_in_order_of(old_items[min(k, len(old_items) - 1)], v) for k, v in enumerate(after)]
    return after


def _behind(earlier: Sequence[str], names: Sequence[str]) -> int:
    return max((names.index(name) + 1 for name in earlier if name in names), default=0)


def _written(said: Entry, indent: int) -> list[str]:
    """The entry as ruamel.yaml writes it, line by line, so deep in the file."""
    out = StringIO()
    _machine().dump(CommentedSeq([_as_yaml(said)]), out)
    lines = out.getvalue().rstrip("\n").split("\n")
    return [" " * indent + line[_INDENT:] for line in lines]


def _as_yaml(value: Any, key: str = "", *, flow: bool = False) -> Any:  # noqa: ANN401  # a part of an entry
    if isinstance(value, dict):
        return CommentedMap({name: _as_yaml(part, name) for name, part in value.items()})
    if isinstance(value, list):
        in_brackets = key in _IN_ONE_LINE or not value
        items = CommentedSeq([_as_yaml(part, flow=in_brackets) for part in value])
        if in_brackets:
            items.fa.set_flow_style()
        return items
    if isinstance(value, str):
        return _moment(value) if key in _AS_TYPED else quoted_if_needed(value, flow=flow)
    return value


def _moment(said: str) -> object:
    """As YAML writes a year or a day without quotation marks."""
    if _YEAR.fullmatch(said):
        return int(said)
    try:
        day = date.fromisoformat(said)
    except ValueError:
        day = None
    return day if day and day.isoformat() == said else quoted_if_needed(said, flow=False)

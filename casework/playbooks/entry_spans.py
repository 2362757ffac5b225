"""Finds the lines of each playbook in data/scam_patterns.yml, without reading them as YAML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FIRST_KEY = "playbooks:"
_ID = re.compile(r"^ *(?:- )? *id: *['\"]?([A-Za-z0-9_-]+)")


class NoSuchEntry(Exception):
    """Không có kịch bản này trong bản nháp: mã đã đổi, hoặc vừa bị bỏ khỏi tệp."""


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of one entry, from `start` up to but without `end`; from 0."""

    start: int
    end: int


def span_of(lines: Sequence[str], playbook_id: str) -> Span:
    """Where a playbook stands. Raises NoSuchEntry."""
    for found, span in spans_in(lines):
        if found == playbook_id:
            return span
    raise NoSuchEntry


def spans_in(lines: Sequence[str]) -> Iterator[tuple[str, Span]]:
    """Where each playbook stands, with its id.

    By the indent alone: what is deeper than the list's own dashes belongs to an entry.
    """
    begin = next((n for n, line in enumerate(lines, 1) if line.rstrip() == _FIRST_KEY), len(lines))
    listed = next((line for line in lines[begin:] if line.lstrip().startswith("- ")), "")
    dash = listed[: len(listed) - len(listed.lstrip(" "))] + "- "
    end = next((n for n in range(begin, len(lines)) if re.match(r"[^\s#-]", lines[n])), len(lines))
    starts = [n for n in range(begin, end) if lines[n].startswith(dash)]
    for start, following in zip(starts, [*starts[1:], end], strict=True):
        last = following
        while last > start + 1 and _between(lines[last - 1], len(dash) - 2):
            last -= 1
        found = _own_id(lines[start:last], len(dash))
        if found:
            yield found, Span(start, last)


def _between(line: str, indent: int) -> bool:
    """Blank, or a comment that stands as far left as the dashes: it is of no entry."""
    said = line.lstrip(" ")
    return not said.strip() or (said.startswith("#") and len(line) - len(said) <= indent)


def _own_id(lines: Sequence[str], depth: int) -> str | None:
    """The id of the entry itself, not that of one of its neighbours, which stands deeper."""
    for line in lines:
        found = _ID.match(line)
        if found and line.index("id:") == depth:
            return found[1]
    return None

"""Finds the lines of each playbook in data/scam_patterns.yml, without reading them as YAML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FIRST_KEY = re.compile(r"""(["']?)playbooks\1\s*:\s*(?:#.*)?""")
_ID = re.compile(r"""(["']?)id\1\s*:\s+["']?([A-Za-z0-9_-]+)""")
_DASH = re.compile(r"( *)-(?= |$)")


class NoSuchEntry(Exception):
    """Không tìm thấy kịch bản này trong bản nháp: mã đã đổi, vừa bị bỏ, hoặc tệp viết lạ khuôn.

    Chạy 'trainer validate' để xem tệp có chỗ nào cần sửa.
    """


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

    By the indent alone: what is deeper than the list's own dashes belongs to an entry. Nothing
    where there is no such list, or it is written as people do not: in brackets.
    """
    begin = next((n for n, line in enumerate(lines, 1) if _FIRST_KEY.fullmatch(line)), len(lines))
    listed = next((found for line in lines[begin:] if (found := _DASH.match(line))), None)
    if listed is None:
        return
    indent = listed[1]
    end = next((n for n in range(begin, len(lines)) if re.match(r"[^\s#-]", lines[n])), len(lines))
    starts = [n for n in range(begin, end) if _is_dash(lines[n], indent)]
    for start, following in zip(starts, [*starts[1:], end], strict=False):
        last = following
        while last > start + 1 and _between(lines[last - 1], len(indent)):
            last -= 1
        own_id = _own_id(lines[start:last], len(indent) + 1)
        if own_id:
            yield own_id, Span(start, last)


def _is_dash(line: str, indent: str) -> bool:
    found = _DASH.match(line)
    return found is not None and found[1] == indent


def _between(line: str, indent: int) -> bool:
    """Blank, or a comment that stands as far left as the dashes: it is of no entry."""
    said = line.lstrip(" ")
    return not said.strip() or (said.startswith("#") and len(line) - len(said) <= indent)


def _own_id(lines: Sequence[str], behind_dash: int) -> str | None:
    """The id of the entry itself, not that of one of its neighbours, which stands deeper."""
    own = [" " * behind_dash + lines[0][behind_dash:].rstrip(), *lines[1:]]
    said = [line for line in own if line.strip() and not line.lstrip().startswith("#")]
    depth = min((len(line) - len(line.lstrip(" ")) for line in said), default=0)
    found = (_ID.match(line, depth) for line in said)
    return next((one[2] for one in found if one), None)

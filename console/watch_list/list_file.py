"""Reads a file of what is to be watched. A mistake is told by line and column, never by value."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from casework.evidence.finding import Kind
from casework.playbooks.data_file import DataFileError, Mistake
from casework.watch_list.entries import (
    Entry,
    checked_begin,
    checked_end,
    checked_playbook,
)
from casework.watch_list.innocent_keys import InnocentKeys
from casework.watch_list.innocent_phones import is_service
from casework.watch_list.listable import Listable
from casework.watch_list.one_form import WATCHED
from casework.watch_list.refused import (
    InnocentKey,
    NoSuchKind,
    NotADay,
    NotAKey,
    NotYet,
    NoValue,
    OtherKey,
    Refused,
    TwoValues,
)
from casework.watch_list.source_line import checked_source
from casework.watch_list.watch_key import WatchKey
from console.watch_list.lines import lines_of

MOST_TOLD: Final = 50
"""Mistakes that are shown one by one; of more, only how many."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4})")
_KEY = re.compile(r"[0-9a-f]{64}")


class ListRefused(DataFileError):
    """Không nhập dòng nào; sửa theo từng dòng dưới đây rồi chạy lại."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        more = len(mistakes) - MOST_TOLD
        super().__init__(mistakes[:MOST_TOLD])
        told = f"Bị từ chối: {len(mistakes)} dòng. {self}"
        self.args = (f"{told}\nCòn {more} dòng sai nữa." if more > 0 else told,)


@dataclass(frozen=True, slots=True)
class ListRead:
    """What a file holds: its entries, and how many lines had run out before today.

    Of the entries whose value is known: `vn_links` are beneath .vn, `services` are numbers of
    services or landlines.
    """

    entries: tuple[Entry, ...]
    run_out: int
    vn_links: int = 0
    services: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What lines are checked against. `source` stands in where a line names none.

    `allow_services`: numbers of services and landlines may be listed too.
    """

    listable: Listable
    key: WatchKey
    innocent: InnocentKeys
    playbooks: Collection[str]
    today: date
    source: str = field(default="", repr=False)
    allow_services: bool = False


class _WrongCell(Exception):
    """A cell that is refused."""

    def __init__(self, column: str, refused: Refused) -> None:
        super().__init__(column)
        self.column, self.refused = column, refused


def read_list(path: Path, known: Known) -> ListRead:
    """All entries of a file. Raises ListRefused, and then nothing is taken; DataFileError."""
    entries, mistakes, run_out = [], [], 0
    vn_links = services = 0
    for line, cells in lines_of(path):
        try:
            entry, value = _entry(cells, known)
        except _WrongCell as wrong:
            refused = wrong.refused
            mistakes.append(Mistake(str(path), line, wrong.column, refused.wrong, refused.mend))
            continue
        if entry.expires_on < known.today:
            run_out += 1
            continue
        entries.append(entry)
        vn_links += entry.kind is Kind.LINK and (value or "").endswith(".vn")
        services += entry.kind is Kind.PHONE and value is not None and is_service(value)
    if mistakes:
        raise ListRefused(mistakes)
    return ListRead(tuple(entries), run_out, vn_links, services)


def _entry(cells: Mapping[str, str], known: Known) -> tuple[Entry, str | None]:
    """The entry of a line, and its value in its one form if the line has it."""

    def cell(name: str) -> str:
        return cells.get(name, "")

    with _at("kind"):
        kind = _kind(cell("kind"))
    with _at("value" if cell("value") or not cell("key") else "key"):
        value, key, mark, before = _value_and_key(kind, cells, known)
    with _at("source"):
        source = checked_source(cell("source") or known.source, value)
    with _at("listed_on"):
        listed_on = checked_begin(_day(cell("listed_on")), known.today)
    with _at("expires_on"):
        expires_on = checked_end(listed_on, _day(cell("expires_on")))
    with _at("playbook"):
        playbook = checked_playbook(cell("playbook"), known.playbooks)
    with _at("held_since"):
        held_since = _day(cell("held_since"))
        if held_since and held_since > known.today:
            raise NotYet
    entry = Entry(
        *(kind, key, source, listed_on, expires_on, playbook, held_since),
        made_with=mark,
        before=before,
    )
    return entry, value


@contextmanager
def _at(column: str) -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        raise _WrongCell(column, refused) from None


def _kind(written: str) -> Kind:
    for kind in WATCHED:
        if written.lower() == kind.value:
            return kind
    raise NoSuchKind


def _value_and_key(
    kind: Kind, cells: Mapping[str, str], known: Known
) -> tuple[str | None, str, str, tuple[str, ...]]:
    """The value in its one form, if the line has it; its keyed hash, the mark of the key.

    And the value's hashes under previous keys.
    """
    value, key = cells.get("value", ""), cells.get("key", "").lower()
    if value and key:
        raise TwoValues
    if value:
        form = known.listable.to_list(kind, value, allow_services=known.allow_services)
        key, *before = (digest.hex() for digest in known.key.all_of(kind, form))
        return form, key, known.key.mark, tuple(before)
    if not key:
        raise NoValue
    if not _KEY.fullmatch(key):
        raise NotAKey
    mark = cells.get("made_with", "").lower()
    if mark not in known.key.marks:
        raise OtherKey
    if known.innocent.holds(kind, key):
        raise InnocentKey
    return None, key, mark, ()


def _day(written: str) -> date | None:
    """2026-11-30 or 30/11/2026; None if nothing is written. Raises NotADay."""
    if not written:
        return None
    found = _DAY.fullmatch(written)
    if not found:
        raise NotADay
    year, month, day = found.group(1, 2, 3) if found.group(1) else found.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NotADay from None

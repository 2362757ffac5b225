"""The provinces and cities of the country, by their new names and by those of before July 2025.

Old names are understood; only the codes of today's units are ever kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, HttpUrl, StringConstraints, field_validator

from casework.place_names import (
    BREAK,
    Kind,
    Name,
    Seen,
    composed,
    find,
    is_far_off,
    kind_before,
    longest,
    spelled,
    words_of,
)
from casework.playbooks.data_file import load
from casework.playbooks.schema import Entry
from casework.vietnamese import Word

UNITS = 34
"""Since 2025-07-01: Resolution 202/2025/QH15."""

_KINDS = frozenset({("tinh",), ("thanh", "pho"), ("tp",), ("thi", "xa"), ("tx",)})
# Behind these the name is that of something smaller: "xã Hoà Bình", "chợ Cần Thơ".
_SMALLER = frozenset(
    (word,)
    for word in "xa x phuong p huyen h ap khom duong cho cau ben kenh quan q truong khach".split()
) | {("thi", "tran"), ("tt",), ("ngan", "hang"), ("benh", "vien"), ("dai", "hoc")}
_KNOWN = _KINDS | _SMALLER
# What may stand behind the name at the end of an answer.
_PARTICLES = frozenset("a nha nhe nghen nhen do ne oi luon cu moi roi lan".split())
# A bare name stands behind one of these, or it may be that of a person: "chi Hue", "em Thái Bình".
_LEADS = frozenset("o tai ben que xu".split())
_POLITE = frozenset("da thua vang u a alo".split())
# "huyện Thăng Bình Quảng Nam", "q1 Sài Gòn": an address goes up to its province.
_OF_ADDRESS = re.compile(r"huyen|h|quan|xa|phuong|[qp]\d{0,2}|tx|tt")
_KIND = re.compile(r"^(?:Tỉnh|Thành phố) ")

Spoken = Annotated[str, StringConstraints(min_length=2, max_length=40)]


class Province(Entry):
    """A province or city; `formerly`: the other ones that went into it, `said`: more names."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
    name: Annotated[str, StringConstraints(pattern=r"^(Tỉnh|Thành phố) \S.{0,40}$")]
    formerly: tuple[Spoken, ...] = ()
    said: tuple[Spoken, ...] = ()
    note: str | None = None

    @property
    def short(self) -> str:
        """'Vĩnh Long', 'Thành phố Cần Thơ': a city keeps its kind."""
        return self.name.removeprefix("Tỉnh ")

    @cached_property
    def said_as(self) -> tuple[tuple[Name, str | None], ...]:
        """Its names, each with the name of old that it is; None: it is of today."""
        today = (_KIND.sub("", self.name), *self.said)
        of_today: list[tuple[Name, str | None]] = [(spelled(name), None) for name in today]
        return (*of_today, *((spelled(name), name) for name in self.formerly))


@dataclass(frozen=True, slots=True)
class NamedProvince:
    """The one province that a text names, and by which name of old, if by one.

    `with_kind`: "tỉnh" or "thành phố" stands before it. `rest`: the text without it. `first`: where
    in the text it begins.
    """

    province: Province
    formerly: str | None
    with_kind: bool
    rest: str
    first: int = 0

    @property
    def as_noted(self) -> str:
        """'Vĩnh Long (Bến Tre cũ)': how the resident sees that the new unit was noted."""
        old = f" ({self.formerly} cũ)" if self.formerly else ""
        return f"{self.province.short}{old}"


_Meant = tuple[Province, str | None]


class Provinces(Entry):
    """The whole of data/provinces.yml."""

    sources: Annotated[tuple[HttpUrl, ...], Field(min_length=1)]
    source_note: str | None = None
    checked_on: date
    provinces: Annotated[tuple[Province, ...], Field(min_length=UNITS, max_length=UNITS)]

    @field_validator("provinces")
    @classmethod
    def _each_once(cls, provinces: tuple[Province, ...]) -> tuple[Province, ...]:
        names = [name for province in provinces for name, _ in province.said_as]
        typed = {tuple(word.typed for word in name) for name in names}
        if len({province.code for province in provinces}) < UNITS or len(typed) < len(names):
            raise ValueError
        return provinces

    @classmethod
    def from_file(cls, path: Path) -> "Provinces":
        """Read data/provinces.yml. Raises DataFileError."""
        return load(path, cls)[0]

    def get(self, code: str) -> Province | None:
        """The province of a code; None for one that is not in the list."""
        return next((province for province in self.provinces if province.code == code), None)

    def named_in(self, text: str) -> NamedProvince | None:
        """The one province that the text surely names, by its new name or an old one.

        Sure is a name behind "tỉnh", or at the end of the text: within it, it may be a part of
        another name.
        """
        text = composed(text)
        said = spelled(text)
        found = self._seen_in(text, said)
        kinds = {seen: _kind_of(said, seen) for seen in found}
        meant = [
            seen
            for seen in found
            if kinds[seen] in _KINDS
            or (_ends(said, seen, kinds[seen], found) and _is_led(text, said, seen, found))
        ]
        spoken_of = {s.place[0].code for s in found if kinds[s] not in _SMALLER}
        if not meant or len(spoken_of) > 1:
            return None
        province, _ = meant[0].place
        formerly = next((old for _, old in (s.place for s in meant) if old), None)
        with_kind = any(kinds[seen] in _KINDS for seen in meant)
        first = min(said[seen.first].start for seen in meant)
        return NamedProvince(province, formerly, with_kind, _without(text, said, meant), first)

    def spoken_of(self, text: str) -> list[tuple[Province, str]]:
        """All provinces whose names stand in the text, sure or not, each with its name there."""
        text = composed(text)
        said = spelled(text)
        return [
            (seen.place[0], text[said[seen.first].start : said[seen.after - 1].end])
            for seen in self._seen_in(text, said)
            if _kind_of(said, seen) not in _SMALLER
        ]

    def _seen_in(self, text: str, said: Name) -> list[Seen[_Meant]]:
        """The names in a text, but those of which it says that it was elsewhere."""
        found: list[Seen[_Meant]] = longest(
            seen
            for province in self.provinces
            for name, old in province.said_as
            for seen in find(said, (name,), (province, old))
        )
        taken = words_of(found)
        return [seen for seen in found if not is_far_off(text, said, seen, taken)]


def _kind_of(said: Sequence[Word], seen: Seen[_Meant]) -> Kind:
    """The word before a name that says what kind of place it is; "bên" is none, "bến" is one."""
    kind = kind_before(said, seen, _KNOWN)
    return () if seen.first and said[seen.first - 1].typed == "bên" else kind


def _is_led(
    text: str, said: Sequence[Word], seen: Seen[_Meant], others: Sequence[Seen[_Meant]]
) -> bool:
    """Whether a bare name begins what is said, or stands where a place does."""
    if seen.first == 0 or seen.first - 1 in words_of(others):
        return True
    before = said[seen.first - 1]
    if before.bare in _LEADS or BREAK.search(text, before.end, said[seen.first].start):
        return True
    earlier = [word.bare for word in said[: seen.first]]
    address = any(_OF_ADDRESS.fullmatch(word) for word in earlier)
    return address or all(word in _POLITE for word in earlier)


def _ends(
    said: Sequence[Word], seen: Seen[_Meant], kind: tuple[str, ...], others: Sequence[Seen[_Meant]]
) -> bool:
    """Whether nothing but particles and further provinces stands behind a name."""
    if kind in _SMALLER:
        return False
    also = {place for other in others for place in range(other.first, other.after)}
    behind = range(seen.after, len(said))
    return all(place in also or said[place].bare in _PARTICLES for place in behind)


def _without(text: str, said: Sequence[Word], meant: Sequence[Seen[_Meant]]) -> str:
    """The text with the names cut out."""
    for seen in sorted(meant, key=lambda s: s.first, reverse=True):
        text = f"{text[: said[seen.first].start]} {text[said[seen.after - 1].end :]}"
    return text

"""The communes of the province, and which of them a resident's few words name."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, HttpUrl, StringConstraints, field_validator

from casework.place_names import (
    BREAK,
    Name,
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

# What may stand before a name, and which kind of commune it then is: a "thị trấn" is one no more.
_COMMUNE: dict[tuple[str, ...], str] = {
    ("xa",): "Xã",
    ("x",): "Xã",
    ("phuong",): "Phường",
    ("p",): "Phường",
    ("thi", "tran"): "",
    ("tt",): "",
}
# Since July 2025 there are no districts. A commune may bear the name of the old one around it:
# who says "huyện Tháp Mười" need not mean the commune Tháp Mười.
_ABOVE = {("huyen",), ("h",), ("thi", "xa"), ("tx",), ("thanh", "pho"), ("tp",), ("tinh",)}
_KNOWN = frozenset({*_COMMUNE, *_ABOVE})
_KIND = re.compile(r"^(?:Xã|Phường|Đặc khu|Huyện|Thị xã|Thành phố) ")


class Province(Entry):
    """The province whose communes these are."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
    name: Annotated[str, StringConstraints(min_length=2, max_length=40)]


class Commune(Entry):
    """One commune; its name begins with what it is: Xã, Phường."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
    name: Annotated[str, StringConstraints(pattern=r"^(Xã|Phường|Đặc khu) \S.{0,40}$")]

    @cached_property
    def said_as(self) -> tuple[Name, ...]:
        """The name without its kind, and, of "Tân Phước 1", that without its number."""
        full = spelled(_KIND.sub("", self.name))
        return (full, full[:-1]) if full[-1].bare.isdigit() else (full,)


class FormerDistrict(Entry):
    """A district that was no more from July 2025 on; `province` is the one that it lay in."""

    name: Annotated[str, StringConstraints(pattern=r"^(Huyện|Thị xã|Thành phố) \S.{0,40}$")]
    province: Annotated[str, StringConstraints(min_length=2, max_length=40)]

    @cached_property
    def said_as(self) -> tuple[Name, ...]:
        """The name without its kind: residents mix up which it was."""
        return (spelled(_KIND.sub("", self.name)),)


class FormerDistricts(Entry):
    """The former districts of the province, and where they are from."""

    source: HttpUrl
    source_note: str | None = None
    names: Annotated[tuple[FormerDistrict, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names. `sure`: one commune, and nothing else that it could be.

    `districts`: that it speaks of these rather, and of a commune at most by their name.
    """

    communes: tuple[Commune, ...]
    sure: bool
    districts: tuple[FormerDistrict, ...] = ()
    # Where in the text the last of all these names ends; 0 if there is none.
    until: int = 0


class Communes(Entry):
    """The whole of data/communes.yml."""

    province: Province
    sources: Annotated[tuple[HttpUrl, ...], Field(min_length=1)]
    source_note: str | None = None
    checked_on: date
    communes: Annotated[tuple[Commune, ...], Field(min_length=1)]
    former_districts: FormerDistricts | None = None

    @field_validator("communes")
    @classmethod
    def _each_code_once(cls, communes: tuple[Commune, ...]) -> tuple[Commune, ...]:
        if len({commune.code for commune in communes}) < len(communes):
            raise ValueError
        return communes

    @classmethod
    def from_file(cls, path: Path) -> "Communes":
        """Read data/communes.yml. Raises DataFileError."""
        return load(path, cls)[0]

    def get(self, code: str) -> Commune | None:
        """The commune of a code; None for one that is not in the list."""
        return next((commune for commune in self.communes if commune.code == code), None)

    def named_in(self, text: str) -> Named:
        """Find communes by name, with or without tone marks, "xã", "phường" before it or not."""
        said = spelled(text)
        districts = self.former_districts.names if self.former_districts else ()
        places: tuple[Commune | FormerDistrict, ...] = (*self.communes, *districts)
        text = composed(text)
        seen_all = longest(
            seen
            for place in places
            for seen in find(said, place.said_as, place)
            # "Hòa Bình, Phú Thọ" names no Bình Phú.
            if BREAK.search(text, said[seen.first].start, said[seen.after - 1].end) is None
        )
        taken = words_of(seen_all)
        # "gần Cao Lãnh", "nó ở Cao Lãnh": elsewhere.
        found = [seen for seen in seen_all if not is_far_off(text, said, seen, taken)]
        kinds = {seen: kind_before(said, seen, _KNOWN) for seen in found}
        communes = [seen for seen in found if isinstance(seen.place, Commune)]
        with_kind = [seen for seen in communes if kinds[seen] in _COMMUNE]
        alike = [s for s in with_kind if s.place.name.startswith(_COMMUNE[kinds[s]])]
        below = [seen for seen in communes if kinds[seen] not in _ABOVE]
        # "xã Mỹ Hiệp, Cao Lãnh": the other name only tells where that is.
        left = alike or with_kind or below or communes
        named = tuple(dict.fromkeys(s.place for s in left if isinstance(s.place, Commune)))
        sure = len(named) == 1 and bool(with_kind or below) and all(s.full for s in left)
        # A bare name that a commune bears too is the commune.
        meant = () if with_kind or below else found
        former = dict.fromkeys(s.place for s in meant if isinstance(s.place, FormerDistrict))
        until = max((said[seen.after - 1].end for seen in found), default=0)
        return Named(named, sure, tuple(former), until)

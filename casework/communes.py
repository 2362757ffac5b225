"""The communes of the province, and which of them a resident's few words name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, HttpUrl, StringConstraints, field_validator

from casework.playbooks.data_file import load
from casework.playbooks.schema import Entry
from casework.vietnamese import Word, words

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
# "quý" and "quí", "mỹ" and "mĩ" are the same; "thuỷ" and "thuí" are not.
_LAST_Y = re.compile(r"(?<=[bcdđghklmnpqrstvx])[yýỳỷỹỵ]$|(?<=qu)[yýỳỷỹỵ]$")
_KIND = re.compile(r"^(?:Xã|Phường|Đặc khu) ")
_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


class Province(Entry):
    """The province whose communes these are."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
    name: Annotated[str, StringConstraints(min_length=2, max_length=40)]


class Commune(Entry):
    """One commune; its name begins with what it is: Xã, Phường."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
    name: Annotated[str, StringConstraints(pattern=r"^(Xã|Phường|Đặc khu) \S.{0,40}$")]

    @cached_property
    def said_as(self) -> tuple[tuple[Word, ...], ...]:
        """The name without its kind, and, of "Tân Phước 1", that without its number."""
        full = _spelled(words(_KIND.sub("", self.name)))
        return (full, full[:-1]) if full[-1].bare.isdigit() else (full,)


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names. `sure`: one commune, and nothing else that it could be."""

    communes: tuple[Commune, ...]
    sure: bool


class _Seen(NamedTuple):
    first: int
    after: int
    commune: Commune
    # Typed just so, not only the same without tone marks.
    exact: bool
    full: bool


class Communes(Entry):
    """The whole of data/communes.yml."""

    province: Province
    sources: Annotated[tuple[HttpUrl, ...], Field(min_length=1)]
    source_note: str | None = None
    checked_on: date
    communes: Annotated[tuple[Commune, ...], Field(min_length=1)]

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
        said = _spelled(words(text))
        seen = _longest([found for commune in self.communes for found in _find(said, commune)])
        with_kind = [s for s in seen if _before(said, s) in _COMMUNE]
        alike = [s for s in with_kind if s.commune.name.startswith(_COMMUNE[_before(said, s)])]
        below = [s for s in seen if _before(said, s) not in _ABOVE]
        # "xã Mỹ Hiệp, Cao Lãnh": the other name only tells where that is.
        left = alike or with_kind or below or seen
        communes = tuple(dict.fromkeys(s.commune for s in left))
        sure = len(communes) == 1 and bool(with_kind or below) and all(s.full for s in left)
        return Named(communes, sure)


def _find(said: Sequence[Word], commune: Commune) -> Iterator[_Seen]:
    for name in commune.said_as:
        for first in range(len(said) - len(name) + 1):
            here = said[first : first + len(name)]
            if all(word.says(part) for word, part in zip(here, name, strict=True)):
                exact = all(w.typed == part.typed for w, part in zip(here, name, strict=True))
                full = name is commune.said_as[0]
                yield _Seen(first, first + len(name), commune, exact, full)


def _longest(seen: Sequence[_Seen]) -> list[_Seen]:
    """Leave out what stands within a longer name, and what is exact for another commune only."""
    kept = [s for s in seen if not any(_is_within(s, other) for other in seen)]
    exact = {(s.first, s.after) for s in kept if s.exact}
    return [s for s in kept if s.exact or (s.first, s.after) not in exact]


def _is_within(one: _Seen, other: _Seen) -> bool:
    longer = other.after - other.first > one.after - one.first
    return longer and other.first <= one.first and one.after <= other.after


def _before(said: Sequence[Word], seen: _Seen) -> tuple[str, ...]:
    """The word before a name that says what kind of place it is; () for none."""
    before = tuple(word.bare for word in said[max(0, seen.first - 2) : seen.first])
    # "thị xã" ends in "xã": the longer reading counts.
    known = (r for r in (before, before[-1:]) if r in _COMMUNE or r in _ABOVE)
    return next(known, ())


def _spelled(said: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(Word(_with_i(w.typed), _with_i(w.bare), w.start, w.end) for w in said)


def _with_i(word: str) -> str:
    return _LAST_Y.sub(lambda found: found.group().translate(_TO_I), word)

"""Whom a host tries to pass for, and by which trick."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from casework.evidence.links.bait_words import STRONG, Frame, frame, speaks_for_the_state
from casework.evidence.links.brand_names import BrandNames, Name
from casework.evidence.links.hosts import Host, shown
from casework.evidence.links.parts import cores_of, part_of
from casework.evidence.links.skeletons import plain, skeleton
from casework.evidence.links.weighing import (
    Place,
    disguised_counts,
    glued_counts,
    part_counts,
    part_slip_counts,
    slip_counts,
    whole_counts,
)
from casework.evidence.official_domains import Brand, OfficialDomains, Reserved

_SHORTEST_STATE_NAME = 5
_MOST_LABELS = 8
_MOST_LABELS_OF_A_DOMAIN = 4
_LONGEST_LABEL = 63
_SHORTEST_OWN_LABEL = 4
_SHORTEST_OWN_LABEL_HERE = 3
_SHORTEST_IN_PATH = 5
_PATH_LENGTH = 200
# "vietcombankcom.vn", "acb-com-vn.net": the true ending as a part of the name.
_GLUED_ENDING = re.compile(
    r"(?:www\.?-?)?(.{2,40}?)-?(?:com-?vn|net-?vn|org-?vn|gov-?vn|com|vn|gov)"
)
_RUNS_OF_PATH = re.compile(r"[a-z0-9]+")
_WORDS_OF_PATH = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


# Endings of states and schools, which nobody gets for money. Those of this country are reserved
# by the data, or not.
_CLOSED = re.compile(r"(?:gov|gob|gouv|go|mil|edu|ac)(?:\.(?!vn$)[a-z]{2})?$")


class Trick(StrEnum):
    """How a host passes for another."""

    FOREIGN = "foreign letters"
    SLIP = "letters changed"
    HYPHEN = "hyphens put in"
    ADDED = "words added"
    BESIDE = "the name among other words, none of them bait"
    ENDING = "another ending"
    IN_FRONT = "the name stands in front of another domain"
    BEFORE_AT = "the name stands before an @"
    NO_SLASH = "the name stands before a sign that is no slash"
    STATE = "poses as a state body"
    PATH = "the name stands in the path only"


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Whom a host passes for: a brand, or the bodies of a reserved suffix."""

    trick: Trick
    brand: Brand | None = None
    reserved: Reserved | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    """A name seen in a label. `rank`: the greater, the surer."""

    name: Name
    trick: Trick
    rank: int


class Lookalikes:
    """Compares hosts with the names of all brands."""

    def __init__(self, official: OfficialDomains) -> None:
        self._names = BrandNames.of(official)
        self._abused = frozenset(official.abused_suffixes)
        self._owners = {domain: brand for brand in official.brands for domain in brand.domains}
        # "gov.vn" as it is imitated: gov-vn, govvn, gov.vn in the middle of a host.
        self._reserved = tuple(
            (
                reserved,
                re.compile(
                    rf"(?<![a-z0-9]){r'[.-]?'.join(map(re.escape, reserved.suffix.split('.')))}"
                    r"(?![a-z0-9])"
                ),
            )
            for reserved in official.reserved
        )

    def find(self, host: Host, path: str, named: frozenset[str]) -> Resemblance | None:
        """Whom a host that is nobody's we know passes for, or None."""
        if not host.registered or _CLOSED.match(host.suffix):
            return None
        front = self._domain_in_front((*host.subdomains, host.label))
        if front:
            return Resemblance(Trick.IN_FRONT, front)
        nearest = (*host.subdomains[-_MOST_LABELS:], host.label)
        labels = tuple(shown(label)[:_LONGEST_LABEL] for label in nearest)
        plain_labels = tuple(map(plain, labels))
        abused = bool({host.suffix, host.suffix.rpartition(".")[2]} & self._abused)
        place = Place(host.suffix, abused, named)
        return (
            self._in_labels(labels, plain_labels, place)
            or self._state(plain_labels, host.suffix)
            or (self._in_path(path, lambda name: _counts_in_path(name, named)) if abused else None)
        )

    def near_state_name(self, host: str) -> Brand | None:
        """The state body whose name a host beneath a reserved suffix misspells by one letter.

        Nobody can register such a name, so either it is a body that we do not know, or invented:
        only a long name is taken for the latter.
        """
        for reserved, _ in self._reserved:
            head, dot, end = host.rpartition("." + reserved.suffix)
            if not dot or end:
                continue
            label = head.rpartition(".")[2]
            seen = skeleton(plain(shown(label)))
            same = (name for name in self._names.blurred_as(seen) if name.seen == seen)
            for name in (*same, *(name for name, _ in self._names.near(seen))):
                domain = f"{name.text}.{reserved.suffix}"
                is_long = len(name) >= _SHORTEST_STATE_NAME
                if is_long and name.text != label and domain in self._owners:
                    return name.brand
        return None

    def in_page_path(self, path: str) -> Resemblance | None:
        """Whose name stands in the path of a page that anybody builds, as a word of its own."""
        return self._in_path(path, lambda name: _is_clear(name) and not name.abroad)

    def named_before_at(self, word: str) -> Brand | None:
        """Whose name a word before an '@' is."""
        names = self._names.by_text.get(word, ())
        return next((name.brand for name in names if _is_clear(name)), None)

    def _domain_in_front(self, labels: tuple[str, ...]) -> Brand | None:
        """The owner of a whole domain that stands before the one that counts."""
        for start in range(len(labels)):
            most = min(len(labels), start + _MOST_LABELS_OF_A_DOMAIN)
            for end in range(start + 2, most + 1):
                last = labels[end - 1].partition("-")[0]
                owner = self._owners.get(".".join((*labels[start : end - 1], last)))
                shortest = _SHORTEST_OWN_LABEL_HERE if last == "vn" else _SHORTEST_OWN_LABEL
                if owner and len(labels[start]) >= shortest:
                    return owner
        return None

    def _in_labels(
        self, labels: tuple[str, ...], plain_labels: tuple[str, ...], place: Place
    ) -> Resemblance | None:
        strong = [bool(STRONG.intersection(label.split("-"))) for label in plain_labels]
        last = len(labels) - 1
        for i in (last, *range(last)):
            if plain_labels[i] in ("www", "m"):
                continue
            here = Place(
                place.suffix,
                place.abused,
                place.named,
                in_front=i < last,
                foreign=not labels[i].isascii(),
                strong_elsewhere=any(s for j, s in enumerate(strong) if j != i),
            )
            match = self._best(plain_labels[i], here)
            if match:
                trick = Trick.FOREIGN if here.foreign else match.trick
                if here.in_front and trick is not Trick.FOREIGN:
                    trick = Trick.IN_FRONT
                return Resemblance(trick, match.name.brand)
        return self._across_dots(plain_labels, place) if last else None

    def _across_dots(self, labels: tuple[str, ...], place: Place) -> Resemblance | None:
        """A name with dots in it: viet.combank.com.vn."""
        kept = [label for label in labels if label not in ("www", "m")]
        joined = "".join(kept).replace("-", "")
        for name in self._names.by_text.get(joined, ()):
            if len(kept) > 1 and disguised_counts(name, place):
                return Resemblance(Trick.IN_FRONT, name.brand)
        return None

    def _best(self, label: str, place: Place) -> _Match | None:
        """The surest name in a label."""
        whole = self._whole(label, place)
        matches = list(whole) or list(self._parts(label, place)) or list(self._slips(label, place))
        return max(
            matches,
            key=lambda match: (match.name.brand.id in place.named, match.rank, len(match.name)),
            default=None,
        )

    def _whole(self, label: str, place: Place) -> Iterator[_Match]:
        """The names that all of a label is, or reads as."""
        by_text = self._names.by_text
        yield from _matches(by_text.get(label, ()), whole_counts, place, Trick.ENDING, 9)
        glued = _GLUED_ENDING.fullmatch(label)
        if glued:
            yield from _matches(by_text.get(glued[1], ()), glued_counts, place, Trick.ENDING, 8)
        flat = label.replace("-", "")
        if flat != label:
            yield from _matches(by_text.get(flat, ()), disguised_counts, place, Trick.HYPHEN, 8)
        seen = skeleton(flat)
        alike = [name for name in self._names.blurred_as(seen) if name.text != flat]
        same = [name for name in alike if name.seen == seen]
        yield from _matches(same, disguised_counts, place, Trick.SLIP, 7)
        for name in alike:
            if name.seen != seen and slip_counts(name, 1, seen, place):
                yield _Match(name, Trick.SLIP, 6)

    def _parts(self, label: str, place: Place) -> Iterator[_Match]:
        seen = skeleton(label)
        found = [f for f in self._names.within(seen) if (f[0], f[1]) != (0, len(seen))]
        if not found:
            return
        # Where pairs of letters were read as one, places in the skeleton say nothing about those
        # in the label: then the name is sought there, or else the skeleton itself is framed.
        is_parallel = len(seen) == len(label)
        frames: dict[str, Frame] = {}
        for start, end, name in found:
            framed, begin, until = label, start, end
            if not is_parallel:
                begin = label.find(name.text)
                until = begin + len(name)
                if begin < 0:
                    framed, begin, until = seen, start, end
            if framed not in frames:
                frames[framed] = frame(framed)
            part = part_of(framed, frames[framed], begin, until)
            if part.is_token and _stands_twice(name, start, end, found):
                part = replace(part, fits=True, strong=True)
            if part_counts(name, part, place):
                strong = part.strong or place.strong_elsewhere
                yield _Match(name, Trick.ADDED if strong else Trick.BESIDE, 5)

    def _slips(self, label: str, place: Place) -> Iterator[_Match]:
        seen = skeleton(label.replace("-", ""))
        for name, slips in self._names.near(seen, two=True):
            if slip_counts(name, slips, seen, place):
                yield _Match(name, Trick.SLIP, 4 - slips)
        around = frame(label)
        for start, end in cores_of(label, around):
            part = part_of(label, around, start, end)
            seen = skeleton(label[start:end])
            for name, _ in self._names.near(seen):
                # A name that stands there whole is no slip: what it proves is said already.
                if name.text not in label and part_slip_counts(name, seen, part, place):
                    yield _Match(name, Trick.SLIP, 1)

    def _state(self, labels: tuple[str, ...], suffix: str) -> Resemblance | None:
        host = ".".join((*labels, suffix))
        for reserved, pattern in self._reserved:
            if pattern.search(host) or any(map(speaks_for_the_state, labels)):
                return Resemblance(Trick.STATE, reserved=reserved)
        return None

    def _in_path(self, path: str, counts: Callable[[Name], bool]) -> Resemblance | None:
        words = {word.lower() for word in _WORDS_OF_PATH.findall(path[:_PATH_LENGTH])}
        words |= set(_RUNS_OF_PATH.findall(path[:_PATH_LENGTH].lower()))
        matches = [
            name for word in words for name in self._names.by_text.get(word, ()) if counts(name)
        ]
        longest = max(matches, key=len, default=None)
        return Resemblance(Trick.PATH, longest.brand) if longest else None


def _counts_in_path(name: Name, named: frozenset[str]) -> bool:
    return name.is_alias and (not name.is_word or name.brand.id in named)


def _is_clear(name: Name) -> bool:
    """Whether a name as a word of its own can be nothing else."""
    return name.is_alias and not name.is_word and len(name) >= _SHORTEST_IN_PATH


def _stands_twice(name: Name, start: int, end: int, found: list[tuple[int, int, Name]]) -> bool:
    """Whether another name of the same brand stands beside it: 'bhxh-vssid.com'."""
    return any(
        other.brand is name.brand and other.is_alias and (until <= start or end <= begin)
        for begin, until, other in found
    )


def _matches(
    names: Iterable[Name],
    counts: Callable[[Name, Place], bool],
    place: Place,
    trick: Trick,
    rank: int,
) -> Iterator[_Match]:
    return (_Match(name, trick, rank) for name in names if counts(name, place))

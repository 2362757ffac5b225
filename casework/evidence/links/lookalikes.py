"""Whom a host tries to pass for, and by which trick."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from casework.evidence.links.bait_words import STRONG, Frame, frame
from casework.evidence.links.brand_names import BrandNames, Name
from casework.evidence.links.hosts import Host, shown
from casework.evidence.links.skeletons import plain, skeleton
from casework.evidence.links.weighing import (
    Part,
    Place,
    disguised_counts,
    glued_counts,
    part_counts,
    part_slip_counts,
    slip_counts,
    whole_counts,
)
from casework.evidence.official_domains import Brand, OfficialDomains, Reserved

_JOINTS = frozenset("-0123456789")
_SHORTEST_CORE = 5
_SHORTEST_STATE_NAME = 5
_MOST_CORES = 12
_MOST_LABELS = 8
_LONGEST_LABEL = 63
_SHORTEST_OWN_LABEL = 4
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
    ENDING = "another ending"
    IN_FRONT = "the name stands in front of another domain"
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
        nearest = (*host.subdomains[-_MOST_LABELS:], host.label)
        labels = tuple(shown(label)[:_LONGEST_LABEL] for label in nearest)
        plain_labels = tuple(map(plain, labels))
        front = self._domain_in_front(plain_labels)
        if front:
            return Resemblance(Trick.IN_FRONT, front)
        abused = bool({host.suffix, host.suffix.rpartition(".")[2]} & self._abused)
        place = Place(host.suffix, abused, named)
        return (
            self._in_labels(labels, plain_labels, place)
            or self._state(plain_labels, host.suffix)
            or (self._in_path(path, place) if abused else None)
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
            for name, _ in self._names.near(skeleton(head.rpartition(".")[2])):
                domain = f"{name.text}.{reserved.suffix}"
                if len(name) >= _SHORTEST_STATE_NAME and domain in self._owners:
                    return name.brand
        return None

    def _domain_in_front(self, labels: tuple[str, ...]) -> Brand | None:
        """The owner of a whole domain that stands before the one that counts."""
        for start in range(len(labels)):
            for end in range(start + 2, len(labels) + 1):
                text = ".".join(labels[start:end])
                head, hyphen, _ = labels[end - 1].partition("-")
                if hyphen:
                    text = ".".join((*labels[start : end - 1], head))
                elif end == len(labels):
                    continue
                owner = self._owners.get(text)
                if owner and len(labels[start]) >= _SHORTEST_OWN_LABEL:
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
        # in the label: then the skeleton itself is framed.
        framed = label if len(seen) == len(label) else seen
        around = frame(framed)
        for start, end, name in found:
            if part_counts(name, _part(framed, around, start, end), place):
                yield _Match(name, Trick.ADDED, 5)

    def _slips(self, label: str, place: Place) -> Iterator[_Match]:
        seen = skeleton(label.replace("-", ""))
        for name, slips in self._names.near(seen, two=True):
            if slip_counts(name, slips, seen, place):
                yield _Match(name, Trick.SLIP, 4 - slips)
        around = frame(label)
        for start, end in _cores(label, around):
            part = _part(label, around, start, end)
            seen = skeleton(label[start:end])
            for name, _ in self._names.near(seen):
                if part_slip_counts(name, seen, part, place):
                    yield _Match(name, Trick.SLIP, 1)

    def _state(self, labels: tuple[str, ...], suffix: str) -> Resemblance | None:
        host = ".".join((*labels, suffix))
        for reserved, pattern in self._reserved:
            if pattern.search(host):
                return Resemblance(Trick.STATE, reserved=reserved)
        return None

    def _in_path(self, path: str, place: Place) -> Resemblance | None:
        words = {word.lower() for word in _WORDS_OF_PATH.findall(path[:_PATH_LENGTH])}
        words |= set(_RUNS_OF_PATH.findall(path[:_PATH_LENGTH].lower()))
        matches = [
            name
            for word in words
            for name in self._names.by_text.get(word, ())
            if name.is_alias and (not name.is_word or name.brand.id in place.named)
        ]
        longest = max(matches, key=len, default=None)
        return Resemblance(Trick.PATH, longest.brand) if longest else None


def _matches(
    names: Iterable[Name],
    counts: Callable[[Name, Place], bool],
    place: Place,
    trick: Trick,
    rank: int,
) -> Iterator[_Match]:
    return (_Match(name, trick, rank) for name in names if counts(name, place))


def _part(label: str, around: Frame, start: int, end: int) -> Part:
    bound = (
        start == 0 or label[start - 1] in _JOINTS,
        end == len(label) or label[end] in _JOINTS,
    )
    return Part(
        is_token=all(bound),
        at_edge=start == 0 or end == len(label),
        starts=bound[0] or around.left[start],
        fits=around.fits(start, end),
        numbered=not (label[:start] + label[end:]).strip("-0123456789"),
        strong=around.is_strong(start, end)
        or bool(STRONG.intersection(label[:start].split("-") + label[end:].split("-"))),
    )


def _cores(label: str, around: Frame) -> list[tuple[int, int]]:
    """The parts of a label that are left when bait is taken off, and those between hyphens."""
    size = len(label)
    starts = [i for i in range(size) if around.left[i] and label[i] not in _JOINTS]
    ends = [j for j in range(1, size + 1) if around.right[j] and label[j - 1] not in _JOINTS]
    cores = [(i, j) for i in starts for j in ends if j - i >= _SHORTEST_CORE]
    tokens = [found.span() for found in re.finditer(r"[^-]+", label)]
    cores += [span for span in tokens if span[1] - span[0] >= _SHORTEST_CORE]
    return [core for core in dict.fromkeys(cores) if core != (0, size)][:_MOST_CORES]

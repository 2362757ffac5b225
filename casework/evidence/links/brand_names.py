"""The names that lookalikes borrow, so kept that a host is compared with a few of them only."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from casework.evidence.links.hosts import split_host
from casework.evidence.links.skeletons import blurred, skeleton
from casework.evidence.links.speech import are_syllables
from casework.evidence.official_domains import Brand, BrandKind, OfficialDomains

_SHORTEST = 2
_SHORTEST_EDITED = 3
# From here on two slips are still the same name; below, they make another word.
TWO_SLIPS_FROM = 9
# Two-letter names are kept by both letters, all others by their first three.
_PREFIX = 3
# Bodies of this country only, wherever their site stands.
_AT_HOME = frozenset(
    {
        BrandKind.BANK,
        BrandKind.GOVERNMENT,
        BrandKind.POLICE,
        BrandKind.OPERATOR,
        BrandKind.UTILITY,
    }
)
# Whose names are words of the language: "dichvucong" is also the beginning of "dịch vụ công trình".
_IN_WORDS = frozenset({BrandKind.GOVERNMENT, BrandKind.POLICE, BrandKind.UTILITY})
# Names that speak of this country, whatever ending their domains have.
_OF_HERE = re.compile(r"viet|vn|vin|sai ?gon|hanoi|danang")
# Country endings that the whole world rents.
_RENTED = frozenset({"me", "co", "io", "tv", "cc", "ai", "gl", "ly", "to", "so", "gg", "ee"})
_COUNTRY_LETTERS = 2


# A Vietnamese host of pages under a rented ending.
_HERE_TOO = frozenset({"ladi.me"})


def is_vietnamese(suffix: str) -> bool:
    """Whether a suffix is .vn or beneath it, or that of a Vietnamese host of pages."""
    return suffix == "vn" or suffix.endswith(".vn") or suffix in _HERE_TOO


def is_foreign_country(suffix: str) -> bool:
    """Whether a suffix is another country's: fr, co.uk."""
    last = suffix.rpartition(".")[2]
    return len(last) == _COUNTRY_LETTERS and last != "vn" and last not in _RENTED


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """One spelling of one brand.

    `is_alias`: people and scammers call it so; without, it is only the label of its main domain.
    `abroad`: the brand is known the world over, so that honest domains of its own, of its fans and
    of its partners stand under many endings, not all of which we know. `elsewhere`: it has at
    least one domain that is not Vietnamese. `in_words`: made of Vietnamese syllables, so that
    more of them make another phrase.
    """

    text: str
    brand: Brand
    is_alias: bool
    is_word: bool
    abroad: bool
    elsewhere: bool
    in_words: bool
    suffixes: frozenset[str]
    seen: str = field(repr=False)
    blurred: str = field(repr=False)

    def __len__(self) -> int:
        """How many letters it has: the more, the more it proves."""
        return len(self.text)

    def has_suffix(self, suffix: str) -> bool:
        """Whether a domain of the brand ends so, or both are Vietnamese."""
        if suffix in self.suffixes:
            return True
        return is_vietnamese(suffix) and any(map(is_vietnamese, self.suffixes))


@dataclass(frozen=True, slots=True)
class BrandNames:
    """All names, by how they begin and by what is left when letters are taken out."""

    by_prefix: dict[str, tuple[Name, ...]]
    by_text: dict[str, tuple[Name, ...]]
    by_remains: dict[str, tuple[Name, ...]]
    by_blur: dict[str, tuple[Name, ...]]

    @classmethod
    def of(cls, official: OfficialDomains) -> "BrandNames":
        """Make the index."""
        names = [name for brand in official.brands for name in _names(brand)]
        return cls(
            _index((name.seen[:_PREFIX], name) for name in names),
            _index((name.text, name) for name in names),
            _index(
                (remains, name)
                for name in names
                if len(name) >= _SHORTEST_EDITED
                for remains in _remains(name.seen, len(name) >= TWO_SLIPS_FROM)
            ),
            _index((name.blurred, name) for name in names if len(name) >= _SHORTEST_EDITED),
        )

    def within(self, seen: str) -> Iterator[tuple[int, int, Name]]:
        """The names that stand in a skeleton: start, end, name."""
        for start in range(len(seen) - 1):
            for size in (_SHORTEST, _PREFIX):
                for name in self.by_prefix.get(seen[start : start + size], ()):
                    if seen.startswith(name.seen, start):
                        yield start, start + len(name.seen), name

    def near(self, seen: str, *, two: bool = False) -> Iterator[tuple[Name, int]]:
        """The names one slip (if asked, and of long ones: two) from a skeleton. May repeat."""
        for remains in _remains(seen, two and len(seen) >= TWO_SLIPS_FROM - 2):
            for name in self.by_remains.get(remains, ()):
                most = 2 if two and len(name) >= TWO_SLIPS_FROM else 1
                slips = OSA.distance(seen, name.seen, score_cutoff=most)
                if 0 < slips <= most:
                    yield name, slips

    def blurred_as(self, seen: str) -> tuple[Name, ...]:
        """The names that look like a skeleton in small print."""
        return self.by_blur.get(blurred(seen), ())


def _names(brand: Brand) -> Iterator[Name]:
    suffixes = frozenset(split_host(domain).suffix for domain in brand.domains)
    main_host = split_host(brand.domains[0])
    abroad = any(map(is_foreign_country, suffixes))
    if not abroad and brand.kind not in _AT_HOME:
        abroad = not any(map(is_vietnamese, suffixes)) and not _OF_HERE.match(brand.aliases[0])
    elsewhere = abroad or not all(map(is_vietnamese, suffixes))
    main = main_host.label
    labels = () if main in brand.aliases else (main, main.replace("-", ""))
    for text in dict.fromkeys((*brand.aliases, *labels)):
        if len(text) < _SHORTEST:
            continue
        seen = skeleton(text)
        yield Name(
            text,
            brand,
            is_alias=text in brand.aliases,
            is_word=brand.is_word,
            abroad=abroad,
            elsewhere=elsewhere,
            in_words=brand.kind in _IN_WORDS and are_syllables(text),
            suffixes=suffixes,
            seen=seen,
            blurred=blurred(seen),
        )


def _index(pairs: Iterable[tuple[str, Name]]) -> dict[str, tuple[Name, ...]]:
    found: defaultdict[str, dict[Name, None]] = defaultdict(dict)
    for key, name in pairs:
        found[key][name] = None
    return {key: tuple(names) for key, names in found.items()}


def _remains(seen: str, two: bool) -> set[str]:  # noqa: FBT001  # one of two depths
    """What is left of a skeleton when up to one or two letters are taken out."""
    once = {seen[:i] + seen[i + 1 :] for i in range(len(seen))}
    found = {seen} | once
    if two:
        found |= {left[:i] + left[i + 1 :] for left in once for i in range(len(left))}
    return found

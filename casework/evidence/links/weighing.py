"""How much a resemblance proves. A long name proves much alone, a short one needs company.

Company is: bait words beside it, an ending that scammers rent, an ending of this country (whose
residents the brand serves), the brand's own ending, letters of another alphabet, or that the
message itself names the brand.
"""

from dataclasses import dataclass

from casework.evidence.links.brand_names import (
    TWO_SLIPS_FROM,
    Name,
    is_foreign_country,
    is_vietnamese,
)
from casework.evidence.links.skeletons import blurred
from casework.evidence.official_domains import BrandKind

# Letters from which a name is no accident in a longer one ("sacombank" is, "momo" is not).
_SPEAKS_ALONE = 6
_SHORT = 4
_SHORTEST = 3
# Letters from which a slip leaves no doubt which name was meant.
_LONG = 8
# Two letters apart, a slip must leave the beginning alone, or "dichvucong" is any service.
_SAME_BEGINNING = 2
# Whose dealers, in every province, have domains with their names: "vnpt-hcm.vn".
_DEALT = frozenset({BrandKind.OPERATOR, BrandKind.OTHER})
# Whose names with a number behind are nobody else's: "vneid2.com".
_OFFICES = frozenset({BrandKind.BANK, BrandKind.GOVERNMENT, BrandKind.POLICE})
# Whose three letters are imitated; a station's or a shop's are near to everybody's.
_SHORT_NAMED = frozenset(
    {BrandKind.BANK, BrandKind.WALLET, BrandKind.GOVERNMENT, BrandKind.POLICE, BrandKind.POST}
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: the ending of the host and what surrounds the name."""

    suffix: str
    abused: bool
    named: frozenset[str]
    # Whether the label stands before the registered domain, where anybody writes anything.
    in_front: bool = False
    foreign: bool = False
    strong_elsewhere: bool = False

    @property
    def near(self) -> bool:
        """Whether the ending is one by which residents are cheated."""
        return self.abused or is_vietnamese(self.suffix)

    @property
    def far(self) -> bool:
        """Whether the ending is another country's."""
        return is_foreign_country(self.suffix) and not self.abused


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a label that is, or nearly is, a name."""

    # Between hyphens, digits or the label's ends.
    is_token: bool
    # At the label's beginning or end.
    at_edge: bool
    # Nothing, a hyphen, a digit or bait alone stands before it.
    starts: bool
    # Nothing, a hyphen, a digit or bait alone stands behind it.
    ends: bool
    # All around it is bait; and strong bait is among it.
    fits: bool
    strong: bool
    # All around it is digits.
    numbered: bool
    # All around it are places and what dealers trade in.
    dealt: bool


def whole_counts(name: Name, place: Place) -> bool:
    """Whether a label that is just a brand's name, on a domain not the brand's, is a lookalike."""
    size = len(name)
    if name.brand.id in place.named:
        return size >= _SHORTEST
    if place.in_front:
        return _front_counts(name, place)
    if place.abused or place.foreign:
        return size >= (_SHORT if name.is_word else _SHORTEST)
    if is_vietnamese(place.suffix):
        return size >= (_SHORTEST if name.is_alias and not name.is_word else _SHORT)
    return name.is_alias and not name.is_word and _elsewhere_counts(name, place)


def _front_counts(name: Name, place: Place) -> bool:
    """A name before somebody's domain: short and world-wide ones stand there honestly too."""
    if name.is_word or name.abroad or len(name) < _SHORT:
        return len(name) >= _SHORTEST and (place.abused or place.strong_elsewhere)
    return name.is_alias


def _elsewhere_counts(name: Name, place: Place) -> bool:
    """A brand's name before an ordinary foreign ending, which may be a namesake's."""
    size = len(name)
    if name.abroad:
        return size > _SHORT and not (place.far or place.suffix == "com")
    if place.far:
        return size >= _SPEAKS_ALONE and not name.elsewhere
    return size >= _SHORT


def glued_counts(name: Name, place: Place) -> bool:
    """Whether a name with its true ending glued to it is a lookalike: acbcom.vn."""
    return len(name) >= (_SHORT if name.is_word else _SHORTEST) and not place.far


def disguised_counts(name: Name, place: Place) -> bool:
    """Whether a label that reads as a name, by other signs or with hyphens, is a lookalike."""
    size = len(name)
    if place.foreign or name.brand.id in place.named:
        return size >= _SHORTEST
    if name.is_word:
        return size >= _SHORT and (place.abused or name.has_suffix(place.suffix))
    if size > _SHORT and not (size < _SPEAKS_ALONE and name.abroad):
        return not place.far or (size >= _LONG and not name.elsewhere)
    return size >= _SHORTEST and (place.near or place.suffix in name.suffixes)


def part_counts(name: Name, part: Part, place: Place) -> bool:
    """Whether a name within a longer label makes it a lookalike."""
    size = len(name)
    if name.brand.id in place.named and (size >= _SHORT or part.is_token or part.fits):
        return True
    if _is_dealers(name, part, place):
        return False
    if size < _SHORTEST:
        return part.fits and part.strong and part.is_token
    if name.is_word or not name.is_alias or size == _SHORTEST:
        return part.fits and _weak_part_counts(name, part, place)
    if name.abroad:
        return _abroad_part_counts(name, part, place)
    return _local_part_counts(name, part, place)


def _is_dealers(name: Name, part: Part, place: Place) -> bool:
    """Whether a name among places and goods, at home, may be that of somebody who sells them."""
    is_here = is_vietnamese(place.suffix) and name.brand.kind in _DEALT
    return is_here and part.dealt and not (part.strong or place.strong_elsewhere)


def _weak_part_counts(name: Name, part: Part, place: Place) -> bool:
    """Words and three letters count only between bait; better still between hyphens."""
    own = place.suffix in name.suffixes
    plain = name.is_alias and not name.is_word
    alone = part.is_token and (plain or not part.numbered)
    sure = part.is_token or own or len(name) > _SHORTEST or plain
    # "tiki-sale.vip": few shops of another trade have such a name and rent such an ending.
    shop = name.brand.kind is BrandKind.MARKETPLACE and len(name) >= _SHORT and place.abused
    return (part.strong and sure) or (alone and (own or (place.near and plain))) or shop


def _abroad_part_counts(name: Name, part: Part, place: Place) -> bool:
    """The whole world writes "facebook" into its domains: it takes bait or a rented ending."""
    size = len(name)
    if part.fits and (part.strong or ((part.is_token or size > _SHORT + 1) and not place.far)):
        return True
    alone = part.is_token or ((part.at_edge or part.starts) and size >= _SPEAKS_ALONE)
    return alone and (place.near or part.strong or place.strong_elsewhere)


def _local_part_counts(name: Name, part: Part, place: Place) -> bool:
    size = len(name)
    strong = part.strong or place.strong_elsewhere
    chance = place.far or (part.numbered and not (size > _SHORT and name.brand.kind in _OFFICES))
    if part.fits and (strong or place.near or not chance):
        return True
    if size >= _SPEAKS_ALONE and (not name.in_words or (part.starts and part.ends)):
        if size >= _LONG:
            return True
        if part.starts or place.near:
            return not place.far
    return (part.is_token and (strong or place.near)) or (part.at_edge and place.abused)


def slip_counts(name: Name, slips: int, seen: str, place: Place) -> bool:
    """Whether a whole label a slip or two from a name is a lookalike."""
    size = len(name)
    if slips > 1 and seen[:_SAME_BEGINNING] != name.seen[:_SAME_BEGINNING]:
        return False
    if place.foreign or name.brand.id in place.named:
        return size >= _SHORT or place.suffix in name.suffixes
    if slips > 1 and size == TWO_SLIPS_FROM:
        return name.has_suffix(place.suffix) or place.near
    if size <= _SHORT or (name.is_word and size < _SPEAKS_ALONE):
        return place.suffix in name.suffixes and _short_slip_counts(name, seen, place)
    return _long_slip_counts(name, seen, place)


def _long_slip_counts(name: Name, seen: str, place: Place) -> bool:
    size = len(name)
    own = name.has_suffix(place.suffix)
    alike = _is_alike(name, seen)
    # Scammers keep the first letter; another one makes another word ("cooking", "pcloud").
    other = seen[0] != name.seen[0] and not alike
    if other and (name.is_word or (size < _SPEAKS_ALONE and not place.near)):
        return False
    if own or name.is_word:
        return own
    if size >= _LONG and not name.abroad:
        return not place.far
    return place.near or (alike and not name.abroad and not place.far)


def _short_slip_counts(name: Name, seen: str, place: Place) -> bool:
    """Whether a slip in few letters, before the brand's own ending, is a lookalike."""
    size = len(name)
    same_start = seen[0] == name.seen[0]
    if _is_alike(name, seen) and (size > _SHORTEST or is_vietnamese(place.suffix)):
        return True
    if not is_vietnamese(place.suffix):
        return size >= _SHORT and len(seen) > size and same_start and not name.is_word
    if len(seen) < size:
        return size > _SHORT
    if size == _SHORTEST and place.suffix == "vn":
        return len(seen) > size and name.brand.kind in _SHORT_NAMED
    return size == _SHORTEST or place.suffix != "vn" or same_start


def part_slip_counts(name: Name, seen: str, part: Part, place: Place) -> bool:
    """Whether a part of a label one slip from a name makes it a lookalike."""
    if name.is_word or not name.is_alias:
        return False
    strong = part.strong or place.strong_elsewhere
    near = place.near or name.has_suffix(place.suffix)
    if len(name) >= _LONG and not name.abroad:
        return not place.far or strong
    if seen[0] != name.seen[0] or not (near and strong):
        return False
    return len(name) >= _SPEAKS_ALONE or (len(name) > _SHORT and not name.abroad)


def _is_alike(name: Name, seen: str) -> bool:
    """Whether a hurried reader would not see the slip at all.

    In small print it is the same, or two letters are swapped, or one is doubled or undoubled.
    """
    if blurred(seen) == name.blurred:
        return True
    if len(seen) == len(name.seen):
        return sorted(seen) == sorted(name.seen)
    return _once(seen) == _once(name.seen)


def _once(seen: str) -> str:
    """A skeleton without doubled letters."""
    return "".join(a for a, b in zip(seen, " " + seen, strict=False) if a != b)

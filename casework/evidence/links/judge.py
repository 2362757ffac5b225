"""Judges a link by its host alone: nothing is opened, nothing is asked of anybody.

The verdicts, in this order: listed, official, shortener, lookalike, unknown. None says that a link
may be trusted.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.links import reasons
from casework.evidence.links.candidates import FoundLink
from casework.evidence.links.hosts import Host, split_host
from casework.evidence.links.lookalikes import Lookalikes, Resemblance, Trick
from casework.evidence.links.publishing import is_anybodys
from casework.evidence.official_domains import Brand, OfficialDomains, Reserved
from casework.evidence.watched import Listed, WatchList
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the data says of domains, by domain."""

    owners: dict[str, Brand]
    reserved: dict[str, Reserved]
    shorteners: frozenset[str]
    well_known: frozenset[str]
    lookalikes: Lookalikes = field(repr=False)


@dataclass(frozen=True, slots=True)
class LinkJudge:
    """Judges links against who owns which domain and what the officers watch.

    `today` gives the date by which the owners of domains must be confirmed.
    """

    official: OfficialDomains
    watch_list: WatchList
    today: Callable[[], date]
    _known: _Known = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the indexes: once for all links."""
        official = self.official
        known = _Known(
            {domain: brand for brand in official.brands for domain in brand.domains},
            {reserved.suffix: reserved for reserved in official.reserved},
            frozenset(official.shorteners),
            frozenset(official.well_known),
            Lookalikes(official),
        )
        object.__setattr__(self, "_known", known)

    def judge(self, link: FoundLink, named: Collection[str] = ()) -> Finding:
        """What is to be thought of a link. `named`: ids of brands that the message names."""
        host = split_host(link.host)
        parents = _parents(link.host)
        shown = reasons.untappable(link.shown_host or link.host)
        entry = self._listed(host, parents)
        if entry:
            return Finding(
                Kind.LINK,
                Verdict.LISTED,
                shown,
                reasons.listed(shown, entry),
                playbook=entry.playbook,
                domain=_kept(host),
            )
        if host.is_address:
            return Finding(Kind.LINK, Verdict.UNKNOWN, shown, reasons.address())
        owner = _first(self._known.owners, parents)
        return (
            self._official(link.host, shown, owner, parents)
            or self._shortener(shown, parents)
            or self._lookalike(link, host, shown, owner, frozenset(named))
            or self._unknown(link.host, shown, owner, named)
        )

    def _listed(self, host: Host, parents: tuple[str, ...]) -> Listed | None:
        for parent in parents:
            entry = self.watch_list.find(Kind.LINK, parent)
            if entry or parent == host.registered:
                return entry
            if host.is_address:
                break
        return None

    def _official(
        self, host: str, shown: str, owner: Brand | None, parents: tuple[str, ...]
    ) -> Finding | None:
        if is_anybodys(host):
            return None
        if owner and owner.confirmed(self.today()):
            return Finding(
                Kind.LINK,
                Verdict.OFFICIAL,
                shown,
                reasons.official(host, owner),
                brand=owner.id,
            )
        reserved = _first(self._known.reserved, parents[1:])
        if reserved is None or (not owner and self._known.lookalikes.near_state_name(host)):
            return None
        reason = reasons.reserved(reserved.suffix, reserved.name)
        return Finding(Kind.LINK, Verdict.OFFICIAL, shown, reason)

    def _shortener(self, shown: str, parents: tuple[str, ...]) -> Finding | None:
        if self._known.shorteners.isdisjoint(parents):
            return None
        return Finding(Kind.LINK, Verdict.SHORTENER, shown, reasons.shortener(shown))

    def _lookalike(
        self,
        link: FoundLink,
        host: Host,
        shown: str,
        owner: Brand | None,
        named: frozenset[str],
    ) -> Finding | None:
        parents = _parents(link.host)
        if not self._known.well_known.isdisjoint(parents) or (owner and not is_anybodys(link.host)):
            return None
        state = self._known.lookalikes.near_state_name(link.host)
        like = (
            Resemblance(Trick.SLIP, state)
            if state
            else self._known.lookalikes.find(host, link.path, named)
        )
        if like is None or (owner and like.brand is owner):
            return None
        either = like.brand or like.reserved
        return Finding(
            Kind.LINK,
            Verdict.LOOKALIKE,
            shown,
            reasons.lookalike(shown, host.registered, like, self.today()),
            brand=like.brand.id if like.brand else None,
            playbook=either.playbook if either else None,
            domain=_kept(host),
        )

    def _unknown(
        self, host: str, shown: str, owner: Brand | None, named: Collection[str]
    ) -> Finding:
        if is_anybodys(host):
            return Finding(Kind.LINK, Verdict.UNKNOWN, shown, reasons.anybodys(shown))
        brands = self.official.by_id
        for name in named:
            brand = brands.get(name)
            if brand and not owner and brand.confirmed(self.today()):
                reason = reasons.not_of(shown, brand)
                return Finding(Kind.LINK, Verdict.UNKNOWN, shown, reason, brand=brand.id)
        return Finding(Kind.LINK, Verdict.UNKNOWN, shown, reasons.unknown(shown))


def _parents(host: str) -> tuple[str, ...]:
    """A host and what it lies beneath, the longest first."""
    parts = host.split(".")
    return tuple(".".join(parts[i:]) for i in range(len(parts)))


def _first(known: dict[str, _Value], parents: tuple[str, ...]) -> _Value | None:
    return next((known[parent] for parent in parents if parent in known), None)


def _kept(host: Host) -> str | None:
    """The registered domain, unless it tells of a person."""
    domain = host.registered
    if not domain or redact(RawText(domain)).text != domain:
        return None
    return domain

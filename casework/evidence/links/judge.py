"""Judges a link by its host alone: nothing is opened, nothing is asked of anybody.

The verdicts, in this order: listed, official, shortener, lookalike, unknown. None says that a link
may be trusted.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.links import reasons
from casework.evidence.links.candidates import FoundLink
from casework.evidence.links.hosts import Host, split_host
from casework.evidence.links.hosts import shown as shown_form
from casework.evidence.links.lookalikes import Lookalikes, Resemblance, Trick
from casework.evidence.links.posing import Posing
from casework.evidence.links.publishing import is_anybodys, is_page_builder
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
    posing: Posing = field(repr=False)


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
        owners = {domain: brand for brand in official.brands for domain in brand.domains}
        reserved = {reserved.suffix: reserved for reserved in official.reserved}
        lookalikes = Lookalikes(official)
        known = _Known(
            owners,
            reserved,
            frozenset(official.shorteners),
            frozenset(official.well_known),
            lookalikes,
            Posing(owners, reserved, lookalikes),
        )
        object.__setattr__(self, "_known", known)

    def judge(self, link: FoundLink, named: Collection[str] = ()) -> Finding:
        """What is to be thought of a link. `named`: ids of brands that the message names."""
        if link.uncut and self._is_somebodys(link.host):
            # What was taken for the next word would change whose it is: then it is none.
            link = replace(
                link, host=link.uncut, shown_host=shown_form(link.uncut), in_front=link.host
            )
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
        posing = self._known.posing.find(link) if link.in_front else None
        if posing and not self._is_somebodys(link.host):
            return self._false(link, host, shown, posing)
        if host.is_address:
            return Finding(Kind.LINK, Verdict.UNKNOWN, shown, reasons.address())
        owner = _first(self._known.owners, parents)
        return (
            self._official(link, shown, owner, parents)
            or self._shortener(shown, parents)
            or self._lookalike(link, host, shown, owner, frozenset(named))
            or self._unknown(link, shown, owner, named)
        )

    def _is_somebodys(self, host: str) -> bool:
        """Whether a host is a brand's or lies beneath what is reserved."""
        parents = _parents(host)
        owners, reserved = self._known.owners.keys(), self._known.reserved.keys()
        return not (owners.isdisjoint(parents) and reserved.isdisjoint(parents[1:]))

    def _listed(self, host: Host, parents: tuple[str, ...]) -> Listed | None:
        for parent in parents:
            entry = self.watch_list.find(Kind.LINK, parent)
            if entry or parent == host.registered:
                return entry
            if host.is_address:
                break
        return None

    def _official(
        self, link: FoundLink, shown: str, owner: Brand | None, parents: tuple[str, ...]
    ) -> Finding | None:
        host = link.host
        if is_anybodys(host, link.path):
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
        # What is known of a host of pages says nothing of those who have pages there.
        parents = [p for p in _parents(link.host) if p.endswith(host.suffix)]
        own = [p for p in parents if p.endswith(host.registered)]
        known, lookalikes = self._known, self._known.lookalikes
        like = None
        if known.well_known.isdisjoint(parents) and known.owners.keys().isdisjoint(own):
            state = lookalikes.near_state_name(link.host)
            like = (
                Resemblance(Trick.SLIP, state) if state else lookalikes.find(host, link.path, named)
            )
        if like is None and is_page_builder(link.host):
            like = lookalikes.in_page_path(link.path)
        if like is None or (owner and like.brand is owner):
            return None
        return self._false(link, host, shown, like)

    def _false(self, link: FoundLink, host: Host, shown: str, like: Resemblance) -> Finding:
        either = like.brand or like.reserved
        return Finding(
            Kind.LINK,
            Verdict.LOOKALIKE,
            shown,
            reasons.lookalike(shown, host.registered, like, self.today()),
            brand=like.brand.id if like.brand else None,
            playbook=either.playbook if either else None,
            # Of a page on somebody's genuine domain nothing is kept.
            domain=None if self._is_somebodys(link.host) else _kept(host),
        )

    def _unknown(
        self, link: FoundLink, shown: str, owner: Brand | None, named: Collection[str]
    ) -> Finding:
        if is_anybodys(link.host, link.path):
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

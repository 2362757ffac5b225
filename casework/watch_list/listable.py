"""What may be listed, and what may not, because the innocent use it too."""

from collections.abc import Iterable, Iterator

from casework.evidence.finding import Kind
from casework.evidence.links.hosts import split_host
from casework.evidence.official_domains import OfficialDomains
from casework.playbooks.help_channels import HelpChannels
from casework.watch_list.innocent_phones import InnocentPhones, is_service
from casework.watch_list.one_form import one_form
from casework.watch_list.refused import (
    GenuineHotline,
    OfficialHere,
    OfService,
    OnlyForAuthorities,
    SharedEnding,
)


class Listable:
    """What may be listed: not what belongs to the innocent. No error holds the value."""

    def __init__(self, official: OfficialDomains, help_channels: HelpChannels) -> None:
        brands = (domain for brand in official.brands for domain in brand.domains)
        self._official = frozenset((*brands, *official.shorteners, *official.well_known))
        self._above_official = frozenset(above for one in self._official for above in _above(one))
        self._reserved = frozenset(reserved.suffix for reserved in official.reserved)
        self._phones = InnocentPhones(help_channels)

    def to_list(self, kind: Kind, value: str, *, allow_services: bool = False) -> str:
        """The one form of a value that somebody wants listed; refused if it is not a scammer's.

        `allow_services`: also a number of a service, or a landline, that is no known hotline.
        """
        form = one_form(kind, value)
        if kind is Kind.LINK:
            self._refuse_shared(form)
        elif kind is Kind.PHONE and form in self._phones:
            raise GenuineHotline
        elif kind is Kind.PHONE and is_service(form) and not allow_services:
            raise OfService
        return form

    def innocent(self) -> Iterator[tuple[Kind, str]]:
        """What is refused by its name, in its one form; not what lies beneath such a domain."""
        for host in (*self._official, *self._above_official, *self._reserved):
            yield Kind.LINK, host
        for phone in self._phones.forms():
            yield Kind.PHONE, phone

    def _refuse_shared(self, host: str) -> None:
        around = {host, *_above(host)}
        if around & self._reserved:
            raise OnlyForAuthorities
        # Also where anybody rents a name: abc.web.app may be listed, web.app not.
        if split_host(f"x.{host}").suffix == host:
            raise SharedEnding
        if around & self._official or host in self._above_official:
            raise OfficialHere


def _above(host: str) -> Iterable[str]:
    """The domains that a host lies beneath: of a.b.vn, 'b.vn' and 'vn'."""
    while host := host.partition(".")[2]:
        yield host

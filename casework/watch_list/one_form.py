"""A value in its one form, and what may not be listed at all, because the innocent use it too.

The forms are those of `casework.evidence.watched.WatchList.find`: what is imported here is looked
up there.
"""

import re
import unicodedata
from collections.abc import Iterable
from ipaddress import ip_address

import phonenumbers
from phonenumbers.shortnumberinfo import is_emergency_number

from casework.evidence.finding import Kind
from casework.evidence.links.candidates import find_links
from casework.evidence.links.hosts import split_host
from casework.evidence.official_domains import OfficialDomains
from casework.playbooks.help_channels import HelpChannels
from casework.watch_list.refused import (
    GenuineHotline,
    NotALink,
    NotAnAccount,
    NotAPhone,
    NoValue,
    OfficialHere,
    OnlyForAuthorities,
    SharedEnding,
)

WATCHED = (Kind.LINK, Kind.PHONE, Kind.ACCOUNT)
"""What can be listed. A code is judged by what stands in it."""

_GAPS = re.compile(r"[\s.\-()]+")
_LETTERS_OF_A_PHONE = re.compile(r"\+?[\d\s.\-()]{3,24}")
# Numbers of services have no other form: nobody dials them with the country's code (FACTS 6).
_SERVICE = re.compile(r"1[89]00\d{4,6}|\d{3,6}")
_ACCOUNT = re.compile(r"(?=.*\d)[0-9A-Z]{6,19}")
_WORD = re.compile(r"\w")
_SECOND_WORD = re.compile(r"\s\W*\w")
_NUMBER_IN_WORDS = re.compile(r"\+?\d(?:[ .]?\d){2,}")


class Listable:
    """What may be listed: not what belongs to the innocent. No error holds the value."""

    def __init__(self, official: OfficialDomains, help_channels: HelpChannels) -> None:
        brands = (domain for brand in official.brands for domain in brand.domains)
        self._official = frozenset((*brands, *official.shorteners, *official.well_known))
        self._above_official = frozenset(above for one in self._official for above in _above(one))
        self._reserved = frozenset(reserved.suffix for reserved in official.reserved)
        contacts = (channel.contact for channel in help_channels.channels)
        self._hotlines = frozenset(
            _phone(number) for contact in contacts for number in _NUMBER_IN_WORDS.findall(contact)
        )

    def to_list(self, kind: Kind, value: str) -> str:
        """The one form of a value that somebody wants listed; refused if it is not a scammer's."""
        form = one_form(kind, value)
        if kind is Kind.LINK:
            self._refuse_shared(form)
        elif kind is Kind.PHONE and self._is_hotline(form):
            raise GenuineHotline
        return form

    def _is_hotline(self, phone: str) -> bool:
        # Also as seen from abroad: +84 1900 545413.
        forms = {phone, phone.removeprefix("+84")}
        return bool(forms & self._hotlines) or is_emergency_number(phone, "VN")

    def _refuse_shared(self, host: str) -> None:
        around = {host, *_above(host)}
        if around & self._reserved:
            raise OnlyForAuthorities
        # Also where anybody rents a name: abc.web.app may be listed, web.app not.
        if split_host(f"x.{host}").suffix == host:
            raise SharedEnding
        if around & self._official or host in self._above_official:
            raise OfficialHere


def one_form(kind: Kind, value: str) -> str:
    """The one form of a value as somebody has written it: what `find` is asked for.

    Raises NoValue, NotALink, NotAPhone, NotAnAccount.
    """
    written = unicodedata.normalize("NFKC", value).strip()
    if not written:
        raise NoValue
    if kind is Kind.LINK:
        return _link(written)
    return _phone(written) if kind is Kind.PHONE else _account(written)


def _link(written: str) -> str:
    # An address of mail is none: its domain may be half the country's.
    host = _only_host(written) or ("" if "@" in written else _only_host(f"http://{written}"))
    parts = split_host(host)
    if parts.is_address:
        if not ip_address(host).is_global:
            raise NotALink
    elif not parts.registered and not (host and parts.suffix == host):
        raise NotALink
    # The bare domain is looked for above every host, so that it covers this one too.
    return host.removeprefix("www.")


def _only_host(written: str) -> str:
    """The host of a link that stands there alone, "" if there is none, or words beside it."""
    links = find_links(written)
    if not links:
        return ""
    # What a link leads to when opened may stand within it: a second link, but no second word.
    before, behind = written[: links[0].start], written[links[0].end :]
    return "" if _WORD.search(before) or _SECOND_WORD.search(behind) else links[0].host


def _above(host: str) -> Iterable[str]:
    """The domains that a host lies beneath: of a.b.vn, 'b.vn' and 'vn'."""
    while host := host.partition(".")[2]:
        yield host


def _phone(written: str) -> str:
    if not _LETTERS_OF_A_PHONE.fullmatch(written):
        raise NotAPhone
    digits = _GAPS.sub("", written)
    if _SERVICE.fullmatch(digits):
        return digits
    try:
        number = phonenumbers.parse(digits, "VN")
    except phonenumbers.NumberParseException:
        raise NotAPhone from None
    if not phonenumbers.is_possible_number(number):
        raise NotAPhone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _account(written: str) -> str:
    account = _GAPS.sub("", written).upper()
    if not _ACCOUNT.fullmatch(account):
        raise NotAnAccount
    return account

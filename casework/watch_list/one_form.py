"""A value in its one form, whoever wrote it and however.

The forms are those of `casework.evidence.watched.WatchList.find`: what is imported here is looked
up there.
"""

import re
import unicodedata
from ipaddress import ip_address

import phonenumbers

from casework.evidence.finding import Kind
from casework.evidence.links.candidates import find_links
from casework.evidence.links.hosts import split_host
from casework.watch_list.refused import (
    NotALink,
    NotAnAccount,
    NotAPhone,
    NoValue,
    Refused,
    TwoInOne,
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
_NO_BLANKS = frozenset({"Cc", "Zl", "Zp"})
# Behind a scheme a slash is the link's own, unless another scheme follows.
_BETWEEN = re.compile(r"[;,|]|\s/|/\s|/(?=h\w{2}ps?:)")
_HAS_SCHEME = re.compile(r"h\w{2}ps?:", re.IGNORECASE)


def one_form(kind: Kind, value: str) -> str:
    """The one form of a value as somebody has written it: what `find` is asked for.

    Raises NoValue, TwoInOne, NotALink, NotAPhone, NotAnAccount.
    """
    value = value.strip()
    # In a quoted cell lines may stand below each other: two accounts would be read as a third.
    if any(unicodedata.category(letter) in _NO_BLANKS for letter in value):
        raise TwoInOne
    written = unicodedata.normalize("NFKC", value).strip()
    if not written:
        raise NoValue
    if _holds_two(kind, written):
        raise TwoInOne
    return _read(kind, written)


def _read(kind: Kind, written: str) -> str:
    if kind is Kind.LINK:
        return _link(written)
    return phone_form(written) if kind is Kind.PHONE else _account(written)


def _holds_two(kind: Kind, written: str) -> bool:
    """Whether a separator stands between two values of the kind: a.top;b.top, a.top/b.top."""
    pieces = _BETWEEN.split(written)
    if kind is not Kind.LINK or not (_HAS_SCHEME.search(written) or written.count("/") > 1):
        pieces = [part for piece in pieces for part in piece.split("/")]
    # A number behind a link's slash could be an address too: 16909060.
    pieces = [piece.strip() for piece in pieces if not (kind is Kind.LINK and piece.isdigit())]
    values = 0
    for piece in filter(None, pieces if len(pieces) > 1 else ()):
        try:
            _read(kind, piece)
        except Refused:
            continue
        values += 1
    return values > 1


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


def phone_form(written: str) -> str:
    """E.164, or a short or service number as dialled. Raises NotAPhone."""
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

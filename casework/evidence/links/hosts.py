"""Hosts: their parts, their one form, and which endings there are.

The endings are those of the Public Suffix List as it lies in tldextract: the network is never
asked. Its private part is used too, so that `registered` is what one customer of a free host
(abc.web.app, abc.blogspot.com) holds, and not the free host itself.
"""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import tldextract

LONGEST_HOST = 253
LONGEST_LABEL = 63
_BYTE = 255
_IPV4_BYTES = 4
_NUMBER = re.compile(r"0x[0-9a-f]{0,8}|0[0-7]{0,11}|[1-9][0-9]{0,11}")

# Free hosts that are missing from the Public Suffix List: anybody gets a name beneath them.
_MORE_SUFFIXES = (
    "weebly.com",
    "wixsite.com",
    "wordpress.com",
    "webflow.io",
    "glitch.me",
    "carrd.co",
    "godaddysites.com",
    "000webhostapp.com",
    "mystrikingly.com",
    "jimdosite.com",
    "webador.com",
    "square.site",
    "hatenablog.com",
    "blogspot.vn",
    "ladi.me",
    "ladipage.vn",
    "viettelcloud.vn",
)


@dataclass(frozen=True, slots=True)
class Host:
    """The parts of a host in ASCII: x.y.vietcombank.com.vn is x, y | vietcombank | com.vn.

    `registered` is label and suffix, "" if there is none (an address, a bare suffix).
    """

    registered: str
    label: str
    suffix: str
    subdomains: tuple[str, ...]
    is_address: bool


@cache
def _suffix_list() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=_MORE_SUFFIXES)


@cache
def _plain_list() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@cache
def _endings() -> frozenset[str]:
    return frozenset(s.rpartition(".")[2] for s in _suffix_list().tlds)


def is_ending(label: str) -> bool:
    """Whether a label in small letters (Unicode or `xn--`) is the last one of any public suffix."""
    return label in _endings() or (label.startswith("xn--") and shown(label) in _endings())


def split_host(host: str) -> Host:
    """Take a host in small letters apart. Never raises, never asks the network."""
    if is_address(host):
        return Host("", "", "", (), is_address=True)
    parts = _suffix_list().extract_str(host, include_psl_private_domains=True)
    if not parts.domain:  # perhaps a free host by itself: blogspot.com
        parts = _plain_list().extract_str(host, include_psl_private_domains=False)
    subdomains = tuple(filter(None, parts.subdomain.split(".")))
    if not parts.suffix or not parts.domain:
        known = tuple(filter(None, (*subdomains, parts.domain)))
        return Host("", "", parts.suffix, known, is_address=False)
    registered = f"{parts.domain}.{parts.suffix}"
    return Host(registered, parts.domain, parts.suffix, subdomains, is_address=False)


def is_address(host: str) -> bool:
    """Whether a host is an IPv4 or IPv6 address in its usual form, without brackets."""
    if not host or (host[-1].isalpha() and ":" not in host):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def numeric_address(host: str) -> str | None:
    """The address that browsers read in a host of numbers: 3232235777, 0xC0A80101, 0300.0250.1.1.

    Each part is decimal, hexadecimal or octal, and the last one fills what is left (WHATWG URL,
    "IPv4 parser"). None if it is no such host.
    """
    parts = host.split(".")
    if len(parts) > _IPV4_BYTES or not all(map(_NUMBER.fullmatch, parts)):
        return None
    *first, last = [_value(part) for part in parts]
    if any(value > _BYTE for value in first) or last >= 256 ** (_IPV4_BYTES + 1 - len(parts)):
        return None
    whole = last + sum(value << 8 * (3 - place) for place, value in enumerate(first))
    return str(ipaddress.IPv4Address(whole))


def _value(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") else 10)


def ascii_form(host: str) -> str:
    """The one form of a host: small letters, other scripts as `xn--`. Never raises."""
    return ".".join(map(_ascii_label, host.split(".")))


def _ascii_label(label: str) -> str:
    small = unicodedata.normalize("NFKC", label.lower())
    if small.isascii():
        return small
    try:
        return "xn--" + small.encode("punycode").decode("ascii")
    except UnicodeError:
        return small.encode("ascii", "ignore").decode("ascii")


def shown(host: str) -> str:
    """A host as a reader sees it: `xn--` labels in their own letters. Never raises."""
    return ".".join(map(_shown_label, host.lower().split(".")))


def _shown_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        letters = label[4:].encode("ascii").decode("punycode").lower()
    except (UnicodeError, ValueError, OverflowError):
        return label
    return letters if letters.isprintable() and letters else label

"""Links with a scheme, also hxxp, 'h t t p', 'https:' with any slashes: their host is meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from casework.evidence.links.hosts import (
    LONGEST_HOST,
    ascii_form,
    is_address,
    numeric_address,
    split_host,
)
from casework.evidence.links.spelling import DOTS, Spelling
from casework.evidence.links.written import (
    DOT,
    FILE_NAMES,
    LABEL,
    Label,
    Written,
    chain_of,
    host_of,
    path_after,
    spaced_path_after,
    up_to_ending,
)

_SLASHES = r"[\[({]?[/\\](?:[ ]{0,2}[/\\]){0,3}[\])}]?"
_SCHEME = (
    r"(?:https?://"
    r"|https?(?::|%3a)(?:%2f|[/\\]){2}"
    # hxxp h**p htp 'h t t p', with ':', '[:]', 'http//', 'https:abc.com'
    r"|(?<![a-z0-9])h[ ]?(?:[tx*#_~+-][ ]?){1,3}p[ ]?s?[ ]{0,2}"
    rf"(?:[\[({{]?[:;][\])}}]?[ ]{{0,2}}(?:{_SLASHES})?|[/\\][ ]{{0,2}}[/\\])"
    # tg://, intent://, zalo://
    r"|(?<![\w+.-])[a-z][a-z0-9+.-]{1,24}://)"
)
# Letters, digits, '-', '.' and what is not ASCII: no '/' or '@' that would end a host.
_ENCODED = r"%(?:2[de]|3[0-9]|[46][1-9a-f]|[57][0-9a]|[89a-f][0-9a-f])"
_LINK = re.compile(
    rf"(?P<scheme>{_SCHEME}[/\\]{{0,4}})(?P<gap>\s{{0,3}})"
    r"(?:(?P<user>[^\s/\\?#<>\"'“”]{0,256})(?:@|%40))?"
    rf"(?:\[(?P<six>[0-9a-f:.]{{2,45}})\]|(?P<host>(?:{LABEL}|{DOT}|{_ENCODED}){{1,300}}))"
    r"(?::\d{0,5}(?!\w))?",
    re.IGNORECASE,
)
_USUAL = re.compile(r"(?!h(?!ttp)[a-z.]{1,7}\.?s?:)[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_SMALLEST_NUMBER = 1 << 24
"""A host of one decimal number below is a number of something: http://5."""


def with_scheme(spelling: Spelling) -> Iterator[Written]:
    """All links with a scheme, in order, not overlapping."""
    text = spelling.text
    reached = 0
    for found in _LINK.finditer(text):
        if found.start() >= reached and (link := _read(text, found)):
            reached = link.end
            yield link


@dataclass(frozen=True, slots=True)
class _Named:
    """A host, where it ends, whether words were cut off behind it, whether it is hard to read."""

    host: str = field(repr=False)
    end: int
    is_cut: bool = False
    is_odd: bool = False
    uncut: str = field(default="", repr=False)


def _read(text: str, found: re.Match[str]) -> Written | None:
    path = path_after(text, found.end())
    named = _address(found, path) or _name(text, found, path)
    if named is None:
        return None
    end = named.end
    if named.is_cut:
        path = ""
    elif path or text[found.end() - 1].isdigit():  # a port may stand between
        end = max(end, found.end()) + len(path)
    elif any(dot in text[found.start() : end] for dot in DOTS[1:]):
        spaced = spaced_path_after(text, end)
        path, end = (f"/{spaced['word']}", spaced.end()) if spaced else (path, end)
    user = unquote(found["user"] or "", errors="replace").lower()
    is_odd = bool(user or found["gap"]) or _USUAL.fullmatch(found["scheme"]) is None
    return Written(
        found.start(), named.end, end, named.host, path, is_odd or named.is_odd, user, named.uncut
    )


def _address(found: re.Match[str], path: str) -> _Named | None:
    """An address, also in hexadecimal or as one number, if it is not an amount."""
    if found["six"]:
        address = found["six"].lower()
        return _Named(address, found.end("six") + 1) if is_address(address) else None
    typed = found["host"].lower().rstrip(".")
    number = numeric_address(typed)
    if number is None:
        return None
    if typed.isdecimal():
        is_meant = int(typed) >= _SMALLEST_NUMBER
    else:
        is_meant = "x" in typed or is_address(typed) or len(path) > 0
    return _Named(number, found.end("host"), is_odd=number != typed) if is_meant else None


def _name(text: str, found: re.Match[str], path: str) -> _Named | None:
    if not found["host"]:
        return None
    if "%" in found["host"]:
        typed = unquote(found["host"], errors="replace").lower().strip(".-_")
        is_whole = len(typed) <= LONGEST_HOST and split_host(ascii_form(typed)).registered
        return _Named(typed, found.end("host"), is_odd=True) if is_whole else None
    labels = chain_of(text, *found.span("host"))
    has_plain_dots = not any(dot in found["host"] for dot in DOTS[1:])
    # Behind a scheme and between plain dots nothing is a word: browsers open 'bank.com.vn.co'.
    kept = up_to_ending(text, labels, is_sure=bool(path) or has_plain_dots)
    is_plain = has_plain_dots and len(labels) > 1 and all(map(_is_plain, labels))
    if len(kept) > 1:
        host = host_of(kept)
        is_odd = not host.endswith(kept[-1].small)
        is_file = labels[-1].small in FILE_NAMES
        is_longer = is_plain and len(kept) < len(labels) and (bool(path) or is_file)
        uncut = host_of(labels) if is_longer else ""
        return _Named(host, kept[-1].end, kept != labels, is_odd, uncut)
    # No ending that is known, but a scheme and a dot: a link that leads nowhere is one too.
    return _Named(host_of(labels), labels[-1].end) if is_plain else None


def _is_plain(label: Label) -> bool:
    return label.typed.isascii() and not label.typed.isdigit()

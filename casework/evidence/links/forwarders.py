"""Well-known sites that pass on whoever opens them: where they lead is a link of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from casework.evidence.links.hosts import ascii_form, split_host
from casework.evidence.links.written import Written

# A target with a scheme needs none of this: it is found wherever it stands.
_TARGET = r"(?P<host>(?:[\w-]{1,63}\.){1,10}[\w-]{2,63})(?![\w.@-])"
_QUERY = rf"\?(?:[^#\s]{{0,300}}&)?(?:q|u|url)={_TARGET}"
_BY_HOST = (
    (
        re.compile(r"(?:www\.|translate\.)?google\.(?:com?\.)?[a-z]{2,3}"),
        (re.compile(rf"/amp/(?:s/)?{_TARGET}"), re.compile(rf"/(?:url|translate){_QUERY}")),
    ),
    (
        re.compile(r"lm?\.facebook\.com|l\.instagram\.com|(?:www\.)?youtube\.com"),
        (re.compile(rf"/(?:l\.php|redirect)?{_QUERY}"),),
    ),
)


def with_target(text: str, written: Written) -> Iterator[Written]:
    """A link, and the one to which it leads if its path says so; in order, not overlapping."""
    path = written.path
    place = written.end - len(path)
    found = _target(written.host, path) if path == text[place : written.end] else None
    if found is None:
        yield written
        return
    start, end = found.span("host")
    yield replace(written, end=place + start, path=path[:start])
    host = found["host"].lower()
    yield Written(place + start, place + end, written.end, host, path[end:], disguised=True)


def _target(host: str, path: str) -> re.Match[str] | None:
    for forwarder, patterns in _BY_HOST:
        if forwarder.fullmatch(host):
            found = next(filter(None, (pattern.match(path) for pattern in patterns)), None)
            if found and split_host(ascii_form(found["host"].lower())).registered:
                return found
    return None

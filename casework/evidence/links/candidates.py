"""Links in what a resident pasted, however they are written. None is ever opened."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from casework.evidence.links.bare import without_scheme
from casework.evidence.links.disguises import USUAL, read_disguised
from casework.evidence.links.forwarders import with_target
from casework.evidence.links.hosts import (
    LONGEST_HOST,
    LONGEST_LABEL,
    ascii_form,
    is_ending,
    shown,
)
from casework.evidence.links.schemes import with_scheme
from casework.evidence.links.spelling import SLASHES, Spelling, spell
from casework.evidence.links.written import Written, is_marked


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link, and where it stands in the text as given (code points).

    `host`: small ASCII letters (`xn--` for others), no port, no user part, no trailing dot; an
    address stays one, also if it was written as one number. `path`: what follows, with '?' and '#',
    "" if nothing. `disguised`: written so that a machine or a reader would not see it at once.
    `shown_host`: as a reader sees it, `xn--` in its own letters. `in_front`: what stands before
    the host and looks like it: before an '@', before a sign that is no slash. `uncut`: the host
    with an ending that was taken for the next word, if it may be a part of it after all.
    """

    start: int
    end: int
    host: str = field(repr=False)
    path: str = field(repr=False)
    disguised: bool
    shown_host: str = field(repr=False)
    in_front: str = field(default="", repr=False)
    uncut: str = field(default="", repr=False)


# No link is written without one of these: nearly all messages end here.
_SIGN = re.compile(
    r"[.][\w\])}>|]|[\[({<|][ \t]?[.,]|[ \t*_~|][.]|[./\\][ \t]?[/\\]|&[#p]"
    r"|[.,][ \t]{1,2}[a-z]{2,10}/|ch[aáâấăắ]m|d[o0]t|h\w{1,4}[:;]\w|[.,][ \t]{0,2}"
    rf"(?:{USUAL})\b",
    re.IGNORECASE,
)


def find_links(text: str) -> tuple[FoundLink, ...]:
    """All links of a text, in order, not overlapping. Never raises."""
    spelling = spell(text)
    if _SIGN.search(spelling.text) is None:
        return ()
    spelling = read_disguised(spelling)
    found = (
        _found(spelling, _behind_imitated_slash(spelling, one))
        for written in _written(spelling)
        for one in with_target(spelling.text, written)
    )
    return tuple(link for link in found if link)


def _written(spelling: Spelling) -> Iterator[Written]:
    reached = 0
    for link in with_scheme(spelling):
        yield from without_scheme(spelling, reached, link.start)
        # Right behind another one: it stands in the other's query.
        yield replace(link, disguised=True) if reached and link.start == reached else link
        reached = link.end
    yield from without_scheme(spelling, reached, len(spelling.text))


def _behind_imitated_slash(spelling: Spelling, written: Written) -> Written:
    """The host goes on behind a sign that only looks like a slash: 'gov.vn⁄evil.top'."""
    place = written.end - len(written.path)
    typed = [spelling.pasted[at] for at in spelling.starts[place : written.end]]
    if not typed or typed[0] not in SLASHES or spelling.text[place] != "/":
        return written
    size = next((n for n, sign in enumerate(typed) if sign in "/\\?#"), len(typed))
    more = "".join(sign if sign in SLASHES else written.path[n] for n, sign in enumerate(typed))
    _, at, behind = more[:size].rpartition("@")
    host = (behind if at else written.host + more[:size]).lower()
    if not is_ending(host.rpartition(".")[2]):
        return replace(written, uncut=host)
    return replace(
        written,
        host=host,
        host_end=place + size,
        path=written.path[size:],
        disguised=True,
        in_front=written.host,
    )


def _found(spelling: Spelling, written: Written) -> FoundLink | None:
    host = ascii_form(written.host)
    if len(host) > LONGEST_HOST or any(
        not 0 < len(label) <= LONGEST_LABEL for label in host.split(".")
    ):
        return None
    shown_host = shown(host)
    return FoundLink(
        spelling.starts[written.start],
        spelling.ends[written.end - 1],
        host,
        written.path,
        written.disguised
        or spelling.differs(written.start, written.host_end)
        or not (shown_host.isascii() or _is_vietnamese(shown_host)),
        shown_host,
        written.in_front,
        ascii_form(written.uncut),
    )


def _is_vietnamese(shown_host: str) -> bool:
    """Whether it is a name that Vietnamese registrars give out with tone marks: directly in .vn."""
    return is_marked(shown_host) and shown_host.endswith(".vn") and shown_host.count(".") == 1

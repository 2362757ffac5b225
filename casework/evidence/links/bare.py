"""Links without a scheme: chains of labels of which something says that they are meant as links."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from casework.evidence.links.hosts import LONGEST_HOST, ascii_form, is_address, split_host
from casework.evidence.links.meant import KNOWN, Chain, is_meant
from casework.evidence.links.speech import Ending, ending, is_spoken
from casework.evidence.links.spelling import DOTS, WEAK, Spelling
from casework.evidence.links.written import (
    DOT,
    FILE_NAMES,
    LABEL,
    Label,
    Written,
    chain_of,
    dot_between,
    host_of,
    is_marked,
    is_strong,
    path_after,
    plain_ending,
    spaced_path_after,
    up_to_ending,
)

_CHAIN = re.compile(
    rf"(?<![\w@#])(?P<user>(?P<who>[\w.+\-{DOTS[1:]}]{{1,64}})(?::\d{{1,5}})?"
    r"[ ]?(?:@|%40|[\[(](?:at|a)[\])])[ ]?)?"
    rf"(?P<chain>{LABEL}{{1,63}}(?:{DOT}{LABEL}{{1,63}}){{1,40}})(?P<port>:\d{{2,5}}(?!\w))?",
    re.IGNORECASE,
)
_AT_BEFORE = re.compile(r"(?:[@#][\w.\-]{0,64}|\ba (?:còng|cong|móc|moc))[ ]?\Z", re.IGNORECASE)
_MAIL_HOST = re.compile(r"(?:gmail|yahoo|hotmail|outlook|icloud|ymail)\b", re.IGNORECASE)
_CUE_BEFORE = re.compile(
    r"\b(?:link|web|website|trang|domain|url|truy c[ậa]p|v[àa]o|t[ạa]i|[đd][ịi]a ch[ỉi]"
    r"|t[êe]n mi[ềe]n|b[ấa]m|nhấn|click|mở|xem)"
    r"(?:[ ](?:web|l[àa]|n[àa]y|sau))?[ ]?:?[ ]?\Z",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[ \t.!)\"”]*(?:\n|\Z)")
_WORD_BEHIND = re.compile(r"[ \t]+\w")
_LOOK_BACK = 70
_SCHEMES = frozenset("http https hxxp hxxps".split())
_SHORTEST_MARKED = 8
"""From so many letters on, a label with tone marks is no syllable (the longest has seven)."""


def without_scheme(spelling: Spelling, start: int, end: int) -> Iterator[Written]:
    """The links between two places of a spelling, in order, not overlapping."""
    text = spelling.text
    while found := _CHAIN.search(text, start, end):
        start = found.end()
        path = path_after(text, start)
        if _is_mail(text, found, path):
            continue
        *pieces, last = _pieces(text, chain_of(text, *found.span("chain")))
        links = [_read(text, found, piece, None) for piece in pieces]
        links.append(_read(text, found, last, path))
        for link in filter(None, links):
            yield link
            start = max(start, link.end)
        if not any(map(str.isalpha, path)):  # nothing in there is a link
            start = max(start, found.end() + len(path))


def _is_mail(text: str, found: re.Match[str], path: str) -> bool:
    """An e-mail address is no link, unless a path follows: 'vietcombank.com.vn@evil.top/x'."""
    if who := found["who"]:
        _, dot, last = who.lower().rpartition(".")
        return not (path and dot and plain_ending(last))
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
    is_said = before.endswith(" at ") and _MAIL_HOST.match(text, found.start())
    return bool(is_said or _AT_BEFORE.search(before))


def _pieces(text: str, labels: list[Label]) -> list[list[Label]]:
    """The hosts between which sentences ended: 'abc.com . xyz.vn'."""
    dots = [dot_between(text, *pair) for pair in pairwise(labels)]
    pieces: list[list[Label]] = [[]]
    for place, label in enumerate(labels):
        ends_before = (
            1 < place < len(labels) - 1
            and dots[place - 1] in WEAK
            and dots[place] == "."
            and len(pieces[-1]) > 1
            and is_strong(labels[place - 1].small)
        )
        if ends_before:
            pieces.append([])
        pieces[-1].append(label)
    return pieces


def _read(text: str, found: re.Match[str], labels: list[Label], path: str | None) -> Written | None:
    """The link that a chain names, if it names one. `path` is None if something else follows."""
    if not labels:
        return None
    if is_address(address := text[slice(*found.span("chain"))]):
        return _address(found, address, path or "")
    kept = up_to_ending(text, labels, is_sure=bool(path))
    is_cut = kept != labels
    if is_cut:
        path = None
        if labels[-1].small in FILE_NAMES:
            return None
    uncut = _uncut(text, labels, kept) if is_cut else ""
    kept = _without_words_before(text, kept, is_glued=is_cut)
    link = _link(text, found, kept, path) if len(kept) > 1 else None
    return replace(link, uncut=uncut) if link and uncut else link


def _uncut(text: str, labels: list[Label], kept: list[Label]) -> str:
    """The host with an ending that was taken for the next word: 'vietcombank.com.vn.cc'.

    "" if a sentence goes on behind a word that hardly any host ends with ('.no goi em').
    """
    whole = up_to_ending(text, labels, is_sure=True)
    if len(whole) <= len(kept):
        return ""
    first = whole[len(kept)]
    goes_on = ending(first.small) is Ending.SLIP and _WORD_BEHIND.match(text, labels[-1].end)
    is_plain = dot_between(text, kept[-1], first) == "."
    return host_of(whole) if is_plain and not goes_on else ""


def _address(found: re.Match[str], address: str, path: str) -> Written | None:
    """An address is meant as a link only with a port or a path: 1.2.3.4 is a version."""
    if not (found["port"] or any(map(str.isalpha, path))):
        return None
    start, end = found.span("chain")
    return Written(start, end, found.end() + len(path), address, path, disguised=False)


def _link(text: str, found: re.Match[str], labels: list[Label], path: str | None) -> Written | None:
    host = host_of(labels)
    parts = split_host(ascii_form(host))
    if not parts.registered or len(host) > LONGEST_HOST or "_" in parts.label:
        return None
    dots = frozenset(dot_between(text, *pair) for pair in pairwise(labels))
    host_end = end = labels[-1].end
    left_out = text[found.start("chain") : labels[0].start].lower().strip(".")
    is_odd = (
        dots != {"."}
        or bool(found["user"])
        or not host.endswith(labels[-1].small)
        or left_out in _SCHEMES
    )
    if path is not None:
        end = max(host_end, found.end("port")) + len(path)
        spaced = None if path else spaced_path_after(text, end)
        in_words = spaced and spaced.group().strip()[0] not in "/\\"
        if spaced and (in_words or dots != {"."} or parts.registered in KNOWN):
            path, end, is_odd = f"/{spaced['word']}", spaced.end(), True
    before = text[max(0, found.start() - _LOOK_BACK) : labels[0].start]
    is_alone = path is not None and _ALONE.match(text, end) is not None
    chain = Chain(
        parts,
        tuple(label.typed for label in labels),
        dots,
        path or "",
        has_port=bool(found["port"] and path is not None),
        has_cue=_CUE_BEFORE.search(before) is not None,
        is_alone=is_alone,
        is_line=is_alone and not before.rpartition("\n")[2].strip(),
    )
    if not is_meant(chain):
        return None
    start = found.start() if found["user"] else labels[0].start
    in_front = (found["who"] or "").lower()
    return Written(start, host_end, end, host, path or "", is_odd, in_front)


def _without_words_before(text: str, labels: list[Label], *, is_glued: bool) -> list[Label]:
    """The chain without words that only a missing blank joined to it: 'rồi.bit.ly/abc'.

    `is_glued`: words were also joined to its end, so that 'máy-honda.vn.thanh' is one sentence.
    """
    words = [
        place
        for place, label in enumerate(labels)
        if _is_word(label.small) or (is_glued and any(map(_is_word, label.small.split("-"))))
    ]
    labels = labels[words[-1] + 1 :] if words else labels
    if labels and labels[0].small in _SCHEMES:
        labels = labels[1:]
    while (
        len(labels) > 2  # noqa: PLR2004  # a label and an ending must be left
        and dot_between(text, *labels[:2]) in WEAK
        and is_spoken(labels[0].small)
        and split_host(ascii_form(host_of(labels[1:]))).registered
    ):
        labels = labels[1:]
    return labels


def _is_word(label: str) -> bool:
    return is_marked(label) and len(label) < _SHORTEST_MARKED

"""A narrative in pieces: the words that led to a playbook, and what the redactor has hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casework.playbooks.library import Library, Quote
from console import wording

_TOKEN = re.compile(r"<([A-Z_]+)>")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a narrative: plain, or with the warning sign that it shows, or hidden.

    Of what is hidden `token` is the word that stands in the text, '<PHONE>'.
    """

    text: str
    sign: str | None = None
    hidden: bool = False
    token: str = ""


def pieces(library: Library, narrative: str, label: str | None) -> list[Piece]:
    """The narrative cut at the words that speak for a playbook; joined it reads as before."""
    quotes: tuple[Quote, ...] = ()
    if label is not None and label in library:
        quotes = library.match(label, narrative).quotes
    cut: list[Piece] = []
    place = 0
    for quote in quotes:
        start = narrative.find(quote.words, place)
        if start < 0:
            continue
        cut += _hide(narrative[place:start])
        place = start + len(quote.words)
        cut.append(Piece(readable(narrative[start:place]), sign=quote.sign))
    return [*cut, *_hide(narrative[place:])]


def readable(text: str) -> str:
    """A redacted text for readers: '<PHONE>' becomes '[số điện thoại]'."""
    return _TOKEN.sub(lambda found: f"[{_word_for(found.group(1))}]", text)


def as_stored(shown: str) -> str:
    """What an officer has copied from a page, as it stands in the case book: the way back."""
    for token, word in wording.TOKEN.items():
        shown = shown.replace(f"[{word}]", f"<{token}>")
    return shown


def _hide(text: str) -> Iterator[Piece]:
    place = 0
    for found in _TOKEN.finditer(text):
        if found.start() > place:
            yield Piece(text[place : found.start()])
        yield Piece(_word_for(found.group(1)), hidden=True, token=found.group())
        place = found.end()
    if place < len(text):
        yield Piece(text[place:])


def _word_for(token: str) -> str:
    return wording.TOKEN.get(token, wording.TOKEN_OTHER)

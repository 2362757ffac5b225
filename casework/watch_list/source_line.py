"""Who says so: a line that residents read. It names a unit and its paper, and nothing else."""

import re
import unicodedata
from typing import Final

from casework.evidence.links.candidates import find_links
from casework.playbooks.promises import CALLED_SAFE, PROMISED_OR_ASKED
from casework.watch_list.models import LONGEST_SOURCE
from casework.watch_list.refused import (
    NoSource,
    SourceLeads,
    SourceMarks,
    SourceReassures,
    SourceTells,
    SourceTooLong,
)

MOST_DIGITS: Final = 5
"""Digits that may stand together. Our choice: accounts begin at six, and a paper needs fewer."""

_FORMULA = ("=", "+", "-", "@")
# An apostrophe within a word is part of names: Ea H'leo.
_MARKS = re.compile(r"[{}<>\"`«»‹›“”„‟〈〉《》⟨⟩]|(?<!\w)['‘’‚‛]|['‘’‚‛](?!\w)")
# Whatever is written between digits, letters excepted: blanks, dots, dashes, slashes, brackets.
_DIGITS_TOGETHER = re.compile(r"\d(?:[\W_]*\d)+")
_YEAR = r"20[0-3]\d"
# A paper's number with its year (123/2026), a day, the years from-to. No phone's first digits.
_PAPER_OR_DAY = re.compile(
    rf"(?<!\d)(?<!\d[./])(?:(?!0\d\d\d)\d{{1,{MOST_DIGITS}}}/{_YEAR}"
    rf"|\d{{1,2}}(?P<sign>[./-])\d{{1,2}}(?P=sign){_YEAR}"
    rf"|{_YEAR}-\d{{2}}-\d{{2}}|{_YEAR} ?[-–] ?{_YEAR})(?!\d|[./-]\d)"
)
_GAP_IN_NUMBER = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_TAIL = 6


def checked_source(source: str, value: str | None) -> str:
    """Who says so; never what is listed. `value` in its one form, None if only its key is known.

    Raises NoSource, SourceTooLong, SourceMarks, SourceLeads, SourceTells, SourceReassures.
    """
    source = source.strip()
    if not source:
        raise NoSource
    if len(source) > LONGEST_SOURCE or not source.isprintable():
        raise SourceTooLong
    read = unicodedata.normalize("NFKC", source).strip()
    if read.startswith(_FORMULA) or _MARKS.search(read):
        raise SourceMarks
    if "@" in read or find_links(read):
        raise SourceLeads
    if _has_number(read) or (value and _tells(read.casefold(), value.casefold())):
        raise SourceTells
    if CALLED_SAFE.search(read) or PROMISED_OR_ASKED.search(read):
        raise SourceReassures
    return source


def _has_number(source: str) -> bool:
    for together in _DIGITS_TOGETHER.findall(_PAPER_OR_DAY.sub(" ", source)):
        if sum(map(str.isdigit, together)) > MOST_DIGITS:
            return True
    return False


def _tells(source: str, value: str) -> bool:
    """Whether the value stands there, or of a number its last digits (of a phone without +84)."""
    joined = _GAP_IN_NUMBER.sub("", source)
    tail = value[-_TAIL:]
    return value in source or value in joined or (tail.isdigit() and tail in joined)

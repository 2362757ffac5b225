"""Runs of digits, however they are typed: in one piece, spaced, spelled out, or mixed.

Sources: FACTS 6 (digits in words; separators; the trap that an ID number begins like a mobile
number, so that rules compare whole runs and never the beginning of one).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")
_SEPARATOR = re.compile(r"[\s.\-–—_·•/+]{1,3}|[\s.\-]?\)[\s.\-]{0,2}|\(|,")
_ODD_SEPARATOR = re.compile(r"[\s,;:~'\"=|\\\-]{1,4}")
_PIECE = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUED = re.compile(r"[\s.\-–—_·•/()+,]{0,4}")

# 'một một bảy, rồi ba tám năm': said in two breaths.
_THEN = re.compile(r"[\s,.\-]{1,3}(?:roi|tiep|ke|xong|sau do)(?: toi| den| la)?[\s,]{1,2}")

# As typed with marks, and without any. 'o' and 'oh' are read aloud for zero.
_SPELLED = {
    "0": "không khong hông hong zero zê o oh",
    "1": "một mốt mot one",
    "2": "hai two",
    "3": "ba three",
    "4": "bốn tư bon tu four",
    "5": "năm lăm nhăm nam lam nham five",
    "6": "sáu sau six",
    "7": "bảy bẩy bay seven",
    "8": "tám tam eight",
    "9": "chín chin nine",
}
_VALUE = {word: digit for digit, words in _SPELLED.items() for word in words.split()}
# "mười", "mươi": the ten adds a digit only when nothing follows; as a stand-in it is enough.
_VALUE |= dict.fromkeys(("mười", "mươi", "muoi", "mừi"), "1")

# Fewer number words than this in a row are kin ("anh Ba"), years ("năm 2025") or counting.
_FEWEST_WORDS = 3
_WIDEST_GAP = 4


class Chunk(NamedTuple):
    """Digits without a gap, or one number word."""

    start: int
    end: int
    digits: str
    spelled: bool


Run = tuple[Chunk, ...]


def runs(digits: str, lower: str, hidden: bytes) -> tuple[Run, ...]:
    """Return the runs of a text in order, leaving out what is hidden."""
    found = [
        Chunk(m.start(), m.end(), m.group(), spelled=False)
        for m in _DIGITS.finditer(digits)
        if hidden.find(1, m.start(), m.end()) < 0
    ]
    said = [
        Chunk(m.start(), m.end(), _VALUE[m.group()], spelled=True)
        for m in _WORDS.finditer(lower)
        if m.group() in _VALUE and hidden.find(1, m.start(), m.end()) < 0
    ]
    if not found and len(said) < _FEWEST_WORDS:
        return ()
    found += said
    found.sort(key=lambda chunk: chunk.start)
    return tuple(
        part
        for run in _joined(_unglued(found), digits, hidden)
        for part in _without_stray_words(run, digits, hidden)
    )


def windows(run: Run, longest: int) -> Iterator[tuple[int, int, str]]:
    """Yield every stretch of whole chunks with at most `longest` digits: start, end, digits."""
    for first in range(len(run)):
        digits = ""
        for last in range(first, len(run)):
            digits += run[last].digits
            if len(digits) > longest:
                break
            yield run[first].start, run[last].end, digits


def total(run: Run) -> int:
    """Count the digits of a run."""
    return sum(len(chunk.digits) for chunk in run)


def _unglued(chunks: list[Chunk]) -> list[Chunk]:
    """Drop a number word that overlaps digits: 'o' in 'o9o3' was read as a digit already."""
    kept: list[Chunk] = []
    for chunk in chunks:
        if kept and chunk.start < kept[-1].end:
            if chunk.spelled:
                continue
            kept.pop()
        kept.append(chunk)
    return kept


def _joined(chunks: list[Chunk], text: str, hidden: bytes) -> Iterator[Run]:
    run: list[Chunk] = []
    for chunk in chunks:
        if run and not _belongs(run[-1], chunk, text, hidden):
            yield tuple(run)
            run = []
        run.append(chunk)
    if run:
        yield tuple(run)


def _belongs(before: Chunk, after: Chunk, text: str, hidden: bytes) -> bool:
    if hidden.find(1, before.end, after.start) >= 0:
        return False
    if before.spelled and after.spelled and _THEN.fullmatch(text, before.end, after.start):
        return True
    if after.start - before.end > _WIDEST_GAP:
        return False
    if _oddly_joined(before, after, text):
        return True
    between = _GLUED if before.spelled or after.spelled else _SEPARATOR
    return between.fullmatch(text, before.end, after.start) is not None


def _oddly_joined(before: Chunk, after: Chunk, text: str) -> bool:
    """'0918, 777, 234', 'nhập 5201; 8780; 1759': pieces of three digits or more, and no years."""
    pieces = (before.digits, after.digits)
    if before.spelled or after.spelled or any(len(piece) < _PIECE for piece in pieces):
        return False
    if all(_YEAR.fullmatch(piece) for piece in pieces):
        return False
    return _ODD_SEPARATOR.fullmatch(text, before.end, after.start) is not None


def _without_stray_words(run: Run, text: str, hidden: bytes) -> Iterator[Run]:
    spelled = sum(chunk.spelled for chunk in run)
    if spelled == 0 or spelled >= _FEWEST_WORDS:
        yield run
        return
    yield from _joined([chunk for chunk in run if not chunk.spelled], text, hidden)

"""Phone numbers: mobile and landline, spaced, spelled out, cut in pieces, partly masked.

Sources: FACTS 6 (mobile: ten digits from 0, then 3, 5, 7, 8 or 9; +84 and 0084; landline 02 and
eight or nine more; masked forms from news). phonenumbers confirms the ranges.
"""

import re
from collections.abc import Iterator

import phonenumbers

from casework.privacy.numbers import Run, total, windows
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_LONGEST = 15
_LONGEST_PHONE = 13
_PAIR = 2
_FEWEST_SHOWN = 3
_MOBILE = re.compile(r"(?:0|84|0084|\+?840)[35789]\d{8}")
_LANDLINE = re.compile(r"(?:0|84|0084)2\d{8,9}")
_OLD_MOBILE = re.compile(r"01[2689]\d{8}")
_WITHOUT_ZERO = re.compile(r"[35789]\d{8}")
_CUE = re.compile(
    r"(?:\bs?dt\b|\bsdt|\bso\b|zalo|goi|lien he|\blh\b|hotline|phone|alo|nhan|viber|whatsapp)"
    r"[^<>]{0,25}$"
)
_LOOK_BACK = 40

_MASKED = re.compile(
    r"(?<![\w*])\(?(?:\+?84|0)(?:[ .\-()]{0,2}(?:[\dx*•#?]|\.{3})){6,10}"
    r"[ .\-]{0,2}[\dx*•#?](?![\w*])"
)
_MASK = re.compile(r"[x*•#?]{2}|[x*•#?][ .\-][x*•#?]|\.{3}|\d[x*]")
_FILLER = (
    r"(?:\W{1,3}(?:cham|gach|cach|roi|toi|cuoi|cung|la|dau|giua|tiep|theo|den|xong|va|voi|ke|sau|do|so|thi|"
    r"duoi)){1,4}"
)
_IN_PIECES = re.compile(
    rf"(?<!\d)(?:0|84)[35789]\d{{0,3}}{_FILLER}\W{{1,3}}\d{{2,4}}"
    rf"(?:(?:{_FILLER})?\W{{1,3}}\d{{2,4}}){{0,3}}(?!\d)"
)
_DIGITS_IN_PIECES = range(9, 13)
_TAIL = re.compile(r"(?:duoi|\d so cuoi|so cuoi)(?: la| so| cua no)?\W{1,2}(\d{3,4})(?!\d)")


def _find(reading: Reading) -> Iterator[Span]:
    for run in reading.runs:
        done = -1
        if _is_long_and_spaced(run):
            continue
        found = [w for w in windows(run, _LONGEST) if _is_phone(reading, *w)]
        for start, end, _ in sorted(found, key=lambda w: (w[0], -w[1])):
            if start >= done:
                yield _with_plus(reading, start), end
                done = end
    yield from _partly_hidden(reading)


def _is_long_and_spaced(run: Run) -> bool:
    """'1 0 3 8 7 7 2 ...': digits set apart are one number, and this one is too long."""
    return total(run) > _LONGEST_PHONE and all(len(chunk.digits) <= _PAIR for chunk in run)


def _is_phone(reading: Reading, start: int, _end: int, digits: str) -> bool:
    if _MOBILE.fullmatch(digits) or _OLD_MOBILE.fullmatch(digits):
        return True
    if _LANDLINE.fullmatch(digits):
        return True
    if digits.startswith("00") or reading.text[max(0, start - 1) : start] == "+":
        return phonenumbers.is_possible_number_string("+" + digits.removeprefix("00"), "VN")
    if _WITHOUT_ZERO.fullmatch(digits):
        return _CUE.search(reading.bare[max(0, start - _LOOK_BACK) : start]) is not None
    return False


def _with_plus(reading: Reading, start: int) -> int:
    while start and reading.text[start - 1] in "+(":
        start -= 1
    return start


def _partly_hidden(reading: Reading) -> Iterator[Span]:
    for found in _MASKED.finditer(reading.digits):
        if _MASK.search(found.group()) and sum(c.isdigit() for c in found.group()) >= _FEWEST_SHOWN:
            yield found.span()
    for found in _IN_PIECES.finditer(reading.digits):
        if sum(c.isdigit() for c in found.group()) in _DIGITS_IN_PIECES:
            yield found.span()
    for found in _TAIL.finditer(reading.digits):
        yield found.span(1)


PHONE = Recognizer("phone", "<PHONE>", _find, numeric=True)

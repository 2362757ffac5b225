"""Passwords and PINs: what stands after the cue.

Sources: FACTS 6 ('never store'), FACTS 7 (mk is also 'mình', so after 'mk' only a word with a
digit or a sign counts).
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_OF = (
    r"(?:\s{0,3}(?:la|cua|e|em|tui|toi|minh|no|fb|facebook|zalo|gmail|mail|vi|momo|zalopay|app|"
    r"wifi|cu|moi|thanh|dang nhap|ngan hang|nick|acc|so|the|atm|iphone|icloud|may|dt|chung|thi|"
    r"chi|anh|ba|me|ma|con|tele|telegram|tiktok|ins|vcb|mb|acb|bidv|ultraviewer|teamviewer|"
    r"anydesk)\b){0,5}"
)
_CUE = (
    r"\b(?:mat khau|matkhau|mat ma|pass(?:word|wd|code)?|pw|m\.k|pin|ma pin|ma bao mat|mk|mkhau|"
    r"mat khau cap 2)"
)
_VALUE = re.compile(rf"{_CUE}{_OF}\s{{0,3}}[:=\-]?\s{{0,3}}[\"'“‘(]?([^\s\"'“”‘’<>()]{{4,40}})")
_NAMED = re.compile(
    r"\b(?:mat khau|password|pass|mk)"
    r"(?:\s\w+){0,4}\s{0,3}[:=]\s{0,3}[\"'“‘]?([^\s\"'“”‘’<>,]{3,40})"
)
_SAID = re.compile(
    r"\b(?:mat khau|password|pass)"
    + _OF
    + r"(?:\s{0,3}[:=]\s{0,3}|\s{0,3}la:?\s{1,3}[\"'“‘]|\s{0,3}[\"“‘])"
    r"([^\s\"'“”‘’<>,]{3,40})"
)
# "pass wifi nhà tôi là ...": words that nobody can list between the cue and 'là' or a colon.
_LATER = re.compile(
    r"\b(?:mat khau|matkhau|mat ma|pass(?:word|wd|code)?|pw|m\.k|pin|mk|mkhau)"
    r"(?:[\s,]{1,2}[^\W\d_]+){0,9}?(?:\s{1,3}(?:la|thanh)|\s{0,3}[:=])\s{0,3}[\"'“‘(]?"
    r"((?=[^\s<>]{0,30}[a-z])[^\s\"'“”‘’<>()]{4,40})"
)
_SPACED_PIN = re.compile(rf"\b(?:ma )?pin{_OF}\W{{0,3}}(\d(?:[ .\-]?\d){{3,7}})(?!\d)")
_SIGNS = re.compile(r"\d|[@#$!&*_+^~]")
_DIGIT = re.compile(r"\d")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*(?:k|tr\d*|trieu|d|dong|vnd|%|h\d*|usd|usdt|/\d+)?")


def _find(reading: Reading) -> Iterator[Span]:
    for found in _VALUE.finditer(reading.bare):
        start, end = _trimmed(reading.text, *found.span(1))
        if _SIGNS.search(reading.bare, start, end) and not _is_amount(reading, start, end):
            yield start, end
    for found in _NAMED.finditer(reading.bare):
        start, end = _trimmed(reading.text, *found.span(1))
        if reading.text[start:end].isascii() and not _is_amount(reading, start, end):
            yield start, end
    for found in _SAID.finditer(reading.bare):
        start, end = _trimmed(reading.text, *found.span(1))
        if reading.text[start:end].isascii():
            yield start, end
    for found in _LATER.finditer(reading.bare):
        start, end = _trimmed(reading.text, *found.span(1))
        mixed = _DIGIT.search(reading.bare, start, end) is not None
        if mixed and reading.text[start:end].isascii() and not _is_amount(reading, start, end):
            yield start, end
    for found in _SPACED_PIN.finditer(reading.digits):
        yield found.span(1)


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in ".,;:?)":
        end -= 1
    return start, end


def _is_amount(reading: Reading, start: int, end: int) -> bool:
    word = reading.bare[start:end]
    found = _AMOUNT.fullmatch(word)
    return found is not None and not word.isdigit()


PASSWORD = Recognizer("password", "<PASSWORD>", _find)

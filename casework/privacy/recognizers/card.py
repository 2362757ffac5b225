"""Bank cards: the number, the expiry date.

Sources: FACTS 6 (13-19 digits, groups of four; Luhn optional), python-stdnum for the Luhn sum.
"""

import re
from collections.abc import Iterator

from stdnum import luhn

from casework.privacy.numbers import windows
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span
from casework.privacy.recognizers.cues import numbers_after

_SHORTEST, _LONGEST = 13, 19
_NAPAS = re.compile(r"9704\d{12}(?:\d{3})?")
_INTERNATIONAL = re.compile(r"(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|35\d{2})\d{12}|3[47]\d{13}")
_FOURS = re.compile(r"(?<!\d)\d{4}([ .\-])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?(?!\d)")
_CUE = re.compile(r"so the|\bthe (?:atm|visa|master|tin dung|ngan hang|ghi no|napas)|\bcard\b")
# An expiry date alone is nobody's; with the card's number or code it pays.
_CARD_HERE = re.compile(
    r"<CARD>|<CVV>|\bcvv|\bcvc|visa|master|\bcard\b|napas"
    r"|(?<!\d)\d{4}[ .\-]?[\dx*•#]{4}[ .\-]?[\dx*•#]{4}[ .\-]?[\dx*•#]{1,7}"
    r"|(?<![x*•#])[x*•#]{3,16}[ .\-]?\d{4}(?!\d)"
    r"|so the\b[^<>\d]{0,20}(?:\d|<[A-Z])|\b4 so cuoi"
)
_BEHIND = re.compile(r"<CARD>[,;/ |\-]{1,4}((?:0[1-9]|1[0-2])/(?:20)?(?:1[3-9]|[2-4]\d))(?![\d/])")
_EXPIRY_IN_WORDS = re.compile(
    r"(?:\bhan\b|het han|hieu luc|\bexp\w*|valid)[^<>\d]{0,20}(thang (?:0?[1-9]|"
    r"1[0-2])(?: ?[/\-] ?| nam )20[2-4]\d)(?!\d)"
)
_EXPIRY = re.compile(
    r"(?:\bhan\b|het han|hieu luc|\bexp\w*|valid|thang nam|ngay phat hanh|\bdate\b)"
    r"[^<>\d]{0,20}((?:0[1-9]|1[0-2])[ /\-.]{1,3}(?:20)?(?:1[3-9]|[2-4]\d))(?![\d/])"
)


_EXPIRES = re.compile(r"\bhan\b|hieu luc|\bexp|valid|thang nam|ngay phat hanh|\bdate\b")


def _find(reading: Reading) -> Iterator[Span]:
    for found in _FOURS.finditer(reading.digits):
        yield found.span()
    for run in reading.runs:
        for start, end, digits in windows(run, _LONGEST):
            if _is_card(digits):
                yield start, end
    yield from numbers_after(reading, _CUE, range(_SHORTEST, _LONGEST + 1))
    # An expiry date has a cue of its own; without one there is nothing more to look for.
    if not _EXPIRES.search(reading.bare) and "<CARD>" not in reading.text:
        return
    if _CARD_HERE.search(reading.digits) or _CARD_HERE.search(reading.text):
        for form in (_EXPIRY, _EXPIRY_IN_WORDS):
            for found in form.finditer(reading.digits):
                yield found.span(1)
    for found in _BEHIND.finditer(reading.with_tokens):
        yield found.span(1)


def _is_card(digits: str) -> bool:
    if _NAPAS.fullmatch(digits):
        return True
    return bool(_INTERNATIONAL.fullmatch(digits)) and luhn.is_valid(digits)


CARD = Recognizer("card", "<CARD>", _find, numeric=True)

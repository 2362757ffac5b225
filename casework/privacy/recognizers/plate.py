"""Number plates.

Sources: FACTS 6 (plates are basic personal data; two digits, a letter, perhaps a digit, then
four or five digits).
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_PLATE = re.compile(
    r"(?<![a-z0-9.,/])[1-9]\d[ .\-]{0,3}(?:[a-z]{1,2}\d|[a-z]{1,2})[ .\-]{0,3}"
    r"(?:\d{3}[ .\-]{0,2}\d{2}|\d{2}[ .]\d{3}|\d{4})(?![a-z0-9]|[.,]\d)"
)
# Read aloud: 'sáu sáu bê một, bảy ba tám chấm hai chín'.
_NUMBER_WORD = (
    r"(?:khong|hong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|tram|le|linh|\d{1,3})"
)
_LETTER_SAID = (
    r"(?:a|be|bo|xe|se|co|xo|de|do|e|ef|gi|gio|hat|ho|ca|en|lo|em|mo|no|pe|po|ro|et|so|to|u|vo|"
    r"ich|[a-z])"
)
_SPOKEN = re.compile(
    rf"(?:bien(?: so| kiem soat| xe)|xe so|\bbks|\bbs)\b[^<>\d]{{0,40}}?"
    rf"(?<!\w)((?:{_NUMBER_WORD}[ ,]{{1,2}}){{1,3}}{_LETTER_SAID}[ ,]{{1,2}}"
    rf"(?:(?:{_NUMBER_WORD}|cham)[ ,]{{0,2}}\b){{3,9}})(?!\w)"
)
_CUED = re.compile(
    r"(?:bien so|bien kiem soat|\bbks\b|\bbs\b)(?: xe)?[^<>\d]{0,20}?"
    r"((?=[a-z0-9 .\-]{0,14}\d{2})[a-z0-9]{1,4}[ .\-]{0,3}[a-z0-9]{1,4}"
    r"(?:[ .\-]{0,3}\d{1,5}){1,3})(?![a-z0-9])"
)
# Military: two letters and four digits. The tail alone: 'đuôi 123.45'.
_MILITARY = re.compile(
    r"(?:\bxe\b|bien|quan doi)[^<>\d\n]{0,20}?\b([a-z]{2}[ \-]?\d{2}[ \-.]?\d{2})(?![\w])"
)
_TAIL = re.compile(r"\bduoi (?:so )?(\d{3}\.\d{2})(?!\d)")
_UNIT_SPACE = re.compile(r"\d\d ?[khd] ")


def _find(reading: Reading) -> Iterator[Span]:
    for found in _CUED.finditer(reading.bare):
        yield found.span(1)
    for found in _SPOKEN.finditer(reading.bare):
        yield found.span(1)
    for form in (_MILITARY, _TAIL):
        for found in form.finditer(reading.bare):
            yield found.span(1)
    for found in _PLATE.finditer(reading.bare):
        typed = reading.text[found.start() : found.end()]
        if typed != found.group() or not _UNIT_SPACE.match(found.group()):
            yield found.span()


PLATE = Recognizer("plate", "<PLATE>", _find)

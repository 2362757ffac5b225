"""What follows the domain of a link: it often holds the victim's number or a personal code.

Source: FACTS 6 ('a scam domain is not personal data'; mask the rest, keep the domain).
"""

import re
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_LINK = re.compile(
    r"(?<![\w@.\-])(?:[a-z0-9](?:[a-z0-9\-]{0,62})\.){1,6}[a-z]{2,15}(?::\d{2,5})?"
    r"(?P<path>[/?#][^\s<>\"'“”]{1,2000})"
)
_PLAIN_PATH = re.compile(r"/(?:[a-z\-]{1,16}/?){0,2}(?:\.(?:html?|php|apk|aspx))?")


def _find(reading: Reading) -> Iterator[Span]:
    for found in _LINK.finditer(reading.bare):
        start, end = found.span("path")
        while end > start and reading.text[end - 1] in ".,;:!?)”\"'":
            end -= 1
        if not _PLAIN_PATH.fullmatch(reading.bare, start, end):
            yield start + 1, end


LINK_PATH = Recognizer("other_id", "<OTHER_ID>", _find)

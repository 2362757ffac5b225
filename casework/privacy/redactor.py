"""The redactor: destroys personal data in a text and says of what kind it was.

It fails closed: when all recognizers have spoken, digits that nobody could explain go too. It
repeats until nothing more is found, so that its own output never changes when redacted again.
"""

import unicodedata
from dataclasses import dataclass

from casework.privacy.claims import Claims
from casework.privacy.normalize import Normalized, normalize
from casework.privacy.reading import Reading
from casework.privacy.recognizers import LAST, RECOGNIZERS
from casework.privacy.texts import RawText, RedactedText

_MOST_PASSES = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of personal data that was destroyed; offsets into the original text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text and what was taken out of it: kinds and places, no values."""

    text: RedactedText
    found: tuple[Found, ...]


def redact(text: RawText) -> Redaction:
    """Replace all personal data in a text by tokens."""
    current = normalize(text)
    found: list[Found] = []
    for _ in range(_MOST_PASSES):
        current, new = _redact_once(current)
        found += new
        if not new:
            break
    return Redaction(RedactedText(current.text), tuple(sorted(found, key=lambda f: f.start)))


def redacted_before(stored: str) -> RedactedText:
    """A text that was redacted before it was stored, as `cases.models.Narrative` reads it back."""
    return RedactedText(stored)


def _redact_once(source: Normalized) -> tuple[Normalized, list[Found]]:
    reading = Reading(source.text)
    claims = Claims(reading)
    for recognizer in RECOGNIZERS:
        if recognizer.numeric and not reading.has_numbers:
            continue
        for span in recognizer.find(reading):
            claims.add(span, recognizer)
    if _digits_left(reading, claims.mask):
        for span in LAST.find(reading.hiding(claims.mask)):
            claims.add(span, LAST)
    return _replace(source, claims)


def _digits_left(reading: Reading, mask: bytes) -> bool:
    """Whether any digits stand where nothing was claimed."""
    return any(not mask[chunk.start] for run in reading.runs for chunk in run)


def _replace(source: Normalized, claims: Claims) -> tuple[Normalized, list[Found]]:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    found: list[Found] = []
    place = 0
    for claim in claims.in_order():
        end = _past_marks(source.text, claim.end)
        first, last = source.starts[claim.start], source.ends[end - 1]
        token = claim.recognizer.token
        letters += [source.text[place : claim.start], token]
        starts += source.starts[place : claim.start] + [first] * len(token)
        ends += source.ends[place : claim.start] + [last] * len(token)
        found.append(Found(claim.recognizer.kind, first, last))
        place = end
    letters.append(source.text[place:])
    starts += source.starts[place:]
    ends += source.ends[place:]
    return Normalized("".join(letters), starts, ends), found


def _past_marks(text: str, end: int) -> int:
    """Take in marks that hang on the last character: they would change the token's bracket."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end

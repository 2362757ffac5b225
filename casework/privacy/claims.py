"""Who has claimed which part of a text: the earlier recognizer wins, the later gets the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.privacy.reading import TOKEN, Reading
from casework.privacy.recognizers.base import Recognizer, Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of the text that will be replaced by the recognizer's token."""

    start: int
    end: int
    recognizer: Recognizer


class Claims:
    """The claims on one text. Tokens that stand in it already belong to nobody else."""

    def __init__(self, reading: Reading) -> None:
        """Begin with the tokens of an earlier redaction."""
        self._text = reading.text
        self._mask = bytearray(len(reading.text))
        self._claims: list[Claim] = []
        for found in TOKEN.finditer(reading.text):
            self._cover(found.start(), found.end())

    @property
    def mask(self) -> bytes:
        """One byte a character; not zero where the text is claimed."""
        return bytes(self._mask)

    def add(self, span: Span, recognizer: Recognizer) -> None:
        """Claim what is still free of a span, without blanks and punctuation at its ends."""
        for start, end in self._free_parts(*span):
            self._cover(start, end)
            self._claims.append(Claim(start, end, recognizer))

    def in_order(self) -> list[Claim]:
        """Return the claims from left to right."""
        return sorted(self._claims, key=lambda claim: claim.start)

    def _cover(self, start: int, end: int) -> None:
        self._mask[start:end] = b"\x01" * (end - start)

    def _free_parts(self, start: int, end: int) -> Iterator[Span]:
        place = start
        while place < end:
            until = self._mask.find(1, place, end)
            until = end if until < 0 else until
            if part := self._trimmed(place, until):
                yield part
            place = until + 1

    def _trimmed(self, start: int, end: int) -> Span | None:
        """Cut blanks at both ends; a part without a letter or digit is no part."""
        if not any(c.isalnum() for c in self._text[start:end]):
            return None
        while self._text[start].isspace() or self._text[start] in ",;:":
            start += 1
        while self._text[end - 1].isspace() or self._text[end - 1] in ",;:":
            end -= 1
        return start, end

"""The words of a text, for the rules about names and addresses."""

import re
from typing import NamedTuple

_WORD = re.compile(r"<[A-Z_]+>|[^\W_]+(?:['’`´][^\W\d_]+)*")
_JOINED = re.compile(r"[ \t]{1,3}|[ \t]?\r?\n[ \t]?")
_SPACES = re.compile(r"\s{1,3}")


class Word(NamedTuple):
    """One word with its views and how it is joined to the word before."""

    start: int
    end: int
    typed: str
    lower: str
    bare: str
    joined: bool
    """Only blanks or one line break stand between this word and the one before."""

    @property
    def upper(self) -> bool:
        """All letters are capitals, and there is more than one."""
        return self.typed.isupper() and len(self.typed) > 1 and self.typed.isalpha()

    @property
    def title(self) -> bool:
        """Begins with a capital and goes on in small letters, or is one capital."""
        return self.typed[0].isupper() and (len(self.typed) == 1 or not self.typed.isupper())

    @property
    def marked(self) -> bool:
        """Typed with at least one mark."""
        return self.lower != self.bare


def split(text: str, lower: str, bare: str) -> tuple[Word, ...]:
    """Split a text into words; the three views have equal lengths."""
    words: list[Word] = []
    for found in _WORD.finditer(text):
        start, end = found.span()
        joined = bool(words) and _JOINED.fullmatch(text, words[-1].end, start) is not None
        words.append(Word(start, end, found.group(), lower[start:end], bare[start:end], joined))
    return tuple(words)

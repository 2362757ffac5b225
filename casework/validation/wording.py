"""Examples as words: as typed and bare, without redaction tokens."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from casework.playbooks.data_file import Mistake
from casework.playbooks.examples import Example
from casework.vietnamese import fold, strip_tones

_TOKEN = re.compile(r"<[A-Za-z_]+>")
_WORD = re.compile(r"\w+")

Shingle = tuple[str, ...]
"""Some words in a row."""


@dataclass(frozen=True, slots=True)
class Worded:
    """An example and its words, the same number in both views."""

    example: Example
    typed: Sequence[str]
    bare: Sequence[str]

    @property
    def place(self) -> str:
        """Where it stands, as a trainer looks for it."""
        return f"{self.example.path.name}:{self.example.line}"

    def mistake(
        self, wrong: str, mend: str, *, is_warning: bool = False, is_personal: bool = False
    ) -> Mistake:
        """A mistake at the line of this example."""
        e = self.example
        return Mistake(str(e.path), e.line, e.intent, wrong, mend, is_warning, is_personal)


def worded(examples: Iterable[Example]) -> list[Worded]:
    """Examples with their words."""
    return [Worded(example, *views(example.text)) for example in examples]


def views(text: str) -> tuple[Sequence[str], Sequence[str]]:
    """The words of a text, as casework.vietnamese.words reads them: folded, and bare."""
    read = [_views_of(word) for word in _WORD.findall(_TOKEN.sub(" ", _nfc(text)))]
    return [typed for typed, _ in read], [bare for _, bare in read]


def shingles(words: Sequence[str], length: int) -> list[Shingle]:
    """Every run of so many words, in order."""
    return list(zip(*(words[start:] for start in range(length)), strict=False))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@cache
def _views_of(word: str) -> tuple[str, str]:
    """Thirteen thousand examples have half a million words, but few different ones."""
    folded = fold(word)
    return folded, strip_tones(folded)

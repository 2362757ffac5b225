"""A text as the recognizers read it: several views of the same length, made once.

Equal lengths mean that a place found in one view is the same place in all of them. Sources:
FACTS 6 (letters typed for digits), FACTS 7 (residents often type without tone marks, so rules
read the bare view and look at the typed one where marks decide).
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from casework.privacy.numbers import Run, runs
from casework.privacy.protected.numbers import kept_numbers
from casework.privacy.protected.phrases import kept_words
from casework.privacy.words import Word, split

# Cyrillic and Greek letters that look like Latin ones.
_LOOKALIKES = dict(zip("аеорсухіοαν", "aeopcyxioav", strict=True))

_FEW_LETTERS = re.compile(r"(?<![a-z0-9])(?=[oil|]{0,4}\d)[\doil|]{2,}(?![a-z0-9])")
_MORE_LETTERS = re.compile(r"(?<![a-z0-9])[\doil|sbzgq]{8,14}(?![a-z0-9])")
_AS_DIGITS = str.maketrans("oil|sbzgq", "011158299")
_MOSTLY_DIGITS = 6
_MOSTLY_CAPITALS = 0.7
_FEWEST_WORDS = 7
_ACCOUNT = re.compile(r"\bs?tk|tai khoan|\bctk|bank\b|\bck\b")

_VIEWS = ("_without_tokens", "bare", "lower", "digits", "kept_numbers")
_DIGIT = re.compile(r"\d")

TOKEN = re.compile(r"<[A-Z_]+>")
_NOTHING = "\x01"


@dataclass(frozen=True)
class Reading:
    """One text, ready to be searched."""

    text: str
    hidden: bytes = field(default=b"", repr=False)

    @cached_property
    def bare(self) -> str:
        """Lower case, no tone marks, đ as d; same length as the text."""
        return "".join(map(_bare_letter, self._without_tokens))

    @cached_property
    def lower(self) -> str:
        """Lower case with tone marks; same length as the text."""
        return "".join(map(_lower_letter, self._without_tokens))

    @cached_property
    def _without_tokens(self) -> str:
        """Leave only the brackets of tokens: the word in '<OTP>' is no cue."""
        if "<" not in self.text:
            return self.text
        return TOKEN.sub(lambda m: f"<{_NOTHING * (len(m.group()) - 2)}>", self.text)

    @cached_property
    def digits(self) -> str:
        """The bare view, with letters that stand for digits read as digits."""
        few = _FEW_LETTERS.sub(lambda m: m.group().translate(_AS_DIGITS), self.bare)
        return _MORE_LETTERS.sub(_if_mostly_digits, few)

    @cached_property
    def with_tokens(self) -> str:
        """The digits view in which the tokens of an earlier pass can be read."""
        letters = list(self.digits)
        for found in TOKEN.finditer(self.text):
            letters[found.start() : found.end()] = found.group()
        return "".join(letters)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Digits that stand together, without amounts, dates, hotlines and what is hidden."""
        mask = bytearray(self.hidden or bytes(len(self.text)))
        for start, end in self.kept_numbers:
            mask[start:end] = b"\x01" * (end - start)
        return runs(self.digits, self.lower, bytes(mask))

    @cached_property
    def has_numbers(self) -> bool:
        """Whether any digit stands here, typed, masked, or said in a row of number words."""
        return _DIGIT.search(self.digits) is not None or bool(self.runs)

    @cached_property
    def kept_numbers(self) -> tuple[tuple[int, int], ...]:
        """Tokens of an earlier pass, amounts, dates, hotlines: no rule for digits touches them."""
        tokens = [found.span() for found in TOKEN.finditer(self.text)] if "<" in self.text else []
        # Amounts and dates have digits, or letters that are read as digits.
        if _DIGIT.search(self.digits) is None:
            return tuple(tokens)
        return (*tokens, *kept_numbers(self.digits, self.lower))

    @cached_property
    def chunks(self) -> tuple[list[int], list[tuple[Run, int]]]:
        """Where the chunks of all runs begin, and which chunk of which run each is."""
        places = [(chunk.start, run, index) for run in self.runs for index, chunk in enumerate(run)]
        return [start for start, _, _ in places], [(run, index) for _, run, index in places]

    @cached_property
    def shouted(self) -> bool:
        """Whether nearly all words begin with a capital, so that capitals mean nothing."""
        letters = [word for word in self.words if word.typed[0].isalpha()]
        if len(letters) < _FEWEST_WORDS:
            return False
        return sum(word.typed[0].isupper() for word in letters) > _MOSTLY_CAPITALS * len(letters)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, for rules about names and addresses."""
        return split(self.text, self.lower, self.bare)

    @cached_property
    def word_starts(self) -> list[int]:
        """Where the words begin, to find the word at a place."""
        return [word.start for word in self.words]

    @cached_property
    def kept(self) -> frozenset[int]:
        """Indexes of words that are places, brands or roles."""
        return kept_words(self.words)

    @cached_property
    def marked(self) -> bool:
        """Whether the resident types tone marks: then a word without marks has none."""
        return self.lower != self.bare

    @cached_property
    def speaks_of_accounts(self) -> bool:
        """Whether an account is spoken of: then its holder is near."""
        return _ACCOUNT.search(self.bare) is not None or "<ACCOUNT>" in self.text

    def hiding(self, hidden: bytes) -> "Reading":
        """Return the same text with parts that number rules must not look at."""
        other = Reading(self.text, hidden)
        # The views are the same whatever is hidden; only what is made of them differs.
        other.__dict__.update({name: getattr(self, name) for name in _VIEWS})
        return other


@lru_cache(maxsize=4096)
def _lower_letter(letter: str) -> str:
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


@lru_cache(maxsize=4096)
def _bare_letter(letter: str) -> str:
    lower = _lower_letter(letter)
    if lower.isascii():
        return lower
    if lower == "đ":
        return "d"
    first = unicodedata.normalize("NFD", lower)[0]
    return _LOOKALIKES.get(first, first)


def _if_mostly_digits(found: re.Match[str]) -> str:
    token = found.group()
    if sum(c.isdigit() for c in token) < _MOSTLY_DIGITS:
        return token
    return token.translate(_AS_DIGITS)

"""The bare form of a word of the lexicon: lower case, no marks, đ as d."""

import unicodedata


def bare(word: str) -> str:
    """Return the word as it is typed without tone marks."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")

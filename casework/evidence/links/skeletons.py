"""What a name looks like: foreign letters, digits and pairs of letters that pass for others.

Three steps, each coarser than the one before. `plain`: every letter of another alphabet, or with
a mark on it, becomes the ASCII letter it looks like (Cyrillic "і" and Vietnamese "ì" are "i").
`skeleton`: what a hurried reader takes for the same is the same ("rn" and "m", "0" and "o").
`blurred`: what looks alike in small print is the same too ("c" and "e", "u" and "v").
"""

import re
import unicodedata
from functools import lru_cache

from confusable_homoglyphs import confusables  # type: ignore[import-untyped]

# The Unicode name of a letter says which letter it is drawn after: "LATIN SMALL LETTER A WITH
# OGONEK", "LATIN LETTER SMALL CAPITAL R", "LATIN SMALL LETTER DOTLESS I".
_LATIN_NAME = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?(?:LETTER |LIGATURE )"
    r"(?:SMALL |CAPITAL |DOTLESS |SCRIPT |OPEN |TURNED |REVERSED |LONG |BROKEN |INSULAR )*"
    r"(A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|P|Q|R|S|T|U|V|W|X|Y|Z|AE|OE|OO)(?: WITH .*| DIGRAPH| BAR)?$"
)
# Letters whose Unicode name does not tell what they look like.
_BY_HAND = {
    "ə": "a", "ǝ": "a", "ɑ": "a", "α": "a", "ƅ": "b", "ь": "b", "ъ": "b", "β": "b", "в": "b",
    "ɩ": "i", "ι": "i", "ӏ": "l", "ĸ": "k", "к": "k", "κ": "k", "ŋ": "n", "ƞ": "n", "η": "n",
    "п": "n", "ƿ": "p", "ρ": "p", "ƨ": "s", "ƽ": "5", "ʒ": "3", "ƻ": "2", "з": "3", "т": "t",
    "τ": "t", "м": "m", "н": "h", "һ": "h", "υ": "u", "ʋ": "v", "ν": "v", "ѵ": "v", "ω": "w",
    "ш": "w", "щ": "w", "ԝ": "w", "γ": "y", "у": "y", "ү": "y", "χ": "x", "ԁ": "d", "ԍ": "g",
    "ց": "g", "ո": "n", "ս": "u", "օ": "o", "հ": "h", "ք": "p", "ƍ": "g", "σ": "o", "δ": "d",
    "ɛ": "e", "ε": "e", "є": "e", "э": "e", "и": "u", "л": "n", "г": "r", "ɼ": "r", "ß": "b",
}  # fmt: skip
_PAIRS = (("vv", "w"), ("rn", "m"), ("cl", "d"))
_SAME = str.maketrans("0134579|", "oleastgl")
_BLURRED_PAIRS = (("nn", "m"), ("lc", "k"), ("lh", "h"), ("lb", "b"), ("dl", "d"))
_BLURRED = str.maketrans("cdqvmri69", "ebgunnlgg")


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    """The ASCII letters that one character looks like; itself if nobody knows."""
    if letter in _BY_HAND:
        return _BY_HAND[letter]
    folded = unicodedata.normalize("NFKD", letter.casefold())
    kept = "".join(part for part in folded if not unicodedata.combining(part))
    if kept and kept.isascii():
        return kept
    if len(kept) == 1 and kept in _BY_HAND:
        return _BY_HAND[kept]
    named = _LATIN_NAME.match(unicodedata.name(letter, "")) or _LATIN_NAME.match(
        unicodedata.name(kept[:1], "") if kept else ""
    )
    if named:
        return named[1].lower()
    for twin in confusables.confusables_data.get(kept or letter, ()):
        if twin["c"].isascii() and twin["c"].isalnum():
            return str(twin["c"]).lower()
    return letter


def plain(label: str) -> str:
    """A label, read as ASCII letters wherever that is what it looks like."""
    if label.isascii():
        return label.lower()
    return "".join(_plain_letter(letter) for letter in label).lower()


def skeleton(label: str) -> str:
    """A plain label in which what a hurried reader takes for the same is the same."""
    for pair, one in _PAIRS:
        label = label.replace(pair, one)
    return label.translate(_SAME).replace("i", "l")


def blurred(seen: str) -> str:
    """A skeleton in which what looks alike in small print is the same."""
    for pair, one in _BLURRED_PAIRS:
        seen = seen.replace(pair, one)
    return seen.translate(_BLURRED)

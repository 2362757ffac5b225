"""Which brands a message names, however their names are spaced and marked.

The words of a message are looked up one by one and joined with their neighbours ("Viet com bank"),
in a dictionary over all names: so a name is only found as whole words, and the number of brands
costs nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from casework.evidence.official_domains import Brand, BrandKind, OfficialDomains
from casework.evidence.pasted import Pasted
from casework.privacy.lexicon.brands import BANKS, BRANDS
from casework.vietnamese import fold, strip_tones

# Fewer letters than this are an abbreviation; more than that are no everyday word by chance.
_SHORT = 3
_UNMISTAKABLE = 7

_WORD = re.compile(r"[a-z]+|\d+")
_TYPED = re.compile(r"\w+")
_GAP = re.compile(r"[ .\-_·]{0,2}|[ ]?&[ ]?")
_TOKEN = re.compile(r"\S+")
_HOST = re.compile(
    r"(?<![\w.\-])[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:com|vn|net|org|info|top|vip|xyz|site|online"
    r"|shop|club|app|cc|me|link|live|store|icu|tk|io|co|gg)(?![a-z0-9])(?:[/?#:]\S*)?"
)
# Longer than any host; what is longer is looked at no further.
_LONGEST_TOKEN = 300
_SAYS_NOTHING = frozenset(
    "nganhang vidientu vietnam cacnganhang nganhangtmcp trangweb ungdung tructuyen".split()
)
_BEFORE = re.compile(
    r"(?:ngan hang|\bnh|\bbank|\bs?tk|tai khoan|\bapp|ung dung|vi dien tu|\bthe|hotline|"
    r"tong dai(?: vien)?|\bcskh|nhan vien|\bweb|website|fanpage|cong ty|\bhang xe|\bsan|tai xe|"
    r"don hang)(?: cua| ben| cty)?[\s:.\-(]{1,3}$"
)
_BEHIND = re.compile(r"[\s:.\-()]{0,3}(?:e?bank|ngan hang|digi|app\b|pay\b|(?:\d ?){6,19})")
# '0123456789 NGUYEN VAN AN MB': an abbreviation in capitals behind a number and its holder.
_BEHIND_A_NUMBER = re.compile(r"(?:\d[ .]?){6,19}[\s\-,:(]{1,3}(?:[a-z]{1,7}[ ,\-]{1,3}){0,5}$")
_LOOK_BACK, _FAR_BACK, _LOOK_AHEAD = 28, 60, 26


# Names whose tone marks are known: 'liên quan' is no game, 'con cũng' no shop.
_MARKED = {
    "".join(map(strip_tones, words)): words
    for words in (tuple(map(fold, name.split())) for name in BRANDS.replace("\n", "").split("|"))
    if any(strip_tones(word) != word for word in words)
}
# Without marks such a name is rather the everyday word, unless it is an office's or a bank's.
_WORDY = frozenset({BrandKind.OTHER, BrandKind.MARKETPLACE, BrandKind.SOCIAL, BrandKind.TRAVEL})


@dataclass(frozen=True, slots=True)
class NamedBrand:
    """A brand that is named. The place is in the normalised text (`Pasted.reading.text`)."""

    brand: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How a brand may be written; `words`: as it stands in a name, with its tone marks."""

    brand: Brand
    words: tuple[str, ...] | None = None

    @property
    def has_marks(self) -> bool:
        """Whether the name is Vietnamese, so that other marks make another word."""
        return any(strip_tones(word) != word for word in self.words or ())


class BrandNames:
    """Finds the brands of data/official_domains.yml in messages."""

    def __init__(self, official: OfficialDomains) -> None:
        self._spellings: dict[str, list[_Spelling]] = defaultdict(list)
        for brand in official.brands:
            for letters, spelling in _spellings(brand):
                self._spellings[letters].append(spelling)
        # What some name begins with: a stretch of words that none begins with is given up.
        self._beginnings = frozenset(
            letters[:length] for letters in self._spellings for length in range(1, len(letters) + 1)
        )

    def named_in(
        self, text: str | Pasted, links: Iterable[tuple[int, int]] = ()
    ) -> tuple[NamedBrand, ...]:
        """The brands that a text names, in order. What stands inside a link names nobody.

        `links`: where links stand in the text as pasted; plainly written ones and e-mail addresses
        are seen without being told.
        """
        pasted = text if isinstance(text, Pasted) else Pasted.of(text)
        bare = _without_links(pasted, links)
        words = [found.span() for found in _WORD.finditer(bare)]
        return tuple(self._named(pasted, bare, words))

    def _named(
        self, pasted: Pasted, bare: str, words: list[tuple[int, int]]
    ) -> Iterator[NamedBrand]:
        done = 0
        for first, (start, _) in enumerate(words):
            if start < done:
                continue
            best = None
            letters = ""
            for last in range(first, len(words)):
                if last > first and not _GAP.fullmatch(bare, words[last - 1][1], words[last][0]):
                    break
                letters += bare[slice(*words[last])]
                if letters not in self._beginnings:
                    break
                stretch = words[first : last + 1]
                if brand := self._meant(letters, stretch, pasted):
                    best = NamedBrand(brand, start, stretch[-1][1])
            if best is not None:
                done = best.end
                yield best

    def _meant(self, letters: str, words: list[tuple[int, int]], pasted: Pasted) -> str | None:
        for spelling in self._spellings.get(letters, ()):
            sure = _is_sure(spelling, letters, words, pasted)
            if sure is None:
                continue
            if sure or _has_a_cue(pasted, words[0][0], words[-1][1]):
                return spelling.brand.id
        return None


def _spellings(brand: Brand) -> Iterator[tuple[str, _Spelling]]:
    # What stands in brackets is an alias, or says where: 'IBK (Hàn Quốc)'.
    words = tuple(fold(word) for word in _TYPED.findall(brand.name.partition("(")[0]))
    letters = "".join(map(strip_tones, words))
    for alias in brand.aliases:
        yield alias, _Spelling(brand, words if alias == letters else _MARKED.get(alias))
        # 'MB', 'Agri', 'Sacom': what residents call them.
        short = alias.removesuffix("bank")
        if brand.kind is BrandKind.BANK and short in BANKS - set(brand.aliases):
            yield short, _Spelling(brand)
    if len(letters) > 1 and letters not in _SAYS_NOTHING and letters not in brand.aliases:
        yield letters, _Spelling(brand, words)


def _without_links(pasted: Pasted, links: Iterable[tuple[int, int]]) -> str:
    bare = pasted.reading.bare
    if "." in bare or "@" in bare or "://" in bare:
        bare = _TOKEN.sub(_without_link, bare)
    for start, end in pasted.here(links):
        bare = bare[:start] + "\n" * (end - start) + bare[end:]
    return bare


def _without_link(found: re.Match[str]) -> str:
    token = found.group()
    if "://" in token or "www." in token or "@" in token or len(token) > _LONGEST_TOKEN:
        return "\n" * len(token)
    return _HOST.sub(lambda host: "\n" * len(host.group()), token) if "." in token else token


def _is_sure(
    spelling: _Spelling, letters: str, words: list[tuple[int, int]], pasted: Pasted
) -> bool | None:
    """Whether the name alone is enough; None if it is another word that only looks like it."""
    reading = pasted.reading
    start, end = words[0][0], words[-1][1]
    brand, name = spelling.brand, spelling.words
    long = len(letters) >= _UNMISTAKABLE
    typed = tuple(fold(word) for word in _TYPED.findall(reading.lower[start:end]))
    if reading.lower[start:end] != reading.bare[start:end]:
        known = typed == name if spelling.has_marks else long
        return not brand.is_word if known else None
    if brand.is_word or (spelling.has_marks and brand.kind in _WORDY):
        return False
    apart = any(one[1] != two[0] for one, two in pairwise(words))
    if apart and not long and not letters.endswith("bank") and typed != name:
        # 'ti ki', 'mo mo', 'cho tot' are also words.
        return False if spelling.has_marks else None
    return len(letters) > _SHORT or _is_abbreviation(brand, letters, start, end, pasted)


def _is_abbreviation(brand: Brand, letters: str, start: int, end: int, pasted: Pasted) -> bool:
    """'VCB' in capitals where others are not; 'MB' is also megabytes, so two letters are few."""
    if len(letters) < _SHORT or brand.kind is BrandKind.OTHER:
        return False
    reading = pasted.reading
    return reading.text[start:end].isupper() and not reading.shouted


def _has_a_cue(pasted: Pasted, start: int, end: int) -> bool:
    if _BEFORE.search(pasted.before(start, _LOOK_BACK)):
        return True
    capitals = pasted.reading.text[start:end].isupper()
    if capitals and _BEHIND_A_NUMBER.search(pasted.before(start, _FAR_BACK)):
        return True
    return _BEHIND.match(pasted.after(end, _LOOK_AHEAD)) is not None

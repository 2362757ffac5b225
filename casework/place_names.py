"""Finds names of places in a resident's few words, with or without tone marks.

Shared by communes and provinces: both are short lists of names, of which the longest that stands in
the text counts, and what stands before a name says what kind of place is meant.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from casework.vietnamese import Word, words

# "quý" and "quí", "mỹ" and "mĩ" are the same; "thuỷ" and "thuí" are not.
_LAST_Y = re.compile(r"(?<=[bcdđghklmnpqrstvx])[yýỳỷỹỵ]$|(?<=qu)[yýỳỷỹỵ]$")
_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")

Place = TypeVar("Place")
Name = tuple[Word, ...]
Kind = tuple[str, ...]


# Behind these a name is not where it happened: denied, only near, where the others say they are,
# and what has its seat there. As typed: "hồng" is a part of names, "hổng" is a no.
_FAR_OFF = frozenset(
    (word,)
    for word in (
        "không khong hổng hông hong ko kô chẳng chả gần gan giáp giap kế cạnh canh ranh sát sat "
        "nó thằng thang họ xưng xung từ bọn bon"
    ).split()
) | frozenset(
    tuple(phrase.split())
    for phrase in (
        "công an|cong an|ngân hàng|ngan hang|bưu điện|buu dien|gửi hàng|gui hang|đối diện|"
        "doi dien|bên kia|ben kia|tụi nó|tui no|bên nó|ben no|no o|ho o|no noi|no xung|tu o|"
        "hang tu|goi tu"
    ).split("|")
)
# Where the resident speaks of themself again: "nó ở Hà Nội mà tui ở Lai Vung".
_OWN = frozenset("tui tôi toi em mình minh con cháu chau".split())
_AT = frozenset("ở o tại tai bên ben".split())
_BUT = frozenset("mà ma nhưng nhung còn giờ gio nên chứ".split())
BREAK = re.compile(r"[,;.!?\n]")


@dataclass(frozen=True, slots=True)
class Seen(Generic[Place]):
    """A name in a text. `exact`: typed just so, not only the same without tone marks."""

    first: int
    after: int
    place: Place
    exact: bool
    full: bool


def composed(text: str) -> str:
    """The text in the form that the places of its words are counted in."""
    return unicodedata.normalize("NFC", text)


def spelled(text: str) -> Name:
    """The words of a text, in one spelling."""
    return tuple(Word(_with_i(w.typed), _with_i(w.bare), w.start, w.end) for w in words(text))


def find(said: Sequence[Word], names: Sequence[Name], place: Place) -> Iterator[Seen[Place]]:
    """Where the names of a place stand; the first of them is its full one."""
    for name in names:
        for first in range(len(said) - len(name) + 1):
            here = said[first : first + len(name)]
            if all(word.says(part) for word, part in zip(here, name, strict=True)):
                exact = all(w.typed == part.typed for w, part in zip(here, name, strict=True))
                yield Seen(first, first + len(name), place, exact, full=name is names[0])


def longest(seen: Iterable[Seen[Place]]) -> list[Seen[Place]]:
    """Leave out what stands within a longer name, and what is exact for another place only."""
    found = list(seen)
    kept = [s for s in found if not any(_is_within(s, other) for other in found)]
    exact = {(s.first, s.after) for s in kept if s.exact}
    return [s for s in kept if s.exact or (s.first, s.after) not in exact]


def kind_before(said: Sequence[Word], seen: Seen[Place], known: Container[Kind]) -> Kind:
    """The word before a name that says what kind of place it is; () for none that is known."""
    before = tuple(word.bare for word in said[max(0, seen.first - 2) : seen.first])
    # "thị xã" ends in "xã": the longer reading counts.
    return next((kind for kind in (before, before[-1:]) if kind in known), ())


def is_far_off(text: str, said: Sequence[Word], seen: Seen[Place], taken: Container[int]) -> bool:
    """Whether what stands before a name says that it happened elsewhere: "không ở", "giáp", "nó ở".

    `taken`: the places of the words that are themselves parts of names.
    """
    place = seen.first - 1
    while place >= 0 and BREAK.search(text, said[place].end, said[place + 1].start) is None:
        word = said[place].typed
        if word in _OWN and said[place + 1].typed in _AT:
            return False
        if place not in taken:
            pair = (word, said[place + 1].typed)
            if (word,) in _FAR_OFF or (pair in _FAR_OFF and place + 1 < seen.first):
                return True
            if word in _BUT:
                return False
        place -= 1
    return False


def words_of(found: Iterable[Seen[Place]]) -> set[int]:
    """The places of all words that belong to a name."""
    return {place for seen in found for place in range(seen.first, seen.after)}


def _is_within(one: Seen[Place], other: Seen[Place]) -> bool:
    longer = other.after - other.first > one.after - one.first
    return longer and other.first <= one.first and one.after <= other.after


def _with_i(word: str) -> str:
    return _LAST_Y.sub(lambda found: found.group().translate(_TO_I), word)

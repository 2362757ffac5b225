"""Names that an account shows: 'nick zalo ghi Kho Vải Sen 24', 'fanpage tên Tiệm Nhà Bông'.

Source: eval/README (handles count); brands inside such a name stay.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from casework.privacy.protected.phrases import is_brand
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_CUE = re.compile(
    r"\b(?:nick(?:name)?|acc|account|zalo|fb|facebook|face|tele(?:gram)?|page|fanpage|tiktok|insta(?:gram)?|group|nhom|kenh)"
    r"(?: (?:zalo|fb|facebook|tele|telegram|no|cua no|cua|ao|gia|la|ca nhan|nguoi ban)){0,4}"
    r" (?:ghi|ten|de ten|de|hien|lay ten|ten la|mang ten)\W{1,3}"
)
# Without 'tên' only these say that an account's name follows.
_NICK = re.compile(
    r"\b(?:ten (?:zalo|fb|face|facebook|tele|nick|tiktok)(?: la)?|nick(?:name)?|page|"
    r"fanpage)(?: (?:fb|face|facebook|zalo|tele|telegram|tiktok|game|phu|"
    r"ao|"
    r"la))?[ :]{1,2}[\"“']?"
)
# In quotes only the first letter need be a capital: 'fb "Trà sữa nhà làm"'.
_IN_QUOTES = re.compile(
    r"\b(?:zalo|fb|facebook|face|nick|page|fanpage|tiktok)(?: (?:la|ten|ghi|hien|ao|gia|phu))? "
    r"[\"“]([^\"”\n]{3,40})[\"”]"
)
_QUOTED = re.compile(r"\b(?:tai khoan|account|nhom|kenh|hoi nhom)(?: \w+){0,2} [\"“]")
_MOST_WORDS = 7
_PAIR = 2


def _find(reading: Reading) -> Iterator[Span]:
    for form in (_NICK, _QUOTED):
        for found in form.finditer(reading.bare):
            first, count = _run(reading, found.end(), kept_too=form is _NICK)
            if count >= _PAIR and not reading.words[first].upper:
                yield reading.words[first].start, reading.words[first + count - 1].end
    for found in _IN_QUOTES.finditer(reading.bare):
        inside = range(
            bisect_left(reading.word_starts, found.start(1)),
            bisect_left(reading.word_starts, found.end(1)),
        )
        named = len(inside) >= _PAIR and reading.words[inside[0]].typed[0].isupper()
        if named and reading.kept.isdisjoint(inside):
            yield found.span(1)
    for found in _CUE.finditer(reading.bare):
        first, count = _run(reading, found.end())
        behind = first + count
        single = count == 1 and behind < len(reading.words) and reading.words[behind].joined
        if count and not single:
            yield reading.words[first].start, reading.words[behind - 1].end


def _run(reading: Reading, end: int, *, kept_too: bool = False) -> tuple[int, int]:
    """Where the name behind a cue begins, and how many words it has."""
    first = bisect_left(reading.word_starts, end)
    count = 0
    while first + count < len(reading.words) and count < _MOST_WORDS:
        if not _goes_on(reading, first + count, first, kept_too=kept_too):
            break
        count += 1
    if reading.kept.issuperset(range(first, first + count)):
        return first, 0  # 'nick Liên Quân': a brand and nothing more
    return first, count


def _goes_on(reading: Reading, index: int, first: int, *, kept_too: bool) -> bool:
    word = reading.words[index]
    if index in reading.kept and (not kept_too or is_brand(word) or not word.title):
        return False
    if index > first and not word.joined:
        return False
    return word.typed[0].isupper() or (index > first and word.typed.isdigit())


DISPLAY_NAME = Recognizer("handle", "<PROFILE>", _find)

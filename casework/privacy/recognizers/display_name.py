"""Names that an account shows: 'nick zalo ghi Kho Vải Sen 24', 'fanpage tên Tiệm Nhà Bông'.

Source: eval/README (handles count); brands inside such a name stay.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_CUE = re.compile(
    r"\b(?:nick(?:name)?|acc|account|zalo|fb|facebook|face|tele(?:gram)?|page|fanpage|tiktok|insta(?:gram)?|group|nhom|kenh)"
    r"(?: (?:zalo|fb|facebook|tele|telegram|no|cua no|cua|ao|gia|la|ca nhan|nguoi ban)){0,4}"
    r" (?:ghi|ten|de ten|de|hien|lay ten|ten la|mang ten)\W{1,3}"
)
# Without 'tên' only these say that an account's name follows.
_NICK = re.compile(
    r"\b(?:nick(?:name)?|page|fanpage)(?: (?:fb|face|facebook|zalo|tele|telegram|tiktok|game|phu|"
    r"ao|"
    r"la))?[ :]{1,2}[\"“']?"
)
_MOST_WORDS = 7
_PAIR = 2


def _find(reading: Reading) -> Iterator[Span]:
    starts = reading.word_starts
    for found in _NICK.finditer(reading.bare):
        index = first = bisect_left(starts, found.end())
        while (
            index < len(starts) and index - first < _MOST_WORDS and _goes_on(reading, index, first)
        ):
            index += 1
        if index - first >= _PAIR and not reading.words[first].upper:
            yield reading.words[first].start, reading.words[index - 1].end
    for found in _CUE.finditer(reading.bare):
        index = first = bisect_left(starts, found.end())
        while (
            index < len(starts) and index - first < _MOST_WORDS and _goes_on(reading, index, first)
        ):
            index += 1
        single = index - first == 1 and index < len(starts) and reading.words[index].joined
        if index > first and not single:
            yield reading.words[first].start, reading.words[index - 1].end


def _goes_on(reading: Reading, index: int, first: int) -> bool:
    word = reading.words[index]
    if index in reading.kept or (index > first and not word.joined):
        return False
    return word.typed[0].isupper() or (index > first and word.typed.isdigit())


DISPLAY_NAME = Recognizer("handle", "<PROFILE>", _find)

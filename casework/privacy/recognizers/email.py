"""E-mail addresses, also said aloud: 'a chấm b a còng gmail chấm com'.

Source: FACTS 6 (standard form); the spoken forms are how residents write round filters.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from casework.privacy.lexicon.common_words import ENDS_A_NAME
from casework.privacy.lexicon.given_names import GIVEN_NAMES_BARE
from casework.privacy.lexicon.surnames import SURNAMES_BARE
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_AT = (
    r"(?:\s{0,3}(?:@|\(a\)|\[a\]|\(at\)|\[at\]|\{at\})\s{0,3}"
    r"|\s{1,3}(?:a cong|acong|a moc|a vong|at|a)\s{1,3})"
)
_DOT = r"(?:\.|\s{0,3}(?:\(?cham\)?|\(?dot\)?|\[\.\]|\[dot\])\s{0,3}|\s\.\s?)"
_LOCAL = (
    r"(?<![\w.+\-])[\w.+\-]{1,40}"
    r"(?:\s(?:cham|dot|gach duoi|gach ngang|gach|phay)\s[\w\-]{1,30}){0,4}"
)
_HOST = r"[a-z0-9\-]{2,30}"
_TLD = r"(?:com|vn|net|org|edu|gov|info|me|co|io|xyz|top|online|site|club|shop|us|uk|jp|kr)"
_PLAIN = re.compile(
    rf"{_LOCAL}@(?:[a-z0-9\-]{{1,40}}\.){{1,4}}[a-z]{{2,15}}(?![\w])"
    rf"|{_LOCAL}@[a-z0-9\-]{{2,40}},{_TLD}(?![\w])"  # a comma where the dot should be
)
_SPOKEN = re.compile(
    rf"{_LOCAL}{_AT}{_HOST}(?:{_DOT}{_HOST}){{0,1}}{_DOT}{_TLD}(?:{_DOT}vn)?(?!\w)"
)
_SERVICES = r"(?:gmail|g mail|yahoo|hotmail|outlook|icloud|email|ymail|proton)"
_SERVICE = re.compile(rf"{_LOCAL}{_AT}{_SERVICES}(?:{_DOT}com(?:{_DOT}vn)?)?(?!\w)")
# The service first, or no host at all: 'gmail là phucbuoi77', 'tuan@gmailcom', 'mit@@gmail.com'.
_SERVICE_FIRST = re.compile(
    r"\b(?:gmail|e?mail)(?: (?:cua|la|em|toi|tui|minh|no|con|dia chi|ten)\b){0,4}[ :]{1,2}"
    r"((?=[a-z._]*\d)[a-z0-9._\-]{5,30}@{0,2})(?![\w@])"
)
_BROKEN = re.compile(
    rf"{_LOCAL}(?:@{{1,2}}|#)(?:gmail|yahoo|hotmail|outlook|icloud)\s?\.?com(?:\.vn)?(?!\w)"
)
_NO_AT = re.compile(
    rf"(?<![\w.])(?=[a-z._]*[\d._])[a-z0-9._\-]{{4,40}}\s{{1,3}}{_SERVICES}(?:{_DOT}| "
    rf")com(?:{_DOT}vn)?(?!\w)"
)

_SAID_AFTER = re.compile(
    r"\b(?:e?mail|gmail|thu dien tu)(?: (?:cua|no|tui|toi|em|minh|con|chau|anh|chi|ten|dia chi))"
    r"{0,4}(?: la:?|:) ((?:[a-z0-9]+ ){1,4})$"
)
_LOOK_BACK = 60
_MOST_BEFORE = 3


# No address is written or said without one of these.
_ANY_CUE = re.compile(r"@|mail|yahoo|outlook|icloud|proton|a cong|acong|\bcham\b|\bdot\b|\(a\)|\[a")


def _find(reading: Reading) -> Iterator[Span]:
    if _ANY_CUE.search(reading.bare) is None:
        return
    for form in (_PLAIN, _NO_AT, _BROKEN):
        for found in form.finditer(reading.bare):
            yield found.span()
    for form in (_SPOKEN, _SERVICE):
        for found in form.finditer(reading.bare):
            yield _spoken_start(reading, found), found.end()
    for found in _SERVICE_FIRST.finditer(reading.bare):
        yield found.span(1)


def _spoken_start(reading: Reading, found: re.Match[str]) -> int:
    """Go back over blanks in an address that is said aloud: 'mail là tuan ngo chấm 92 a còng'.

    After a cue all words belong to it; without one only those that names are made of.
    """
    if "@" in found.group():
        return found.start()
    cue = _SAID_AFTER.search(reading.bare[max(0, found.start() - _LOOK_BACK) : found.start()])
    if cue is not None:
        return found.start() - len(cue.group(1))
    start = found.start()
    index = bisect_left(reading.word_starts, start)
    for word in reversed(reading.words[max(0, index - _MOST_BEFORE) : index]):
        gap = reading.text[word.end : start]
        syllable = word.bare in GIVEN_NAMES_BARE or word.bare in SURNAMES_BARE
        if gap != " " or not syllable or word.bare in ENDS_A_NAME or word.marked:
            break
        start = word.start
    return start


EMAIL = Recognizer("email", "<EMAIL>", _find)

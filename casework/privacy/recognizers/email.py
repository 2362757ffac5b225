"""E-mail addresses, also said aloud: 'a chấm b a còng gmail chấm com'.

Source: FACTS 6 (standard form); the spoken forms are how residents write round filters.
"""

import re
from collections.abc import Iterator

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
_PLAIN = re.compile(rf"{_LOCAL}@(?:[a-z0-9\-]{{1,40}}\.){{1,4}}[a-z]{{2,15}}(?![\w])")
_SPOKEN = re.compile(
    rf"{_LOCAL}{_AT}{_HOST}(?:{_DOT}{_HOST}){{0,1}}{_DOT}{_TLD}(?:{_DOT}vn)?(?!\w)"
)
_SERVICES = r"(?:gmail|g mail|yahoo|hotmail|outlook|icloud|email|ymail|proton)"
_SERVICE = re.compile(rf"{_LOCAL}{_AT}{_SERVICES}(?:{_DOT}com(?:{_DOT}vn)?)?(?!\w)")
_NO_AT = re.compile(
    rf"(?<![\w.])(?=[a-z._]*[\d._])[a-z0-9._\-]{{4,40}}\s{{1,3}}{_SERVICES}(?:{_DOT}| "
    rf")com(?:{_DOT}vn)?(?!\w)"
)


def _find(reading: Reading) -> Iterator[Span]:
    for form in (_PLAIN, _SPOKEN, _SERVICE, _NO_AT):
        for found in form.finditer(reading.bare):
            yield found.span()


EMAIL = Recognizer("email", "<EMAIL>", _find)

"""Passwords and PINs: what stands after the cue.

Sources: FACTS 6 ('never store'), FACTS 7 (mk is also 'mình', so after 'mk' only a word with a
digit or a sign counts).
"""

import re
from collections.abc import Callable, Iterator

from casework.privacy.lexicon.brands import BANKS
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span
from casework.privacy.recognizers.cues import numbers_after

_OF = (
    r"(?:\s{0,3}(?:la|cua|e|em|tui|toi|minh|no|fb|facebook|zalo|gmail|mail|vi|momo|zalopay|app|"
    r"wifi|cu|moi|thanh|dang nhap|ngan hang|nick|acc|so|the|atm|iphone|icloud|may|dt|chung|thi|"
    r"chi|anh|ba|me|ma|con|tele|telegram|tiktok|instagram|insta|ins|vcb|mb|acb|bidv|ultraviewer|teamviewer|"
    r"anydesk)\b){0,5}"
)
_CUE = (
    r"\b(?:mat khau|matkhau|mat ma|pass(?:word|wd|code)?|pw|m\.k|pin|ma pin|ma bao mat|mk|mkhau|"
    r"mat khau cap 2)"
)
_VALUE = re.compile(rf"{_CUE}{_OF}\s{{0,3}}[:=\-]?\s{{0,3}}[\"'“‘(]?([^\s\"'“”‘’<>()]{{4,40}})")
_NAMED = re.compile(
    r"\b(?:mat khau|password|pass|mk)"
    r"(?:\s\w+){0,4}\s{0,3}[:=]\s{0,3}[\"'“‘]?([^\s\"'“”‘’<>,]{3,40})"
)
_SAID = re.compile(
    r"\b(?:mat khau|password|pass)"
    + _OF
    + r"(?:\s{0,3}[:=]\s{0,3}|\s{0,3}la:?\s{1,3}[\"'“‘]|\s{0,3}[\"“‘])"
    r"([^\s\"'“”‘’<>,]{3,40})"
)
# "pass wifi nhà tôi là ...": words that nobody can list between the cue and 'là' or a colon.
_LATER = re.compile(
    r"\b(?:mat khau|matkhau|mat ma|pass(?:word|wd|code)?|pw|m\.k|pin|mk|mkhau)"
    r"(?:[\s,]{1,2}[^\W\d_]+){0,9}?(?:\s{1,3}(?:la|thanh)|\s{0,3}[:=])\s{0,3}[\"'“‘(]?"
    r"((?=[^\s<>]{0,30}[a-z])[^\s\"'“”‘’<>()]{4,40})"
)
_SPACED_PIN = re.compile(rf"\b(?:ma )?pin{_OF}\W{{0,3}}(\d(?:[ .\-]?\d){{3,7}})(?!\d)")
_DIGITS_CUE = re.compile(r"\b(?:pin|mat khau|matkhau|pass(?:word|code)?)\b")
_PIN_DIGITS = range(4, 13)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Said aloud: 'tui nói hoa hồng tám tám không hoa', 'là sáu số tám'.
_NUMBER_WORD = r"\b(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|\d{1,4})\b"
_DICTATED = re.compile(
    r"\b(?:mat khau|matkhau|pass(?:word|code)?|pin)\b[^<>.;!?\n]{0,40}?"
    r"\b(?:la|noi|doc|khai|dat)\s((?:[^\s<>.;!?,\n]+[ ]?){2,10}?"
    r"(?:, (?:[^\s<>.;!?,\n]+[ ]?){2,6}?)?)(?=\s*[.;!?,\n]|$|\s(?:luon|roi|xong|no|thi|ma)\b)"
)
_NUMBERS = re.compile(_NUMBER_WORD)
_FEWEST_SAID = 2
_COUNTED = re.compile(
    r"\b(?:ky tu|chu va so|chu cai|lan|lop|nguoi|ngay|thang truoc|thang nay|phut|gio|buoc|cai|"
    r"dua)\b"
)
_REPEATED = re.compile(
    rf"\bpin\b[^<>.;!?\n]{{0,40}}?({_NUMBER_WORD} (?:con )?so {_NUMBER_WORD})"
    rf"(?:\W{{1,3}}(?:tuc|nghia) (?:la )?({_NUMBER_WORD} (?:con )?so {_NUMBER_WORD}))?"
)
# A word behind the cue that no sentence has: letters with digits or signs, or long and unbroken.
_CODED = re.compile(
    r"\b(?:mat khau|matkhau|pass(?:word|wd|code)?|pw|mk|mkhau|login|"
    r"pin)\b[^<>\n]{0,45}?(?<![\w@.:/\-])"
    r"((?=[^\s<>,;]{0,30}\d)(?=[^\s<>,;]{0,30}[a-z@#$!&*_+^~])[a-z0-9@#$!&*_+^~.\-]{5,40})"
)
_UNBROKEN = re.compile(
    r"\b(?:mat khau|matkhau|pass(?:word)?|mk|pw)(?: (?:cua|em|tui|toi|minh|no|fb|zalo|momo|vi|"
    r"app|wifi|cu|moi|la|"
    r"chu|thanh|nha)){0,5}[ :]{1,2}([a-z]{6,40})(?!\w)"
)
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|th|tr|ch|ph|kh|gh|gi|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?"
)
_IN_QUOTES = re.compile(
    r"\b(?:mat khau|matkhau|pass(?:word)?|mk)(?: (?:la|cua|em|tui|toi|minh|fb|zalo|app|cu|"
    r"moi)){0,4}:? ?[\"“]([^\"”\n<>]{3,40})[\"”]"
)
_USER_AND = re.compile(r"<(?:PROFILE|EMAIL|PHONE)>\s?[/|]\s?([^\s<>/|]{5,40})")
_NOT_CODED = re.compile(
    r"\d+(?:[.,\-]\d+)*(?:k|tr\d*|trieu|d|dong|vnd|%|h\d*|g\d*|p|s|usd|usdt|gb|mb|lan|so|/.*)?|.*\.(?:com|vn|net|top|vip|xyz|org|me|shop|info|online).*|"
    r"(?:iphone|galaxy|oppo|vivo|samsung|win|android|ios|4g|5g|c0?v)\d*\w*|[abf]\d{1,2}"
)
_ENGLISH = BANKS | frozenset(
    "shopee lazada ebanking ibanking techcom sacom netflix facebook gmail google instagram "
    "telegram youtube tiktok iphone icloud samsung android "
    "internet "
    "online banking mobile digital account reset manager laptop website computer windows login "
    "please "
    "without before should cannot".split()
)
_SIGNS = re.compile(r"\d|[@#$!&*_+^~]")
_DIGIT = re.compile(r"\d")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*(?:k|tr\d*|trieu|d|dong|vnd|%|h\d*|usd|usdt|/\d+)?")


def _find(reading: Reading) -> Iterator[Span]:
    for form in (_VALUE, _NAMED, _LATER, _CODED):
        for found in form.finditer(reading.bare):
            start, end = _trimmed(reading.text, *found.span(1))
            if _LOOKS_LIKE_ONE[form](reading, start, end):
                yield start, end
    yield from _digits_only(reading)
    yield from _unbroken(reading)
    yield from _dictated(reading)
    if "<" in reading.text:
        yield from _behind_user_name(reading)


def _digits_only(reading: Reading) -> Iterator[Span]:
    for found in _SPACED_PIN.finditer(reading.digits):
        yield found.span(1)
    for start, end in numbers_after(reading, _DIGITS_CUE, _PIN_DIGITS, gap=40):
        if not _YEAR.fullmatch(reading.bare, start, end):
            yield start, end


def _unbroken(reading: Reading) -> Iterator[Span]:
    """Letters without marks that no Vietnamese syllable is made of, or behind a colon or quote."""
    for found in _SAID.finditer(reading.bare):
        start, end = _trimmed(reading.text, *found.span(1))
        if reading.text[start:end].isascii():
            yield start, end
    for found in _IN_QUOTES.finditer(reading.bare):
        yield found.span(1)
    for found in _UNBROKEN.finditer(reading.bare):
        start, end = found.span(1)
        ordinary = _SYLLABLE.fullmatch(reading.bare, start, end) or found.group(1) in _ENGLISH
        if reading.text[start:end].isascii() and not ordinary:
            yield start, end


def _behind_user_name(reading: Reading) -> Iterator[Span]:
    """'tk thanhbuoi_09 / Bưởi*62': what stands behind the user name of an earlier pass."""
    for found in _USER_AND.finditer(reading.with_tokens):
        yield found.span(1)


def _dictated(reading: Reading) -> Iterator[Span]:
    """What is said aloud after a cue, if numbers are in it."""
    for found in _DICTATED.finditer(reading.bare):
        said = found.group(1)
        numbers = _NUMBERS.findall(said)
        # 'không' alone is the word for 'not'; 'phải là chữ và số' is advice.
        if len(numbers) >= _FEWEST_SAID and set(numbers) != {"khong"} and not _COUNTED.search(said):
            yield found.span(1)
    for found in _REPEATED.finditer(reading.bare):
        yield found.span(1)
        if found.group(2):
            yield found.span(2)


def _with_signs(reading: Reading, start: int, end: int) -> bool:
    has_sign = _SIGNS.search(reading.bare, start, end) is not None
    return has_sign and not _is_amount(reading, start, end)


def _without_marks(reading: Reading, start: int, end: int) -> bool:
    return reading.text[start:end].isascii() and not _is_amount(reading, start, end)


def _mixed(reading: Reading, start: int, end: int) -> bool:
    has_digit = _DIGIT.search(reading.bare, start, end) is not None
    return has_digit and _without_marks(reading, start, end)


def _coded(reading: Reading, start: int, end: int) -> bool:
    ordinary = _NOT_CODED.fullmatch(reading.bare, start, end)
    return reading.text[start:end].isascii() and not ordinary


_LOOKS_LIKE_ONE: dict[re.Pattern[str], Callable[[Reading, int, int], bool]] = {
    _VALUE: _with_signs,
    _NAMED: _without_marks,
    _LATER: _mixed,
    _CODED: _coded,
}


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in ".,;:?)":
        end -= 1
    return start, end


def _is_amount(reading: Reading, start: int, end: int) -> bool:
    word = reading.bare[start:end]
    found = _AMOUNT.fullmatch(word)
    return found is not None and not word.isdigit()


PASSWORD = Recognizer("password", "<PASSWORD>", _find)

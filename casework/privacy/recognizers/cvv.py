"""The three or four digits on the back of a card, in one piece, set apart or said aloud.

Sources: FACTS 6 (after 'cvv'); residents call them 'ba số sau lưng thẻ', and tell them before or
after. A message that speaks of them holds hardly another number of three digits: fail closed.
"""

import re
from collections.abc import Iterator

from casework.privacy.numbers import total
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span

_NAMED = (
    r"\bcvv|\bcvc|\bcv2\b|\bcsc\b|\bccv\b|\bcid\b|security code|card code|back (?:3|three) digits|"
    r"(?:3|three) digits (?:on|at) the back|on the back\b|so kiem tra|ma kiem tra the|"
    r"\bma (?:bao mat|an toan|xac minh|bi mat|xac thuc)(?: cua| in| ghi)?(?: \w+)? (?:the\b|sau|"
    r"lung|mat sau)|"
    r"\bma (?:o |phia |in |dang )*(?:sau|mat sau|sau lung|lung)(?: lung| cai| tam| cua)* the"
)
_NUMBERS = r"(?:so|day|ma|may so|con so|chu so|cai so)"
_BACK = (
    r"(?:mat sau|phia sau|dang sau|sau the|sau lung|lung|bao mat|bi mat|cuoi the|o sau|in sau|"
    r"ghi sau|cuoi o dai trang|"
    r"dai trang|cho ky ten)"
)
_ON_THE_BACK = (
    rf"{_NUMBERS}[^<>.;!?\n]{{0,30}}?\b{_BACK}[^<>.;!?\n]{{0,12}}?\b(?:the|visa|master|card|atm)\b|"
    rf"\b(?:lat|chup|thay|nhin|xem)[^<>.;!?\n]{{0,12}}? (?:mat sau|lung|sau)(?: cai| cua|"
    rf" tam)? ?(?:the|card|visa)|"
    rf"\b(?:3|ba|may|4|bon) (?:con |chu |cai )?so (?:nho |be be |be |cuoi |in |nam |o )*{_BACK}|"
    r"\b(?:3|ba) (?:con |chu |cai )?so (?:be be|nho nho|be|nho)? ?(?:ke |canh |gan |o )?cho ky ten|"
    r"\bthe\b[^<>.;!?\n]{0,20}\bmat sau\b|\bmat sau\b[^<>.;!?\n]{0,20}\bthe\b|"
    r"\bma bao mat\b(?=[^<>.;!?\n]{0,15}\d{3}\b)"
)
_SPOKEN_OF = re.compile(rf"{_NAMED}|{_ON_THE_BACK}")
_WORD = r"(?:khong|hong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin)"
_ANY = rf"(?:{_WORD}|\d)"
_APART = r"[ .,\-]{1,2}"
_NOT_COUNTED = (
    r"(?![\w])(?![ .,\-]{0,2}\d)(?!\s?(?:so|chu|lan|con|trieu|tram|ngan|nghin|k|tr|cu|nguoi|ngay|"
    r"dua|%))"
)
# Said or typed one by one: 'chín không hai', 'ba 7 hai', or each in brackets.
_ONE_BY_ONE = re.compile(
    rf"(?<![\w.,\-])(?<!\d )(?:{_ANY}{_APART}{_ANY}{_APART}{_ANY}(?:{_APART}{_ANY})?"
    rf"|\(\d\) ?\(\d\) ?\(\d\)(?: ?\(\d\))?){_NOT_COUNTED}"
)
_HUNDREDS = re.compile(
    rf"(?<!con )(?<!gia )(?<!mat )(?<!giam )(?<!tru )\b{_WORD} tram(?: (?:le|linh|muoi|"
    rf"{_WORD})){{1,3}}"
    rf"(?!\w)(?! (?:le|linh|muoi|{_WORD})\b)"
    r"(?!\s?(?:trieu|ngan|nghin|dong|k|tr|cu|ty|nguoi|do|usd)\b)"
)
_AFTER_CARD = re.compile(
    r"<(?:CARD|NUMBER|ACCOUNT)>[,;/ |\-]{1,4}(?:(?:0[1-9]|1[0-2])/\d\d|<CARD>)[,;/ |"
    r"\-]{1,4}(\d{3,4})(?!\d)"
)
_WITH_CODE = re.compile(
    r"<(?:CARD|NUMBER|ACCOUNT)>[^<>\d\n]{0,40}?\b(?:ma(?: bao mat| so sau| sau| kiem tra)?|"
    r"bao mat)\W{1,3}(\d{3,4})(?!\w)"
)
_TENS = re.compile(r"\bmuoi\b")
_DIGITS = range(3, 5)
# A year, or the number of a version.
_ORDINARY = re.compile(r"(?:19|20)\d\d|\d\.\d\.\d(?:\.\d)?")
_COUNTED = re.compile(
    r" ?(?:so|chu so|lan|nguoi|trieu|ngan|nghin|dong|k\b|tr\b|%|kg|ngay|phut|usd|m\b)"
)


_ANY_CUE = re.compile(
    r"cvv|cvc|cv2|csc|ccv|cid|code|back|\bthe\b|\bcard\b|visa|sau|bao mat|kiem tra"
)


# Behind a card's number: 'nhập thẻ <CARD> xong nhập 9 1 6'.
_SOON_AFTER_CARD = re.compile(
    r"<CARD>[^<>\d\n]{0,40}?(?<![\d.,$])(\d(?:[ .\-]?\d){2,3})(?![\w.,/:]*\d)(?!\s?(?:so|lan|"
    r"nguoi|k\b|tr|ngan|dong|usd|"
    r"baht|do|h\b|gio|phut|ngay|%))"
)


def _find(reading: Reading) -> Iterator[Span]:
    if "<" in reading.text:
        for form in (_AFTER_CARD, _WITH_CODE, _SOON_AFTER_CARD):
            for found in form.finditer(reading.with_tokens):
                yield found.span(1)
    if _ANY_CUE.search(reading.bare) and _SPOKEN_OF.search(reading.bare):
        yield from _all_that_short(reading)


def _all_that_short(reading: Reading) -> Iterator[Span]:
    """All numbers of three or four digits that count nothing, also said one by one."""
    for run in reading.runs:
        start, end = run[0].start, run[-1].end
        counted = _COUNTED.match(reading.bare, end) or _ORDINARY.fullmatch(
            reading.digits, start, end
        )
        # 'mười ba năm' counts, and is no code said digit by digit.
        tens = _TENS.search(reading.bare, start, end) is not None
        if total(run) in _DIGITS and not counted and not tens:
            yield start, end
    for form in (_ONE_BY_ONE, _HUNDREDS):
        for found in form.finditer(reading.bare):
            yield found.span()


CVV = Recognizer("cvv", "<CVV>", _find)

"""One-time codes: four to eight digits near 'otp', 'mã' or 'code', before or after the cue.

Sources: FACTS 6 ('never store'; 4-8 digits near otp, mã, code).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from casework.privacy.numbers import Run, total
from casework.privacy.reading import Reading
from casework.privacy.recognizers.base import Recognizer, Span
from casework.privacy.recognizers.cues import numbers_after

_DIGITS = range(4, 10)
_CUE = re.compile(
    r"\botp|o\.t\.p|\bma (?:so )?(?:xac|kich hoat|bao mat|dang nhap|gui ve|no gui|nhan|so)|"
    r"\b(?:4|5|6|8|bon|nam|sau|tam) (?:chu )?so\b|\bcode\b|\bma\b|\bmat ma|day so|"
    r"verification|passcode"
)
_NEAR = 45
_NEAR_MA = 22
_AGAIN = 30
_AFTER = re.compile(r"[\s,:.\-]{0,3}(?:la|is) (?:\w+ ){0,2}(?:ma\b|otp|code|your|verification)")
_NOT_A_CODE = re.compile(r"(?:\bnam|thang|\bqua|hon|gan|khoang|diem|so) ?$")
# The first half of a hotline, or a year.
_ORDINARY = re.compile(r"1[89]00|(?:19|20)\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REST = re.compile(r"\s?(?:nguoi|diem|trang|bai|con|cai|chiec|lan|ngay|thang|nam|phut|gio|m\b|kg)")


# Read out or typed in at once: 'đọc 482731', 'nhập 4827 vô app'.
_READ_OUT = re.compile(
    r"\b(?:doc|nhap|go|ghi|hien)(?: (?:luon|cho no|so|len|vo|la|dai))?\b|\bcon so no gui\b"
)


def _find(reading: Reading) -> Iterator[Span]:
    for start, end in numbers_after(reading, _READ_OUT, range(4, 9), gap=3):
        if not _ORDINARY.fullmatch(reading.digits, start, end):
            yield start, end
    cues = [
        (m.end(), m.group())
        for m in _CUE.finditer(reading.bare)
        if not m.group().startswith("ma") or _means_code(reading.lower[m.start() : m.start() + 2])
    ]
    until = -1
    for run in reading.runs:
        start, end = run[0].start, run[-1].end
        if total(run) not in _DIGITS or _is_count(reading, run):
            continue
        if start <= until or _follows_cue(reading, cues, start) or _AFTER.match(reading.bare, end):
            yield start, end
            until = end + _AGAIN


def _means_code(typed: str) -> bool:
    """'mã' or, without marks, 'ma'; not 'mà' or 'má'."""
    return typed in {"mã", "ma"} or typed.startswith("mậ")


def _follows_cue(reading: Reading, cues: list[tuple[int, str]], start: int) -> bool:
    """Whether a cue stands near before the number; at most a few cues fit in there."""
    place = bisect_right(cues, (start, "\U0010ffff"))
    while place and start - cues[place - 1][0] <= _NEAR:
        end, cue = cues[place - 1]
        near = _NEAR_MA if cue == "ma" else _NEAR
        if start - end <= near and ">" not in reading.text[end:start]:
            return True
        place -= 1
    return False


def _is_count(reading: Reading, run: Run) -> bool:
    before = reading.bare[max(0, run[0].start - 10) : run[0].start]
    digits = "".join(chunk.digits for chunk in run)
    if _YEAR.fullmatch(digits) and _NOT_A_CODE.search(before):
        return True
    return _REST.match(reading.bare, run[-1].end) is not None


OTP = Recognizer("otp", "<OTP>", _find, numeric=True)

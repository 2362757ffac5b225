"""The telephone numbers of a message, in the form in which they are looked up.

Which digits are a number is the recognizers' business (`casework.privacy.recognizers.phone`,
`casework.privacy.protected.hotlines`); here they are only brought to one form.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from casework.evidence.pasted import Pasted
from casework.privacy.numbers import Chunk, Run
from casework.privacy.protected import hotlines
from casework.privacy.recognizers.phone import PHONE

_MASK = re.compile(r"[x*•#?]{2}|[x*•#?][ .\-][x*•#?]|\.{3}|\d[x*]")
_SERVICE_LIKE = re.compile(r"1[89]00\d{3,7}")
_NOT_A_DIGIT = re.compile(r"\D")
_FEWEST, _MOST = 4, 15
_FEWEST_OF_A_PHONE = 9
_LONGEST_NATIONAL = 11


@dataclass(frozen=True, slots=True)
class CallingNumber:
    """A number and where it stands (in the normalised text).

    `digits` as dialled, without gaps. `is_phone`: a recognizer says so; otherwise it is a run of
    digits that can only be looked at as somebody's disguised hotline.
    """

    digits: str = field(repr=False)
    plus: bool
    is_phone: bool
    start: int
    end: int

    @property
    def international(self) -> str:
        """E.164 of a phone (`+84912345678`); the way in which it was written decides."""
        digits = self.digits
        if self.plus:
            return _without_inner_zero(f"+{digits}")
        if digits.startswith("00"):
            return _without_inner_zero(f"+{digits[2:]}")
        if digits.startswith("0"):
            return f"+84{digits[1:]}"
        if digits.startswith("84") and len(digits) >= _LONGEST_NATIONAL:
            return _without_inner_zero(f"+{digits}")
        return f"+84{digits}"


def calling_numbers(pasted: Pasted) -> tuple[CallingNumber, ...]:
    """The numbers of a text, in order; those of a hotline's form are no phones."""
    reading = pasted.reading
    if not reading.has_numbers:
        return ()
    others: list[CallingNumber] = []
    found = sorted((*_phones(pasted), *_services(pasted)), key=lambda number: number.start)
    starts = [number.start for number in found]
    for run in reading.runs:
        start, end = run[0].start, run[-1].end
        digits = "".join(chunk.digits for chunk in run)
        after = bisect_left(starts, end)
        free = after == 0 or found[after - 1].end <= start
        if _FEWEST <= len(digits) <= _MOST and free:
            plus = _has_plus(pasted, start)
            others.append(CallingNumber(digits, plus, is_phone=False, start=start, end=end))
    return tuple(sorted((*found, *others), key=lambda number: number.start))


def _phones(pasted: Pasted) -> Iterator[CallingNumber]:
    reading = pasted.reading
    chunks = [chunk for run in reading.runs for chunk in run]
    starts = [chunk.start for chunk in chunks]
    hidden = [(run[0].start, run[-1].end) for run in reading.runs if _is_service_like(run)]
    done = -1
    for start, end in sorted(PHONE.find(reading)):
        if any(since < start < until for since, until in hidden):
            continue
        if start < done or _MASK.search(reading.digits, start, end):
            continue
        # '111' in the middle of a number is hidden from the runs, as the hotline that it also is.
        typed = _NOT_A_DIGIT.sub("", reading.digits[start:end])
        digits = max(_digits_within(chunks, starts, start, end), typed, key=len)
        if len(digits) >= _FEWEST_OF_A_PHONE:
            done = end
            plus = "+" in reading.text[start : start + 2]
            yield CallingNumber(digits, plus, is_phone=True, start=start, end=end)


def _is_service_like(run: Run) -> bool:
    """'1 9 0 0 5 4 ...': digits set apart, of which a phone is only seen in the last ones."""
    return _SERVICE_LIKE.fullmatch("".join(chunk.digits for chunk in run)) is not None


def _digits_within(chunks: list[Chunk], starts: list[int], start: int, end: int) -> str:
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    return "".join(chunk.digits for chunk in chunks[first:last] if chunk.end <= end)


def _services(pasted: Pasted) -> Iterator[CallingNumber]:
    for start, end in hotlines.find(pasted.reading.digits):
        digits = _NOT_A_DIGIT.sub("", pasted.reading.digits[start:end])
        yield CallingNumber(digits, _has_plus(pasted, start), is_phone=False, start=start, end=end)


def _has_plus(pasted: Pasted, start: int) -> bool:
    return pasted.reading.text[max(0, start - 2) : start].rstrip(" (").endswith("+")


def _without_inner_zero(number: str) -> str:
    """'+84 0912…' is written by many who mean '+84 912…'."""
    return f"+84{number[4:]}" if number.startswith("+840") else number

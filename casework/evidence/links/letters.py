"""Links written letter by letter: 'v i e t . t o p'."""

import re
from collections.abc import Iterator

from casework.evidence.links.hosts import is_ending
from casework.evidence.links.spelling import HIDDEN, SPACED, Change
from casework.evidence.links.written import is_strong

_SIGN = r"(?:[\[(]\.[\])]|[\[(]dot[\])]|ch[áâấăắ]m|cham|dot|[a-z0-9./\\:@-])"
_GAP = r"(?:[ \t]{1,3}|[*_~|])"
_RUN = re.compile(rf"(?<![\w.])(?:{_SIGN}{_GAP}){{2,}}{_SIGN}(?!\w)", re.IGNORECASE)
_ONE = re.compile(_SIGN, re.IGNORECASE)
_BLANKS_AFTER = re.compile(r"[ \t]{1,3}(?=[a-z0-9])", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]*")

_ENOUGH = 5
"""So many letters by themselves, with a dot behind them, are no accident. A choice of ours."""


def put_together(text: str) -> Iterator[Change]:
    """Leave out the gaps between letters of which one is a dot, and mark the dots."""
    for run in _RUN.finditer(text):
        signs = list(_ONE.finditer(text, run.start(), run.end()))
        dots = [sign for sign in signs if _is_dot(sign)]
        if not dots:
            continue
        dot = HIDDEN if _is_clear(signs) else SPACED
        reached = run.start()
        if signs[0] is dots[0] and (blanks := _blanks_before(text, reached)):
            yield Change(reached - blanks, reached, "")
        for sign in signs:
            if sign.start() > reached:
                yield Change(reached, sign.start(), "")
            if _is_dot(sign):
                yield Change(sign.start(), sign.end(), dot)
            reached = sign.end()
        if signs[-1] is dots[-1] and (after := _BLANKS_AFTER.match(text, reached)):
            yield Change(reached, after.end(), "")


def _is_clear(signs: list[re.Match[str]]) -> bool:
    """Whether an ending stands behind a dot, or many letters before the last one."""
    joined = "".join("." if _is_dot(sign) else sign.group().lower() for sign in signs)
    if joined.endswith("."):
        return len(joined) > _ENOUGH
    first, *others = joined.split(".")
    words = [found.group() for found in map(_LETTERS.match, others) if found]
    if len(first) >= _ENOUGH and any(map(is_ending, words)):
        return True
    return any(is_strong(word[:length]) for word in words for length in range(2, 6))


def _is_dot(sign: re.Match[str]) -> bool:
    return sign.group() == "." or len(sign.group()) > 1


def _blanks_before(text: str, end: int) -> int:
    """How many blanks part a word from what follows it, 0 if too many or no word."""
    before = text[max(0, end - 4) : end]
    blanks = len(before) - len(before.rstrip(" \t"))
    return blanks if before[: len(before) - blanks][-1:].isalnum() else 0

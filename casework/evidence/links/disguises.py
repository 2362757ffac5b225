"""Dots that are not written as dots: in brackets, with blanks, in words."""

import re

from casework.evidence.links.letters import put_together
from casework.evidence.links.spelling import HIDDEN, LATE, SPACED, SPOKEN, Change, Spelling

_SURE = "ch[áâấăắ]m"
_UNSURE = "(?:cham|d[o0]t)"  # also 'chạm', 'chậm', 'đợt', 'đốt'
_SAID = f"(?:{_SURE}|{_UNSURE})"
USUAL = "com|net|org|vn|gov|edu|info|xyz|top|vip|club|site|icu|cc|biz|online|shop"
"""Endings that are recognised behind a dot with a blank, or behind a comma."""

_DOT = re.compile(
    # [.] (.) {.} [dot] (chấm) -dot- &#46;
    r"(?P<hidden>(?<=\w)[ \t]{0,2}(?:[\[({<|]{1,2}[ \t]?[.,][ \t]?[\])}>|]{1,2}"
    rf"|[\[({{<|*_\-\"'“]{{1,2}}[ \t]?{_SAID}[ \t]?[\])}}>|*_\-\"'”]{{1,2}}"
    # one bracket only: abc[.com
    r"|&#0{0,2}46;|&#x0{0,2}2e;|&period;)[ \t]{0,2}(?=\w)"
    r"|(?<=[a-z0-9])(?:[\[({]\.|\.[\])}])(?=[a-z0-9]))"
    # 'bit . ly', 'bit .ly', 'vietcombank cham com'
    r"|(?P<spaced>(?<=\w)[ \t]{1,3}\.[ \t]{0,3}(?=[a-z0-9])"
    rf"|(?<=\w)[ \t]{{1,3}}(?:d[ấa]u[ \t])?{_UNSURE}[ \t]{{1,3}}(?=[a-z0-9]))"
    # 'vietcombank chấm com'
    rf"|(?P<spoken>(?<=\w)[ \t]{{1,3}}(?:d[ấa]u[ \t])?{_SURE}[ \t]{{1,3}}(?=[a-z0-9])"
    r"|(?<=[a-z0-9])-?chấm-?(?=[a-z0-9]))"
    # 'bit. ly/abc', 'vietcombank. com', 'vietcombank,com'
    rf"|(?P<late>(?<=[a-z0-9])(?:\.[ \t]{{1,2}}|,[ \t]?)(?=(?:{USUAL})(?!\w)|[a-z]{{2,10}}/\w))"
    # 'abc.vn-' at the end of a line, 'gll.top' on the next one
    r"|(?P<broken>(?<=\w-)[ \t]?\r?\n(?=[a-z0-9-]{1,63}\.[a-z]))"
    r"|(?P<hyphen>(?<=[a-z0-9])[ \t]{1,2}g[ạa]ch[ \t](?:ngang|n[ốo]i|gi[ữu]a)[ \t]{1,2}"
    r"(?=[a-z0-9]))",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"\S*\Z")
_LOOK_BACK = 100
_READ_AS = {
    "hidden": HIDDEN,
    "spaced": SPACED,
    "spoken": SPOKEN,
    "late": LATE,
    "hyphen": "-",
    "broken": "",
}


def read_disguised(spelling: Spelling) -> Spelling:
    """The same text, with every sign or word that may stand for a dot read as one."""
    if together := list(put_together(spelling.text)):
        spelling = spelling.with_changes(together)
    dots = [
        Change(found.start(), found.end(), _READ_AS[found.lastgroup])
        for found in _DOT.finditer(spelling.text)
        if found.lastgroup and not _in_path(spelling.text, found.start())
    ]
    return spelling.with_changes(dots) if dots else spelling


def _in_path(text: str, place: int) -> bool:
    """Whether a place is inside the path of a link, where '-dot-' is no dot."""
    before = text[max(0, place - _LOOK_BACK) : place]
    word = _LAST_WORD.search(before)
    return word is not None and "/" in word.group().partition("://")[2]

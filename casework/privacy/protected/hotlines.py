"""Hotlines and short codes: public, and often the advice itself.

Sources: FACTS 2.2 and 2.4 (113, 156, 5656, 1900…, 1800…, 18001091, 069 lines of the police),
FACTS 6 ('never mask').
"""

import re
from collections.abc import Iterator

_SHORT = "11[1-9]|156|198|9090|5656|9191|9119|9029|1414|8xxx"
_LONG = r"1[89]00(?:[ .\-]?\d){4}(?:(?:[ .\-]?\d){2})?"
# The two public duty lines of the national police, and no other number with that prefix.
_POLICE = r"069[ .\-]?219[ .\-]?4053|069[ .\-]?234[ .\-]?8560"
_HOTLINES = re.compile(
    rf"(?<!\d)(?<!\d[ .\-])(?<!\d,\d{{3}},)(?:{_LONG}|{_POLICE}|{_SHORT})(?!\d|[ .\-]\d{{2}})"
)
# A number that the resident calls an account or a code is not a hotline.
_CALLED_ELSE = re.compile(
    r"(?:\bs?tk|tai khoan|otp|\bpin|mat khau|pass|\bmst|ma so thue|\bmst dn|bhxh|"
    r"bao hiem(?: xa hoi| y te)?|cccd|cmnd|"
    r"so the|hop dong|"
    r"van don|ho so|khach hang|\bcv[vc]2?|bao mat(?: the)?|lung the|sau the|mat sau)"
    r"\W{0,3}(?:la|so)?\W{0,3}$"
)
_LOOK_BACK = 20


def find(digits: str) -> Iterator[tuple[int, int]]:
    """Yield hotlines."""
    for found in _HOTLINES.finditer(digits):
        before = digits[max(0, found.start() - _LOOK_BACK) : found.start()]
        if not _CALLED_ELSE.search(before):
            yield found.span()

"""Amounts of money as residents write them: 5tr, 2 triệu rưỡi, tám chục ngàn, 2 cây vàng."""

import re

from casework.understanding.stage.spelling import Words
from casework.vietnamese import strip_tones

_WITH_UNIT = re.compile(
    r"-?\d+(?:[.,]\d+)*(?:k|tr|trieu|cu|ty|ti|d|dong|vnd|đ|tram|nghin|ngan|usd|usdt|chai|m)\d*"
)
_GROUPED = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+d?|-\d{5,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNITS = frozenset(
    """
    tr trieu cu ngan nghin ty ti k dong vnd d usd usdt euro
    million mil thousand dollar dollars bucks chai loet xap btc gay
    """.split()
)
_GOLD = frozenset("cay chi luong".split())
_SPELLED = frozenset(
    """
    một mốt hai ba bốn tư năm lăm sáu bảy tám chín mười mươi chục trăm mấy vài nửa cả nguyên
    """.split()
)
_SPELLED_BARE = frozenset(strip_tones(word) for word in _SPELLED)
_TAIL = frozenset(
    "rưỡi ruoi mốt mot hai ba tư bốn bon năm nam sáu bảy bay tám tam chín chin mấy may".split()
)
_NO_NOUN = frozenset({"roi", "luon", "het", ",", "."})
_LONGEST = 6


def amount_length(words: Words, at: int) -> int:
    """How many words from here on are one amount of money; 0 when it is none."""
    bare = words.bare
    first = bare[at]
    if first[0].isdigit() or first[0] == "-":
        if _WITH_UNIT.fullmatch(first) or _GROUPED.fullmatch(first):
            return 1 + _unit_length(words, at + 1)
        if not _NUMBER.fullmatch(first):
            return 0
    elif not _spelled(words, at):
        return 0
    end = at + 1
    while end < len(bare) and end - at < _LONGEST and _spelled(words, end):
        end += 1
    unit = _unit_length(words, end)
    return end + unit - at if unit else 0


def _spelled(words: Words, at: int) -> bool:
    typed = words.typed[at]
    return typed in _SPELLED or (typed == words.bare[at] and typed in _SPELLED_BARE)


def _unit_length(words: Words, at: int) -> int:
    bare = words.bare
    end = at
    while end < len(bare) and end - at < _LONGEST and bare[end] in _UNITS:
        end += 1
    if end == at and at < len(bare) and bare[at] in _GOLD:
        # "cây" is a tree and "chỉ" an order as well: gold is named, or nothing else is.
        if at + 1 < len(bare) and bare[at + 1] == "vang":
            return 2
        return int(at + 1 == len(bare) or bare[at + 1] in _NO_NOUN)
    if end > at and end < len(bare) and (words.typed[end] in _TAIL or bare[end].isdigit()):
        end += 1
    return end - at

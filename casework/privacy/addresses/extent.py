"""How far the name of a street, hamlet or landmark goes, and whether its cue is really one.

Sources: FACTS 6 (address cues), FACTS 7 (without marks 'cho' may be chợ or cho).
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from casework.privacy.lexicon.common_words import ENDS_A_NAME
from casework.privacy.lexicon.given_names import one_spelling
from casework.privacy.lexicon.letters import bare
from casework.privacy.lexicon.name_syllables import MARKED
from casework.privacy.lexicon.surnames import CLEAR_SURNAMES, SURNAMES_BARE
from casework.privacy.protected.phrases import is_brand, is_level
from casework.privacy.reading import Reading

_MOST_WORDS = 4
_FULL_NAME = 2
_STREETS_THAT_ARE_NO_PERSONS = frozenset({"cach", "ba", "hung", "thien"})
# Syllables of which the names of hamlets in the delta are made.
_PLACE_SYLLABLES = frozenset(
    """
    mỹ tân bình phú an hoà hòa long thanh thạnh hưng đông tây nam bắc lợi thới hậu tiền thuận phước
    vĩnh trung hạ thượng nhì nhất tâm đức qui quý khánh thịnh lộc định hiệp cái rạch ba cây mương
    xẻo ông cả bàu láng giồng gò yên thọ
    """.split()
)
_BARE_PLACE_SYLLABLES = frozenset(map(bare, _PLACE_SYLLABLES))
_MARKED_CUES = {
    "to": {"tổ"}, "khom": {"khóm"}, "ap": {"ấp"}, "thon": {"thôn"}, "xom": {"xóm"},
    "hem": {"hẻm", "hẽm"}, "ngo": {"ngõ"}, "duong": {"đường"}, "pho": {"phố"}, "cho": {"chợ"},
    "cau": {"cầu"}, "kenh": {"kênh"}, "kinh": {"kinh"}, "be": {"bè"}, "xeo": {"xẻo"},
    "ben": {"bến"}, "cay": {"cây"}, "vong": {"vòng"}, "giao": {"giáo"}, "doc": {"dốc"},
    "day": {"dãy"}, "tram": {"trạm"}, "rach": {"rạch"}, "song": {"sông"}, "chua": {"chùa"},
    "dinh": {"đình"}, "mieu": {"miếu"}, "vam": {"vàm"}, "cong": {"cống"}, "con": {"cồn"},
    "lo": {"lô"}, "phong": {"phòng"}, "can": {"căn"}, "doi": {"đội"}, "quan": {"quán"},
    "tiem": {"tiệm"}, "khu": {"khu"}, "soc": {"sóc"}, "buon": {"buôn"}, "toa": {"toà", "tòa"},
}  # fmt: skip
# Without marks these are rather 'con', 'công', 'lỗ', 'đổi' ...
_UNCLEAR_CUES = frozenset("con cong lo doi can dinh quan phong song tiem kinh be doc day".split())
_STOPS = frozenset(
    "nao gi tren duoi trong ngoai giua cuoi dau nay ay minh tui toi em sap co het ca "
    "ke gan doi dien canh sau truoc ngay cach ben sat ngang cho ban chay di ve bi co thi la va "
    "voi duoc de "
    "roi nha nhe nghe luon toi den quay re queo vo ra nay kia do day nhung ma nen hoi moi dang "
    "cung".split()
)
# Industrial estates and the like are known to everybody, as communes are.
_ESTATES = frozenset({"KCN", "KCX", "TP", "TX", "TT", "P", "Q", "H"})
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which words in small letters may belong to the name."""

    place_syllables: bool = False
    surnames: bool = False


CAPITALS_ONLY = Allowed()


def is_cue(reading: Reading, start: int) -> bool:
    """Whether a cue is typed with the right marks, if the resident types marks at all."""
    found = _WORD.match(reading.lower, start)
    word = found.group() if found else ""
    marked = _MARKED_CUES.get(reading.bare[start : start + len(word)])
    if marked is None or word in marked:
        return True
    return not reading.marked and word not in _UNCLEAR_CUES


def with_name(reading: Reading, end: int, allowed: Allowed = CAPITALS_ONLY) -> int:
    """Return the end of the name that follows, or `end` if there is none."""
    starts = reading.word_starts
    index = first = bisect_left(starts, end)
    while index < len(starts) and index - first < _MOST_WORDS:
        if not _joined(reading, index, end, first) or not _belongs(reading, index, first, allowed):
            break
        end, index = reading.words[index].end, index + 1
    return end


def small_name(reading: Reading, end: int) -> int:
    """Return the end of a name in small letters that stops where something else begins.

    'ấp sóc vồ, xã ...', 'đường hai bà trưng kế ...': at most four words, then a comma, the end, a
    level or a word that no name has. Without such a stop it is rather a sentence, and `end` stays.
    """
    index = bisect_left(reading.word_starts, end)
    until, count = end, 0
    while index < len(reading.words):
        word = reading.words[index]
        if reading.text[until : word.start] != " " or _stops(reading, index):
            return until
        cut = word.typed.isdigit() and reading.text[word.end : word.end + 1] == "/"
        if count == _MOST_WORDS or cut or not (word.typed.islower() or word.typed.isdigit()):
            return end
        until, index, count = word.end, index + 1, count + 1
    return until


def _stops(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if is_level(reading.words, index) or word.bare in _STOPS:
        return True
    return word.bare in ENDS_A_NAME and not (word.marked and one_spelling(word.lower) in MARKED)


def street_after(reading: Reading, end: int) -> int:
    """Return the end of a street's name after a house number, or `end` if it is none."""
    index = bisect_left(reading.word_starts, end)
    until = with_name(reading, end, Allowed(surnames=True))
    count = bisect_left(reading.word_starts, until) - index
    if count < _FULL_NAME:
        return end
    word = reading.words[index]
    if index in reading.kept:
        return end
    if not word.typed[0].isupper():
        return until if word.bare in CLEAR_SURNAMES else end
    known = word.bare in SURNAMES_BARE or word.bare in _STREETS_THAT_ARE_NO_PERSONS
    return until if known else end


def _joined(reading: Reading, index: int, end: int, first: int) -> bool:
    gap = reading.text[end : reading.words[index].start]
    return gap == " " or (index == first and gap in {", ", "", "\n"})


def _belongs(reading: Reading, index: int, first: int, allowed: Allowed) -> bool:
    word = reading.words[index]
    if is_level(reading.words, index) or is_brand(word) or _kept_begins(reading, index, first):
        return False
    if word.typed[0].isupper():
        return True
    if word.typed.isdigit():
        return index > first and len(word.typed) == 1
    if word.bare in ENDS_A_NAME:
        return False
    if allowed.place_syllables:
        return _is_place_syllable(reading, index)
    return allowed.surnames and not reading.marked and _in_street(reading, index, first)


def _is_place_syllable(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if reading.marked:
        return word.lower in _PLACE_SYLLABLES
    return word.bare in _BARE_PLACE_SYLLABLES


def _in_street(reading: Reading, index: int, first: int) -> bool:
    return reading.words[first].bare in CLEAR_SURNAMES and index - first < _MOST_WORDS


def _kept_begins(reading: Reading, index: int, first: int) -> bool:
    """'đường Lê Lợi Mỹ Tho' ends before Mỹ Tho; in 'ấp Tân Hoà' a commune's name is a part."""
    if index > first and reading.words[index].typed in _ESTATES:
        return True
    return index - first > 1 and index in reading.kept and index - 1 not in reading.kept

"""How residents spell: teencode, southern forms, telex slips, missing marks.

A word of a message is brought to the spelling of the word tables before it is compared.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casework.vietnamese import fold, strip_tones

# One spelling for the words that people write in many ways.
_SAME = {
    "không": "ko k kh hk hok hong hông hổng hỏng hem khum kg khg kô khôg",
    "rồi": "r rùi ròi gòi roài òi",
    "luôn": "lun",
    "được": "đc dc đk đượt",
    "vào": "vô zô dô",
    "gửi": "gởi",
    "thật": "thiệt",
    "giờ": "h",
    "biết": "bik bít biêt",
    "gì": "j zì",
    "vậy": "z zậy v",
    "chưa": "chx",
    "em": "e",
    "tôi": "t",
    "mình": "mk mik",
    "người": "ng",
    "trước": "trc trk",
    "cũng": "cg cug",
    "khoá": "khóa",
    "kêu": "biểu bỉu",
    "giùm": "dùm",
    "doạ": "dọa",
    "điện": "điên",
    "nhưng": "nhg nhưg",
    "với": "vs",
    "nick": "nik",
    "link": "lynk",
}
_CANONICAL = {fold(form): word for word, forms in _SAME.items() for form in forms.split()}

# Syllables that no Vietnamese word has without marks: an unmarked "tien" is a slip of "tiền" even
# where the rest of the message carries marks, while "cho" is then never "chờ" or "chợ".
_CANNOT_STAND = re.compile(r"\w*(?:[ptc]|ch|ie\w|uo\w|uye\w)")
# Fewer words with marks than this: the message was typed without them.
_TYPED_WITH_MARKS = 0.3

_TONE_KEYS = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_HOI_NGA = str.maketrans("ảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹ", "ãẵẫẽễĩõỗỡũữỹảẳẩẻểỉỏổởủửỷ")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a message, as compared with the tables, and without marks."""

    typed: Sequence[str]
    bare: Sequence[str]
    marked: bool

    def says(self, at: int, word: str) -> bool:
        """Whether the word at this place can be read as a word of the tables."""
        typed = self.typed[at]
        if typed == word:
            return True
        if typed != self.bare[at]:
            return False
        return not self.marked or not own_word(typed)


def canonical(typed: str) -> str:
    """The table's spelling of a folded word."""
    return _CANONICAL.get(typed, typed)


def own_word(typed: str) -> bool:
    """Whether an unmarked word means itself in a message that was typed with marks."""
    return _CANNOT_STAND.fullmatch(typed) is None


def typed_with_marks(typed: Sequence[str]) -> bool:
    """Whether the message as a whole carries marks, so that an unmarked word is meant so."""
    letters = [word for word in typed if word[0].isalpha()]
    marked = sum(not word.isascii() for word in letters)
    return marked > _TYPED_WITH_MARKS * len(letters)


def slips_of(word: str) -> Iterator[str]:
    """How a word looks when the keyboard did not turn it, or when hỏi and ngã are swapped.

    "chuyển" typed in telex stays "chuyeenr", "chuyeern" or "chuyênr"; in the South it is often
    written "chuyễn".
    """
    decomposed = unicodedata.normalize("NFD", word)
    tone = next((key for mark, key in _TONE_KEYS.items() if mark in decomposed), "")
    level = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONE_KEYS))
    keys = "".join(
        {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}.get(c, c)
        for c in level
    )
    swapped = word.translate(_HOI_NGA)
    if swapped != word:
        yield swapped
    if keys != level:
        yield keys + tone
    if tone and len(level) > 1:
        yield level + tone
        yield strip_tones(level) + tone
    if tone:
        places = [i + 1 for i, letter in enumerate(keys) if letter in "aeiouyw"]
        yield from (keys[:i] + tone + keys[i:] for i in places if i < len(keys))


def slips(vocabulary: Iterable[str]) -> dict[str, str]:
    """Slipped spelling -> word, for words of the tables that have marks."""
    known = set(vocabulary)
    found: dict[str, str] = {}
    for word in sorted(known):
        if word != strip_tones(word):
            for slip in slips_of(word):
                if slip not in known and slip not in _CANONICAL:
                    found.setdefault(slip, word)
    return found

"""Styles of writing, as far as they can be told from the text itself.

Tried on 5,600 examples whose writers noted the style (November 2026): seen are all without tone
marks, 98 % of those in teencode, 90 % of those in southern words, 86 % of those that were pasted,
62 % of those told for somebody else. What is taken for pasted by mistake stays under 10 %.
"""

import re
from functools import lru_cache

from casework.validation.wording import Worded

LONG = 80
SHORT = 7
"""Words."""

_TEENCODE = frozenset(
    "k ko kh khum hk hok hem đc dc dk đk j r t e ck vk mn vs ng mk mng lm xog ns lun trc v z bt cx "
    "ny ms đag trg gr thg ch nma bn nx nc hnay vl nt zl fb ib rep gđ đt sđt acc hc hs sv ntn bik "
    "bít oy zậy thui ln mik bh pk c m gđình ad".split()
)
_SOUTHERN = frozenset(
    "tui hổng hông hong dìa ổng bả biểu gởi mầy chớ đặng hổm rày mần thiệt nghen má tía mướn bịnh "
    "nhứt giựt dòm bển trển hen hôn giùm tụi bữa vô xài".split()
)
_FEWEST_MARKS = 2
"""One such word is everybody's: "k", "tui", "má"."""

_FEWEST_WORDS_OF_A_BARE_TEXT = 3
_FEWEST_WORDS_WITHOUT_A_STOP = 12
_PUNCTUATION = re.compile(r"[.,;:!?…]")

_ENDS_A_QUESTION = frozenset("khong ko k hong ha sao vay gi j chua dau nao hok".split())

_QUOTED = re.compile(r"[\"“«]([^\"“”«»]+)[\"”»]")
_FEWEST_QUOTED = 8
_NOTICE = re.compile(
    r"^\s*[\"“«\[]|"  # begins as a quotation
    r"^[^.!?:]{2,40}: |"  # "Vietcombank: ...", "THONG BAO: ..."
    r"[.,]000 ?[dđ]\b|"  # nobody types amounts so
    r"\w\.(?:com|vn|net|xyz|top|info|cc|vip|shop|online|site|app|org)\b|https?:|"
    r"\b(?:quý (?:khách|vị|phụ huynh)|quy khach|kính (?:gửi|mời|báo)|kinh (?:gui|moi|bao)|"
    r"trân trọng|tran trong|xin thông báo|xin thong bao|vui lòng|vui long|truy cập|truy cap|"
    r"hotline|soạn tin|soan tin|chào (?:anh|chị|bạn|em|cả nhà))\b",
    re.IGNORECASE,
)
_REPORT = re.compile(r"^(?:tôi|em|tui|mình|kính) ", re.IGNORECASE)

_KIN = (
    "ba ma me bo tia con chong vo ong ngoai noi em anh chi di chu bac co cau mo thim duong ban "
    "chau dua thang nho sep thay lop".split()
)
_WHICH_KIN = (
    "trai gai nho ho vo chong ruot hai ba tu nam sau bay tam chin ut than re dau ngoai noi cung "
    "lang xom chu tro hoc phong".split()
)
_SELVES = "tui toi em minh con chau mk t e mik".split()
# "má tui", "bạn học của em" come first where another's story is told; "tui" where one's own is.
_WHOSE_STORY = re.compile(
    rf"\b(?P<kin>(?:{'|'.join(_KIN)})(?: (?:{'|'.join(_WHICH_KIN)}))?"
    rf"(?: (?:cua|cho|ben|o))? (?:{'|'.join(_SELVES)}|nha)|hang xom|dong nghiep|"
    rf"(?:ong|ba) (?:ngoai|noi)|nguoi quen)\b|\b(?P<self>{'|'.join(_SELVES)})\b"
)


def has_no_tones(example: Worded) -> bool:
    """No mark on any word."""
    return len(example.bare) >= _FEWEST_WORDS_OF_A_BARE_TEXT and example.typed == example.bare


def is_teencode(example: Worded) -> bool:
    """At least two words as the young shorten them."""
    return sum(word in _TEENCODE for word in example.typed) >= _FEWEST_MARKS


def is_southern(example: Worded) -> bool:
    """At least two different words of the south."""
    return len(_SOUTHERN.intersection(example.typed)) >= _FEWEST_MARKS


def has_no_punctuation(example: Worded) -> bool:
    """Not a stop in a text that would need one."""
    needs = len(example.bare) >= _FEWEST_WORDS_WITHOUT_A_STOP
    return needs and not _PUNCTUATION.search(example.example.text)


def is_long(example: Worded) -> bool:
    """A whole story."""
    return len(example.bare) >= LONG


def is_short(example: Worded) -> bool:
    """A few words."""
    return len(example.bare) <= SHORT


def is_question(example: Worded) -> bool:
    """A question mark, or a word at the end that asks."""
    asks = bool(example.bare) and example.bare[-1] in _ENDS_A_QUESTION
    return asks or "?" in example.example.text


def is_own_story(example: Worded) -> bool:
    """The first who is named is the resident."""
    return _teller(" ".join(example.bare)) == "self"


def is_another_s_story(example: Worded) -> bool:
    """The first who is named is the resident's kin, friend or neighbour."""
    return _teller(" ".join(example.bare)) == "kin"


@lru_cache(maxsize=4096)
def _teller(bare: str) -> str | None:
    """Who is named first; asked twice of each example of an intent, and slow to find."""
    found = _WHOSE_STORY.search(bare)
    return found.lastgroup if found is not None else None


def is_pasted(example: Worded) -> bool:
    """A message of somebody else's, in quotation marks or in the tone of a notice."""
    text = example.example.text
    quoted = max((len(words.split()) for words in _QUOTED.findall(text)), default=0)
    notice = _NOTICE.search(text) is not None and not _REPORT.match(text)
    return quoted >= _FEWEST_QUOTED or notice

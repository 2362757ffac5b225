"""Reads words about consent: a clear yes, a clear no, or something that must be asked back."""

import re
from enum import Enum, auto

from bot.conversation.answers import bare
from casework.stage import Stage
from casework.understanding.stage_reader import read_stage
from casework.vietnamese import fold


class Said(Enum):
    """What words say to the question whether something may be kept."""

    YES = auto()
    NO = auto()
    VAGUE = auto()


_MOST_WORDS = 9
# "đồng ý" with its marks, or typed wholly without them: not "đóng y" and the like.
_AGREE = re.compile(r"\bđồng ý\b|\bdong y\b")
_NOT = frozenset("khong ko k kh hong hok hem chang cha chua dung khoi".split())
# What may stand around it without changing it.
_AROUND = frozenset(
    "toi tui em con chau minh bac co chu ong ba anh chi ban oi da vang u uh um a ah nha nhe nhen "
    "nghen ok oke luon roi thi la cho giu lai loi ke nay duoc dc cam on so cau chon 1 mot dau nua "
    "do day het can bo cong an".split()
)
_OF_THE_STORY = frozenset({"no", "ho", "tien", "otp"})
_LOSSES = (Stage.PAID, Stage.INFO_GIVEN)
_OTHER_NUMBER = frozenset({"2", "hai"})


def read_agreement(text: str) -> Said | None:
    """What a short text with "đồng ý" in it says; None of anything else, of a story above all."""
    said = bare(text).replace(".", " ").replace(")", " ").split()
    folded = fold(text)
    if not _AGREE.search(folded) or len(said) > _MOST_WORDS:
        return None
    rest = [word for word in " ".join(said).replace("dong y", " ").split() if word not in _AROUND]
    refused = [word for word in rest if word in _NOT]
    others = [word for word in rest if word not in _NOT]
    told = others and read_stage(_AGREE.sub(" ", folded)) in _LOSSES
    if told or _OF_THE_STORY & set(others):
        # "tôi đồng ý chuyển tiền cho nó" tells what happened.
        return None
    if others or "?" in text or len(refused) > 1 or _OTHER_NUMBER & set(said):
        return Said.VAGUE
    if refused:
        return Said.NO
    # "đồng ý đâu" says the opposite, in its way.
    return Said.VAGUE if "dau" in said else Said.YES


def is_plain_no(text: str) -> bool:
    """Whether the text is a 'no' and courtesies: "dạ không cô ơi"."""
    words = bare(text).split()
    left = [word for word in words if word not in _AROUND]
    return len(words) <= _MOST_WORDS and left in (["khong"], ["ko"], ["hong"], ["k"])

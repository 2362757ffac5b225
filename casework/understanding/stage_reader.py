"""Reads from a message how far it has come: nothing given, information given, or paid."""

import re

from casework.stage import Stage
from casework.understanding.stage.denials import denied
from casework.understanding.stage.signs import Kind, Sign
from casework.understanding.stage.tagger import signs_of, words_of
from casework.understanding.stage.telling import read
from casework.understanding.stage.verdict import informed, paid
from casework.vietnamese import fold

# Any of these shows that somebody wants something, or that the resident asks about it.
_APPROACHES = frozenset(
    {
        *(Kind.ASK, Kind.POLITE, Kind.DOUBT, Kind.OFFER, Kind.NEARLY, Kind.FEAR, Kind.LINK),
        *(Kind.STOPPED, Kind.UNHARMED, Kind.RENTS),
    }
)
# "cảm ơn nha" is friendly, "shipper gọi" is daily life: neither tells of a wish.
_PARTICLES = frozenset({"nha", "nhe", "nghen"})
_CONTACTS = frozenset({"goi", "nhan"})
# "nó", "họ", "người ta", "kẻ gian"; a shipper or a teacher may be just that.
_STRANGERS = frozenset(
    {"no", "ho", "nguoi", "ng", "ngta", "ai", "tui", "bon", "chung", "doi", "ke", "hacker"}
)

# A line that only agrees or refuses answers what the bot asked: nothing was given by it.
_ONLY_AGREES = re.compile(
    r"\W*(?:(?:\d|dạ|da|vâng|vang|tôi|toi|tui|em|con|cháu|chau|mình|minh|không|khong|ko|k|hông|hong|"
    r"chưa|chua)\W+)*(?:đồng ý|dong y)"
    r"(?:\W+(?:ạ|a|nha|nhé|nhe|rồi|roi|luôn|luon|đâu|dau|nữa|nua))*\W*"
)
_LONGEST_AGREEMENT = 60


def read_stage(text: str) -> Stage | None:
    """The furthest stage that the message tells of; None when it does not tell."""
    story = read(signs_of(_without_agreement(text)))
    if paid(story):
        return Stage.PAID
    if informed(story):
        return Stage.INFO_GIVEN
    kinds = {sign.kind for sign in story.signs if not _tells_nothing(sign)}
    if story.acts or kinds & _APPROACHES:
        return Stage.APPROACH
    # "nó đọc đúng tên tui": somebody is at it. "nó lừa tui" does not tell how far it came.
    return Stage.APPROACH if Kind.OTHER in kinds and Kind.TRICKED not in kinds else None


def _tells_nothing(sign: Sign) -> bool:
    match sign.kind:
        case Kind.POLITE:
            return sign.said in _PARTICLES
        case Kind.OFFER:
            return sign.said in _CONTACTS and sign.after - sign.first == 1
        case Kind.OTHER:
            return sign.said not in _STRANGERS
        case _:
            return False


def denies_loss(text: str) -> bool:
    """Whether the message says in so many words that nothing was given or paid.

    "tui chưa chuyển", "à nhầm, có chuyển đâu", "may mà kịp dừng". A message that also tells of
    something given denies no loss: "chưa chuyển tiền nhưng đọc mã rồi".
    """
    text = _without_agreement(text)
    words = words_of(text)
    story = read(signs_of(text))
    return not paid(story) and not informed(story) and denied(story, words)


def _without_agreement(text: str) -> str:
    if "\n" not in text and len(text) > _LONGEST_AGREEMENT:
        return text
    lines = text.split("\n")
    return "\n".join(
        line
        for line in lines
        if len(line) > _LONGEST_AGREEMENT or not _ONLY_AGREES.fullmatch(fold(line))
    )

"""Whether a message says in so many words that nothing was given or paid."""

from bisect import bisect_left
from collections.abc import Sequence

from casework.understanding.stage.acts import Act, Told
from casework.understanding.stage.claims import claimed
from casework.understanding.stage.signs import ACTS, PAUSES, Kind, Sign, before, next_to
from casework.understanding.stage.spelling import Words
from casework.understanding.stage.story import Story

# "đừng chuyển", "khỏi chuyển", "cấm chuyển" tell somebody what to do.
_FORBIDS = frozenset({"dung", "khoi", "cam", "cho"})
# The other side pays back and buys: these are theirs unless the resident is named.
_THEIR_VERBS = frozenset({"tra", "mua", "chi", "giao", "dat", "cho"})
_NO_GIFTS = frozenset({"thu", "dat"})
# "không chuyển nữa", "chưa chuyển lần hai": something was given before.
_AGAIN = frozenset({"nua", "them", "tiep", "not", "lan"})
_AGAIN_WITHIN = 4
# "chưa chuyển thì sao": supposed rather than told.
_IF_WITHIN = 4
_SUBJECT_WITHIN = 4
_NEARLY_SAYS = frozenset({"suyt", "xem", "xuyt", "ti", "xiu", "chut", "ty", "thieu"})


def denied(story: Story, words: Words) -> bool:
    """Whether some act, or a loss as a whole, is said not to have happened."""
    if any(_unharmed(story.signs, at) for at in range(len(story.signs))):
        return True
    return any(_not_done(act, story, words) for act in story.acts)


def _unharmed(signs: Sequence[Sign], at: int) -> bool:
    """As in "chưa mất gì", "kịp dừng", "có chuyển đâu", "ngân hàng chặn lại"."""
    sign = signs[at]
    if sign.kind is not Kind.UNHARMED or sign.quoted or claimed(signs, at):
        return False
    for earlier in before(signs, at):
        if sign.first - earlier.after > _SUBJECT_WITHIN or earlier.kind in PAUSES:
            return True
        if earlier.kind in {Kind.OTHER, Kind.ASK, Kind.FEAR, Kind.PLAN}:
            return False
        if earlier.kind is Kind.OWN:
            return True
    return True


def _not_done(act: Act, story: Story, words: Words) -> bool:
    by = act.by
    # "không thu phí" is an offer, "có đặt gì đâu" speaks of an order.
    if by is None or act.sign.quoted or act.sentence in story.polite or act.sign.said in _NO_GIFTS:
        return False
    place = _place(story.signs, by)
    beside = next_to(story.signs, place, -1)
    own = beside is not None and beside.kind is Kind.OWN
    if claimed(story.signs, place) or (_theirs(act) and not own):
        return False
    if by.kind is Kind.NEARLY:
        return act.told is Told.WANTED and by.said in _NEARLY_SAYS
    return act.told is Told.DENIED and _explicit(act, by, story.signs, words)


def _place(signs: Sequence[Sign], sign: Sign) -> int:
    return bisect_left(signs, sign.first, key=lambda other: other.first)


def _explicit(act: Act, by: Sign, signs: Sequence[Sign], words: Words) -> bool:
    # "chưa thấy gửi": it is waited for.
    if by.said in _FORBIDS or "thay" in words.bare[by.first : by.after]:
        return False
    if by.first > act.sign.first and by.said == "chua":
        # "tiền thì chưa" tells, "chuyển chưa" asks.
        return "thi" in words.bare[act.sign.after : by.first]
    return not _supposed(signs, _place(signs, by), act, words) and not _again(act, words)


def _theirs(act: Act) -> bool:
    subject = act.subject
    if subject is None:
        return act.sign.said in _THEIR_VERBS and act.gives in {Kind.MONEY, Kind.THING}
    if subject.kind is Kind.SELF_OR_YOU:
        return subject.said == "ban"
    return subject.kind is Kind.OTHER


def _supposed(signs: Sequence[Sign], place: int, act: Act, words: Words) -> bool:
    """As in "không chuyển thì bị bắt", "nếu tôi không đưa", "doạ là không chuyển"."""
    tail = words.bare[act.sign.after : act.sign.after + _IF_WITHIN]
    if "kip" not in words.bare[signs[place].first : act.sign.first] and "thi" in tail:
        return True
    for earlier in before(signs, place):
        if signs[place].first - earlier.after > _SUBJECT_WITHIN or earlier.kind in PAUSES | ACTS:
            return False
        if earlier.kind in {Kind.PLAN, Kind.FEAR, Kind.ASK}:
            return True
    return False


def _again(act: Act, words: Words) -> bool:
    return not _AGAIN.isdisjoint(words.bare[act.sign.after : act.sign.after + _AGAIN_WITHIN])

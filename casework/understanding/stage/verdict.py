"""Whether an act of the story was done, and so how far the scam has come."""

from casework.understanding.stage.acts import Act, Told
from casework.understanding.stage.losses import account_taken, goods_gone, money_gone
from casework.understanding.stage.signs import Kind
from casework.understanding.stage.story import Story

_BUYS = frozenset({"mua", "dat"})
_SELLS = frozenset({"ban", "cho"})  # bán tài khoản, cho thuê


def paid(story: Story) -> bool:
    """Whether money, or goods against a false receipt, are gone."""
    if money_gone(story.signs) or goods_gone(story.signs):
        return True
    payments = [act for act in story.acts if act.pays or act.sign.said in _BUYS]
    if any(was_done(act, story) for act in payments):
        return True
    # "đòi nạp thêm", "không cho rút": money must have gone before, unless it is said not to have.
    stuck = any(sign.kind is Kind.STUCK and not sign.quoted for sign in story.signs)
    unharmed = story.imagined or any(sign.kind is Kind.UNHARMED for sign in story.signs)
    return stuck and not unharmed and not any(act.told is Told.DENIED for act in payments)


def informed(story: Story) -> bool:
    """Whether information was given, a door opened, or an account taken."""
    given = any(act.informs and was_done(act, story) for act in story.acts)
    return given or account_taken(story.signs)


def was_done(act: Act, story: Story) -> bool:
    """Whether the message tells of an act as done."""
    own = act.subject is not None and act.subject.kind is Kind.OWN
    if act.sign.said == "thu" and act.told in {Told.BARE, Told.FOREIGN}:
        # "họ thu 12 triệu", and then vanished.
        return act.named and story.stuck_at > act.sign.first
    if act.settled and act.sentence in story.polite:
        # "mở file em gửi rồi bấm cài đặt giúp em"
        return own
    if act.told is Told.BARE and act.sign.said in story.planned:
        # "đóng học phí qua zalo, có nên đóng không": asked, so it was not done.
        return False
    if act.told is not Told.BARE:
        return act.told is Told.DONE
    if act.sentence in story.polite | story.whether:
        return False
    return _bare_was_done(act, story, own=own)


def _bare_was_done(act: Act, story: Story, *, own: bool) -> bool:
    """An act without a word that says whether it was done: who did it, and what followed."""
    if act.sign.said in _BUYS and not act.named:
        # "mua vé ... ra sân bay không có tên": paid for, though no sum is named.
        return story.gone_at > act.sign.first
    if act.sign.kind is not Kind.PAY and not act.named:
        return False
    if own:
        return act.named or act.sentence not in story.asked
    if _tells_of_oneself(act, story):
        return True
    could = act.pays or (act.sign.said in _SELLS and act.named)
    return could and story.stuck_at > act.sign.first


def _tells_of_oneself(act: Act, story: Story) -> bool:
    """As in "Đóng 36 triệu được cấp mã": who tells what they did may leave out "tôi"."""
    if act.subject is not None or not act.named:
        return False
    if not act.leads or act.sentence in story.asked:
        return False
    return act.gives is Kind.MONEY if act.pays else act.sign.kind is not Kind.OPEN

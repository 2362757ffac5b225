"""Words after an act that settle, deny or complete it."""

from dataclasses import replace

from casework.understanding.stage.acts import Act, Told
from casework.understanding.stage.signs import PAUSES, Kind, Sign, before, next_to
from casework.understanding.stage.story import Story

# "rồi" and "xong" settle a whole sentence, "luôn" and "liền" only the verb before them.
_SETTLES = frozenset({"roi", "xong", "moi", "het", "tong"})
_AMISS = frozenset({"lon", "nham"})
_PRESSES = frozenset({"bam", "nhan", "an", "chon", "go"})
_SCAMMERS = frozenset({"no", "ho", "shop", "tui", "thang", "chung", "bon", "san"})
_RECENT = 16
_STRESSED_WITHIN = 6
_ASIDE_WITHIN = 6
_VANISHED_WITHIN = 4
_DENIED_WITHIN = 3


def settle(story: Story, at: int, sign: Sign) -> None:
    """As in "rồi", "luôn", "hai lần": an act that nothing has coloured was done."""
    last = story.last_act(sign)
    if last is None:
        return
    if sign.said in _AMISS and _pressed_amiss(story, at, last):
        story.acts.pop()
        return
    if sign.said not in _SETTLES and sign.first - last.sign.after > _STRESSED_WITHIN:
        return
    if last.told is Told.WANTED and (sign.kind is Kind.TIMES or _did_as_told(story, last)):
        last.told = Told.DONE
    if last.told is Told.FOREIGN:
        if last.pays:
            last.told = story.theirs()
        # "cài cái app nó gởi rồi": the aside is theirs, the act before it is settled.
        if len(story.acts) > 1:
            main = story.acts[-2]
            if last.sign.first - main.sign.after <= _ASIDE_WITHIN:
                last = main
    if last.told is Told.BARE:
        last.told = Told.DONE
        last.settled = True


def _did_as_told(story: Story, last: Act) -> bool:
    """As in "nếu không đóng nó doạ bắt nên em đóng rồi": named again, now of the resident."""
    own = last.subject is not None and last.subject.kind is Kind.OWN
    beside = own and last.subject is not None and last.subject.after == last.sign.first
    again = any(act.sign.said == last.sign.said for act in story.acts[-_RECENT:-1])
    return beside and again and not story.supposed


def _pressed_amiss(story: Story, at: int, last: Act) -> bool:
    """As in "bấm lộn, tui chưa chuyển gì": the wrong button of the conversation, no trap."""
    no_trap = last.gives is None and story.topic is not Kind.LINK
    beside = last.sign.after == story.signs[at].first
    following = next_to(story.signs, at, 1)
    ends = following is not None and following.kind in PAUSES
    return no_trap and beside and ends and last.sign.said in _PRESSES


def stop_short(story: Story, at: int, sign: Sign) -> None:
    """As in "tui chuyển 50 triệu mà ngân hàng chặn lại": it was only tried."""
    previous = next_to(story.signs, at, -1)
    if previous is not None and previous.said in _SCAMMERS and previous.kind is Kind.OTHER:
        vanish(story, replace(sign, kind=Kind.GONE))
        return
    last = story.last_act(sign)
    if last is not None and last.told is Told.BARE and last.sign.kind in {Kind.PAY, Kind.HAND}:
        last.told = Told.WANTED


def vanish(story: Story, sign: Sign) -> None:
    """As in "chặn", "không cho rút": what went before was done, unless it was only wanted."""
    story.stuck_at = sign.first
    if sign.kind is not Kind.GONE:
        return
    story.gone_at = sign.first
    last = story.last_act(sign)
    if last is None or last.told is not Told.WANTED:
        return
    if sign.first - last.sign.after <= _VANISHED_WITHIN:
        last.told = Told.DONE


def deny(story: Story, at: int, sign: Sign) -> None:
    """As in "có mua gì đâu": the act before it was not done."""
    last = story.last_act(sign)
    if sign.said == "dau" and sign.after - sign.first == 1 and not _did_before(story, at):
        return  # "đâu" alone asks where
    if last is not None and sign.first - last.sign.after <= _DENIED_WITHIN:
        last.told, last.by = Told.DENIED, sign


def _did_before(story: Story, at: int) -> bool:
    near = list(before(story.signs, at))[:3]
    return any(sign.kind is Kind.DID or sign.kind is Kind.NOT for sign in near)


def deny_or_ask(story: Story, sign: Sign) -> None:
    """At the end of a clause: "đọc thì chưa" denies, "em chuyển không" asks."""
    last = story.last_act(sign)
    if last is None or last.told is not Told.BARE:
        return
    if sign.said == "chua" and sign.after - sign.first == 1:
        last.told, last.by = Told.DENIED, sign
    elif sign.said != "chua":
        story.whether.add(story.sentence)

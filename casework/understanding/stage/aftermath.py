"""Words after an act that settle, deny or complete it."""

from casework.understanding.stage.acts import Told
from casework.understanding.stage.signs import Kind, Sign
from casework.understanding.stage.story import Story

# "rồi" and "xong" settle a whole sentence, "luôn" and "liền" only the verb before them.
_SETTLES = frozenset({"roi", "xong", "moi", "het", "tong"})
_STRESSED_WITHIN = 6
_ASIDE_WITHIN = 6
_VANISHED_WITHIN = 4
_DENIED_WITHIN = 3


def settle(story: Story, sign: Sign) -> None:
    """As in "rồi", "luôn", "hai lần": an act that nothing has coloured was done."""
    last = story.last_act(sign)
    if last is None:
        return
    if sign.said not in _SETTLES and sign.first - last.sign.after > _STRESSED_WITHIN:
        return
    if sign.kind is Kind.TIMES and last.told is Told.WANTED:
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


def deny(story: Story, sign: Sign) -> None:
    """As in "có mua gì đâu": the act before it was not done."""
    last = story.last_act(sign)
    if last is not None and sign.first - last.sign.after <= _DENIED_WITHIN:
        last.told = Told.DENIED


def deny_or_ask(story: Story, sign: Sign) -> None:
    """At the end of a clause: "đọc thì chưa" denies, "em chuyển không" asks."""
    last = story.last_act(sign)
    if last is None or last.told is not Told.BARE:
        return
    if sign.said == "chua" and sign.after - sign.first == 1:
        last.told = Told.DENIED
    elif sign.said != "chua":
        story.whether.add(story.sentence)

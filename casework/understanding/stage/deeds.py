"""An act is named: how it is told, and what it gives."""

from dataclasses import replace

from casework.understanding.stage.acts import Act, Told
from casework.understanding.stage.around import (
    is_moved_thing,
    is_part_of_name,
    named_after,
    names_its_object,
    object_of,
)
from casework.understanding.stage.signs import Kind, Sign, next_to
from casework.understanding.stage.story import COLOURS, Story

# English verbs tell by their form that it was done.
_PAST = frozenset({"paid", "transferred", "deposited", "sent"})
_RECENT = 16
_FOR_WITHIN = 6
_GIVEN = frozenset({Kind.OTHER, Kind.SECRET, Kind.MONEY, Kind.AFTER})


def deed(story: Story, at: int, sign: Sign) -> None:
    """Add an act to the story."""
    if _is_no_act(story, at, sign):
        return
    gives = object_of(story.signs, at)
    act = Act(
        sign,
        _told(story, sign),
        story.subject,
        story.sentence,
        gives or (story.topic if sign.kind is not Kind.PAY else None),
        named=gives is not None or names_its_object(sign),
        leads=not story.others_spoke,
        by=story.colour_at(sign),
    )
    if sign.kind is Kind.HAND and gives is None and _gives_all(story, at):
        act.gives = Kind.MONEY
    if act.gives is None and _gives_to_them(story, at):
        act.gives = Kind.MONEY
    if story.rented and sign.kind is Kind.HAND and named_after(story.signs, at) is None:
        act.gives = Kind.ACCOUNT
    _reconsider(story, at, act)
    _repeat(story, act)
    if act.told is Told.WANTED and story.colour and story.colour.kind is Kind.PLAN:
        story.planned.add(sign.said)
    story.acts.append(act)
    story.wanted |= act.told is Told.WANTED
    story.wanted_money |= act.told is Told.WANTED and act.pays
    if story.colour and story.colour.kind in {Kind.NOT, Kind.PURPOSE}:
        story.colour = None
    elif story.colour:
        story.reach_from = sign.after


def bill(story: Story, at: int, sign: Sign) -> None:
    """As in "tôi đóng tiền điện rồi": no loss, unless it was demanded or a sum is named."""
    if story.wanted or object_of(story.signs, at) is Kind.MONEY:
        deed(story, at, replace(sign, kind=Kind.PAY))


def _repeat(story: Story, act: Act) -> None:
    """As in "kêu đọc otp, tôi đọc rồi": the bare verb speaks of the act that was demanded."""
    if act.gives is not None or act.sign.kind is Kind.PAY:
        return
    for earlier in reversed(story.acts[-_RECENT:]):
        if earlier.told is Told.WANTED and earlier.sign.said == act.sign.said:
            act.sign = replace(act.sign, kind=earlier.sign.kind)
            act.gives = earlier.gives
            return


def _told(story: Story, sign: Sign) -> Told:
    if story.supposed:
        return Told.WANTED
    colour = story.colour_at(sign)
    if colour is None:
        if story.other_acts:
            return Told.FOREIGN
        return Told.DONE if sign.said in _PAST else Told.BARE
    if colour.kind is Kind.BEFORE and story.other_acts:
        return story.theirs()
    return COLOURS[colour.kind]


def _reconsider(story: Story, at: int, act: Act) -> None:
    repeated = story.acts and story.acts[-1].sign.said == act.sign.said
    if act.told is Told.BARE and _answers(story, at):
        act.told = Told.DONE
    elif act.told is Told.WANTED and repeated and story.spent:
        # "kêu chuyển, chuyển rồi": the second time the resident speaks of what they did.
        act.told = Told.BARE
        story.colour = None
    if act.sign.quoted:
        act.told = Told.WANTED


def _answers(story: Story, at: int) -> bool:
    """As in "... bảo chuyển trước. Em gửi." tells that what was wanted was done."""
    following = next_to(story.signs, at, 1)
    return (
        story.wanted
        and story.subject_beside(story.signs[at])
        and following is not None
        and following.kind in {Kind.STOP, Kind.COMMA}
    )


def _gives_all(story: Story, at: int) -> bool:
    """As in "em đưa hết" after money and codes were demanded."""
    following = next_to(story.signs, at, 1)
    return story.wanted_money and following is not None and following.said == "het"


def _gives_to_them(story: Story, at: int) -> bool:
    """As in "tui đưa nó rồi": where nothing is named, money is meant."""
    following = next_to(story.signs, at, 1)
    return (
        story.signs[at].said in {"dua", "gui"}
        and following is not None
        and following.kind is Kind.OTHER
    )


def _is_no_act(story: Story, at: int, sign: Sign) -> bool:
    following = story.signs[at + 1] if at + 1 < len(story.signs) else None
    if sign.said == "chuyen" and following is not None and following.said == "qua":
        # "hồ sơ đã chuyển qua giai đoạn", and not "chuyển qua nó 5 triệu".
        return object_of(story.signs, at) is not Kind.MONEY
    if sign.said == "cho" and sign.after - sign.first == 1:
        return not _answers(story, at) and _means_for(story, sign, following)
    return is_part_of_name(story.signs, at) or is_moved_thing(story.signs, at)


def _means_for(story: Story, sign: Sign, following: Sign | None) -> bool:
    """As in "gửi tiền cho nó": "cho" is "for", unless something is given by it."""
    if following is None or following.first - sign.after > 1 or following.kind not in _GIVEN:
        return True
    last = story.last_act(sign)
    return last is not None and sign.first - last.sign.after < _FOR_WITHIN

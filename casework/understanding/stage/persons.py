"""A person is named: who acts from here on, and whether a request still reaches them."""

from dataclasses import replace

from casework.understanding.stage.around import acts_next
from casework.understanding.stage.signs import ACTS, OBJECTS, PEOPLE, Kind, Sign, next_to
from casework.understanding.stage.story import Story

# Words after which a person is not the one who acts.
_RECEIVED_BY = ACTS | {Kind.TO, Kind.ASK, Kind.TRICKED, Kind.LOSE, Kind.POLITE}
_MODIFIED_BY = frozenset({Kind.NOT, Kind.BEFORE, Kind.PLAN, Kind.NEARLY})
_SELF = frozenset({"toi", "tui", "em", "minh", "tao", "con", "chau"})
_KIN = frozenset({"ma", "me", "vo", "chong", "bo", "ngoai", "noi", "di", "cau", "cha", "tia"})
_INSTITUTIONS = frozenset({"truong", "thay", "bac"})
# By these the other side addresses the resident, so that a request goes on.
_ADDRESSED = frozenset({"anh", "chi", "ban"})
# "nghe lời nó", "tin nó": the resident acts, the other side is heeded.
_HEEDED = frozenset({"nghe", "tin"})


def speaks_as_elder(story: Story) -> bool:
    """Whether the writer never says "tôi" or "em": then "bác" and "cô" are the writer."""
    return not any(
        sign.kind is Kind.OWN and sign.said in _SELF and not sign.quoted for sign in story.signs
    )


def person(story: Story, at: int, sign: Sign) -> None:
    """Take a person as the one who acts, unless they receive, own or are asked."""
    if sign.kind is Kind.OWN and (sign.after - sign.first > 1 or sign.said in _KIN):
        story.kin.add(sign.said)
    previous = next_to(story.signs, at, -1)
    if previous is not None:
        if previous.kind in PEOPLE:
            # "con gái / tôi": one person, and theirs if either word says so.
            if previous.kind is Kind.OTHER and previous.said in _INSTITUTIONS:
                return  # "trường con tôi": theirs, and yet it is the school that acts
            if story.subject is not None and Kind.OWN in {sign.kind, previous.kind}:
                story.subject = replace(story.subject, kind=Kind.OWN)
            return
        if _is_no_subject(story, at, sign, previous):
            return
        if previous.kind in _MODIFIED_BY:
            story.subject = sign
            return
    if _is_free(story, at, sign):
        story.colour = None
    writer = sign.said in story.kin or (story.elder and sign.said not in _ADDRESSED)
    if sign.kind is Kind.SELF_OR_YOU and writer:
        sign = replace(sign, kind=Kind.OWN)
    story.subject = sign


def _is_no_subject(story: Story, at: int, sign: Sign, previous: Sign) -> bool:
    if previous.kind in _RECEIVED_BY:
        return True
    if previous.kind is Kind.BEFORE and previous.said in _HEEDED:
        return True
    owns = previous.kind in OBJECTS and sign.kind is not Kind.OTHER
    return owns and not acts_next(story.signs, at)


def _is_free(story: Story, at: int, sign: Sign) -> bool:
    """Whether a person begins a thought that the colour does not reach."""
    colour = story.colour
    if colour is None or colour.kind is not Kind.ASK:
        return True
    if sign.said in _ADDRESSED:
        return False
    if story.spent or sign.kind is Kind.OTHER:
        return True
    return sign.first - colour.after > 1 and acts_next(story.signs, at)

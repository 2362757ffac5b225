"""What stands around a sign: the object of an act, the act of a person."""

from collections.abc import Sequence

from casework.understanding.stage.signs import (
    ACTS,
    OBJECTS,
    PAUSES,
    PEOPLE,
    Kind,
    Sign,
    after,
    before,
    next_to,
)

_OBJECT_WITHIN = 7
_JUST_NAMED = 5
# "mình mềm lòng ck": a word or two of feeling between the person and the act.
_HESITATION = 3
_MOVES = frozenset({"chuyen", "nop", "dong"})
_ONLY_THEN_AFTER = frozenset({*PAUSES, *PEOPLE})
_MANS_ACT = ACTS | {Kind.BEFORE, Kind.NOT, Kind.ASK}


def object_of(signs: Sequence[Sign], at: int) -> Kind | None:
    """What an act gives, named after it, or for the verbs of handing over before it."""
    return named_after(signs, at) or (
        _named_before(signs, at) if signs[at].kind is Kind.HAND else None
    )


def named_after(signs: Sequence[Sign], at: int) -> Kind | None:
    """What stands after an act as its object."""
    act, thing = signs[at], False
    for later in after(signs, at):
        if later.first - act.after > _OBJECT_WITHIN or later.kind in {Kind.STOP, Kind.ASK}:
            break
        if later.kind is Kind.THING:
            thing = True
        elif later.kind in OBJECTS:
            return later.kind
        if later.kind is Kind.COMMA or (later.kind in ACTS and later.said != "cho"):
            break
    return Kind.THING if thing else None


def _named_before(signs: Sequence[Sign], at: int) -> Kind | None:
    """As in "lấy tiền bán bò đưa cho nó": the object stands before the act."""
    for earlier in before(signs, at):
        too_far = signs[at].first - earlier.after > _JUST_NAMED
        if too_far or earlier.kind in PAUSES | ACTS | {Kind.WHETHER}:
            return None
        if earlier.kind in {Kind.MONEY, Kind.SECRET}:
            return earlier.kind
    return None


def names_its_object(act: Sign) -> bool:
    """As in "đọc mã" names its object itself; "gửi hình" may be any photograph."""
    return act.kind is Kind.OPEN and act.after - act.first > 1 and act.said not in {"gui", "chup"}


def acts_next(signs: Sequence[Sign], at: int) -> bool:
    """Whether a person, or a word before it, is followed at once by an act."""
    if at + 1 >= len(signs):
        return False
    following = signs[at + 1]
    begins = at == 0 or signs[at - 1].kind in PAUSES
    return following.first - signs[at].after <= (_HESITATION if begins else 1) and (
        following.kind in ACTS | {Kind.BEFORE}
    )


def is_just(signs: Sequence[Sign], at: int) -> bool:
    """As in "tôi mới chuyển" (just now), and not "đóng phí mới chuyển" (only then)."""
    return at == 0 or signs[at - 1].kind in _ONLY_THEN_AFTER


def is_he(signs: Sequence[Sign], at: int) -> bool:
    """As in "ảnh" is a photograph, or in the South "he": then an act follows at once."""
    if signs[at].kind is not Kind.SECRET or signs[at].said != "anh":
        return False
    following = next_to(signs, at, 1)
    return following is not None and following.kind in _MANS_ACT


def is_part_of_name(signs: Sequence[Sign], at: int) -> bool:
    """As in "tin nhắn nộp phạt", "link đóng phí": the verb only says what kind of thing it is."""
    previous = next_to(signs, at, -1)
    following = signs[at + 1] if at + 1 < len(signs) else None
    return (
        signs[at].kind is Kind.PAY
        and previous is not None
        and previous.kind in {Kind.LINK, Kind.THING, Kind.OFFER}
        and (following is None or following.kind not in {Kind.MONEY, Kind.AFTER})
    )


def is_moved_thing(signs: Sequence[Sign], at: int) -> bool:
    """As in "hàng chuyển rồi chưa tới": what was moved stands before, and is no money."""
    act, previous = signs[at], next_to(signs, at, -1)
    if previous is not None and previous.kind is Kind.BEFORE:
        previous = next_to(signs, at - 1, -1)
    return (
        act.said in _MOVES
        and act.after - act.first == 1
        and previous is not None
        and previous.kind is Kind.THING
        and named_after(signs, at) is not Kind.MONEY
    )

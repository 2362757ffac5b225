"""Money and accounts that a message says are gone."""

from collections.abc import Sequence

from casework.understanding.stage.claims import claimed
from casework.understanding.stage.signs import (
    AMOUNT,
    PAUSES,
    PEOPLE,
    Kind,
    Sign,
    after,
    before,
    next_to,
)

_UNREAL = frozenset({Kind.NOT, Kind.NEARLY, Kind.PLAN, Kind.FEAR, Kind.POLITE})
_REAL_AGAIN = frozenset({Kind.STOP, Kind.COMMA, Kind.BEFORE, Kind.AFTER})
_TAKERS = frozenset({"no", "ho", "tui", "chung"})
# Of the words that join, those after which a denial no longer holds.
_TURNS = frozenset({"nhung", "ma", "nen", "gio", "sau", "roi", "xong"})
_MONEY_AFTER = 5
_MONEY_BEFORE = 4
_TRICK_REACH = 8
_UNREAL_WITHIN = 5
_TOLD_WITHIN = 2


def money_gone(signs: Sequence[Sign]) -> bool:
    """Whether the message says that money was lost, by whatever act."""
    return any(_money_gone(signs, at) for at, sign in enumerate(signs) if not sign.quoted)


def goods_gone(signs: Sequence[Sign]) -> bool:
    """Whether goods were handed over for a receipt that was false."""
    kinds = {sign.kind for sign in signs if not sign.quoted}
    given = any(sign.kind is Kind.GOODS and not _unreal(signs, at) for at, sign in enumerate(signs))
    return Kind.NO_MONEY in kinds and (given or Kind.GONE in kinds)


def account_taken(signs: Sequence[Sign]) -> bool:
    """Whether it says that an account, a SIM or a phone is in other hands."""
    return any(
        (sign.kind is Kind.TAKEN or (sign.kind is Kind.LOSE and _beside(signs, at, Kind.ACCOUNT)))
        and not sign.quoted
        and not _unreal(signs, at)
        for at, sign in enumerate(signs)
    )


def _money_gone(signs: Sequence[Sign], at: int) -> bool:
    if signs[at].kind is Kind.LOST and signs[at].said.startswith("-"):
        # The bank's own message: "-25.000.000 VND".
        return True
    return _says_gone(signs, at) and not _unreal(signs, at)


def _says_gone(signs: Sequence[Sign], at: int) -> bool:
    match signs[at].kind:
        case Kind.LOST:
            return True
        case Kind.LOSE if signs[at].said in _TAKERS:
            # "nó lấy 27tr", and not "nó lấy tiền công".
            return _money_within(signs, at, _MONEY_AFTER, AMOUNT)
        case Kind.LOSE:
            return _money_within(signs, at, _MONEY_AFTER) or _money_before(signs, at)
        case Kind.TRICKED:
            return _money_within(signs, at, _TRICK_REACH)
        case Kind.AFTER if signs[at].said == "het":
            return _money_within(signs, at, 0, AMOUNT)
        case _:
            return False


def _money_before(signs: Sequence[Sign], at: int) -> bool:
    for earlier in before(signs, at):
        too_far = signs[at].first - earlier.after > _MONEY_BEFORE
        if too_far or earlier.kind in PAUSES | PEOPLE:
            # "40 triệu tôi mất năm ngoái" tells of another loss, which is now bait.
            return False
        if earlier.kind is Kind.MONEY:
            return True
    return False


def _money_within(signs: Sequence[Sign], at: int, reach: int, said: str = "") -> bool:
    for later in after(signs, at):
        if later.first - signs[at].after > reach or later.kind in {Kind.STOP, Kind.ASK, Kind.COMMA}:
            return False
        if later.kind is Kind.MONEY and said in {"", later.said}:
            return True
    return False


def _beside(signs: Sequence[Sign], at: int, kind: Kind) -> bool:
    """Whether a sign stands right before or after: "mất nick", "acc bay màu"."""
    here = signs[at]
    return any(
        other.kind is kind
        and min(abs(other.first - here.after), abs(here.first - other.after)) <= 1
        for other in signs[max(at - 1, 0) : at + 2]
    )


def _unreal(signs: Sequence[Sign], at: int) -> bool:
    """Denied, feared, claimed or asked about: "chưa mất", "sợ mất", "có mất tiền không"."""
    return claimed(signs, at) or _unreal_before(signs, at) or _asked_after(signs, at)


def _unreal_before(signs: Sequence[Sign], at: int) -> bool:
    for earlier in before(signs, at):
        gap = signs[at].first - earlier.after
        if gap > _UNREAL_WITHIN or earlier.kind in _REAL_AGAIN or earlier.said in _TURNS:
            return False
        if earlier.kind is Kind.ASK:
            return gap <= _TOLD_WITHIN
        if earlier.kind in _UNREAL:
            return True
    return False


def _asked_after(signs: Sequence[Sign], at: int) -> bool:
    for later_at in range(at + 1, min(at + 1 + _MONEY_AFTER, len(signs))):
        later = signs[later_at]
        if later.first - signs[at].after > _MONEY_AFTER or later.kind in PAUSES:
            return False
        if later.kind is Kind.WHETHER:
            return True
        if later.kind is Kind.NOT:
            following = next_to(signs, later_at, 1)
            return following is not None and following.kind is Kind.STOP
    return False

"""What somebody says that the resident did: a claim, and not what happened."""

from collections.abc import Sequence

from casework.understanding.stage.signs import Kind, Sign, before, next_to

_SAYS = frozenset({"noi", "bao", "thong", "ghi", "hoi", "nhan", "chui", "trach"})
_WRITES = frozenset({"nhan"})
# "tài khoản / của / tôi", "số căn cước / của / em": of whom it is said.
_OF_WHOM = frozenset({Kind.OWN, Kind.SELF_OR_YOU, Kind.ACCOUNT, Kind.SECRET, Kind.TO, Kind.BEFORE})
_SPEAKERS = frozenset({Kind.OTHER, Kind.THEY, Kind.LINK, Kind.THING})
_MESSAGES = frozenset({"tin", "cuoc", "app", "zalo"})
_NEAR = 2


def claimed(signs: Sequence[Sign], at: int) -> bool:
    """As in "công an nói tài khoản tôi đã chuyển", "quý khách đã thanh toán"."""
    return _addressed(signs, at) or _told_by_others(signs, at)


def _addressed(signs: Sequence[Sign], at: int) -> bool:
    """Whether the one who acts is "quý khách" or "bạn": the resident is spoken to."""
    here = signs[at]
    for place, earlier in enumerate(before(signs, at)):
        if here.first - earlier.after > 1 or earlier.kind not in _OF_WHOM | {Kind.POLITE, Kind.NOT}:
            return False
        here = earlier
        if earlier.kind is Kind.POLITE:
            return earlier.said == "quy"
        if earlier.kind is Kind.SELF_OR_YOU and earlier.said == "ban":
            # "ba mẹ bạn" are a friend's.
            owner = next_to(signs, at - 1 - place, -1)
            return owner is None or owner.kind is not Kind.OWN
        if earlier.kind is Kind.OWN:
            return False
    return False


def _told_by_others(signs: Sequence[Sign], at: int) -> bool:
    of_whom, quotes, here = False, False, signs[at]
    earlier = list(before(signs, at))
    for place, sign in enumerate(earlier):
        colon = sign.kind is Kind.COMMA and sign.said == ":"
        if here.first - sign.after > _NEAR:
            return False
        if sign.said in _SAYS and sign.kind in {Kind.ASK, Kind.TO, Kind.OFFER}:
            # "nó nhắn: thẻ của bạn"; without a colon "nhắn" only says that they wrote.
            told = quotes or sign.said not in _WRITES
            return of_whom and told and _others_speak(earlier[place + 1 :], sign)
        if sign.kind not in _OF_WHOM and not colon:
            return False
        quotes |= colon
        of_whom |= sign.kind in {Kind.OWN, Kind.SELF_OR_YOU, Kind.ACCOUNT, Kind.SECRET}
        here = sign
    return False


def _others_speak(earlier: Sequence[Sign], says: Sign) -> bool:
    for sign in earlier:
        if says.first - sign.after > _NEAR:
            return False
        if sign.kind in _SPEAKERS or (sign.kind is Kind.OFFER and sign.said in _MESSAGES):
            return True
        if sign.kind not in {Kind.OFFER, Kind.TO}:
            return False
        says = sign
    return False

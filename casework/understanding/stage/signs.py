"""What a phrase of a message says about the stage: the alphabet that the reading works with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

# What an amount "says", whatever its number.
AMOUNT = "#"


class Kind(Enum):
    """The part that a phrase plays."""

    PAY = auto()  # hands over money by itself: chuyển khoản, nạp, đóng
    HAND = auto()  # hands over whatever follows: gửi, đưa, trả
    GIVE = auto()  # gives information when a secret follows: đọc, khai, chụp
    OPEN = auto()  # opens the door to the scammer: bấm, cài, đăng nhập
    MONEY = auto()  # 5 triệu, tiền, vàng
    SECRET = auto()  # OTP, căn cước, mật khẩu
    LINK = auto()  # link, app, file
    ACCOUNT = auto()  # nick, zalo, sim
    THING = auto()  # goods and papers, which are neither money nor secret
    LOSE = auto()  # loses what follows: mất, bay, bị trừ
    LOST = auto()  # money is gone, whatever follows: trắng tay, đi tong
    STUCK = auto()  # says so by what came after: không cho rút, đòi thêm
    TAKEN = auto()  # account, SIM or phone is in other hands
    TRICKED = auto()  # bị lừa, bị dụ: what follows was done
    ASK = auto()  # kêu, bắt, đòi: what follows is only wanted
    POLITE = auto()  # vui lòng, giúp em nha: the scammer is speaking
    NOT = auto()  # chưa, không
    DENIES = auto()  # gì đâu: what went before was not done
    NEARLY = auto()  # suýt, xém
    PLAN = auto()  # định, có nên, nếu
    PURPOSE = auto()  # để: what follows is what for, not what was done
    FEAR = auto()  # sợ, sẽ, coi chừng
    BEFORE = auto()  # lỡ, đã: what follows was done
    AFTER = auto()  # rồi, luôn, xong: what went before was done
    TIMES = auto()  # 4 lần, tổng cộng: it happened, however it was wanted
    STOPPED = auto()  # ngân hàng chặn lại: somebody kept the resident from it
    UNHARMED = auto()  # chưa mất gì, có chuyển đâu: nothing was given
    RENTS = auto()  # thuê tài khoản: what is then handed over is an account
    BILL = auto()  # đóng tiền điện: the daily life of a household
    GOODS = auto()  # cho chở đi, giao máy: goods left the shop
    NO_MONEY = auto()  # bill giả, tiền chưa vô: what was paid for the goods
    GONE = auto()  # chặn, mất hút: the scammer has what they wanted
    OWN = auto()  # the resident, or somebody of theirs
    SELF_OR_YOU = auto()  # anh, chị, cô: the resident, or the one spoken to
    THEY = auto()  # ổng, bả: theirs or the other side, as the message goes
    OTHER = auto()  # nó, họ, bên đó
    DID = auto()  # có đọc: the resident did, whoever is not named
    TO = auto()  # cho, với: the person that follows receives
    SO = auto()  # nên, nhưng, giờ: a new thought begins
    WHETHER = auto()  # hả, được không: asked, not told
    DOUBT = auto()  # có phải lừa không
    OFFER = auto()  # trúng thưởng, tuyển dụng, doạ: somebody wants something
    COMMA = auto()
    STOP = auto()
    NOTHING = auto()  # a phrase that hides a word of the tables: bảo hiểm, bây giờ


@dataclass(frozen=True, slots=True)
class Sign:
    """One phrase of the message: its part, and the words it covers."""

    kind: Kind
    first: int
    after: int
    said: str = ""
    quoted: bool = False


ACTS = frozenset({Kind.PAY, Kind.HAND, Kind.GIVE, Kind.OPEN})
OBJECTS = frozenset({Kind.MONEY, Kind.SECRET, Kind.LINK, Kind.ACCOUNT, Kind.THING})
PEOPLE = frozenset({Kind.OWN, Kind.SELF_OR_YOU, Kind.OTHER})
PAUSES = frozenset({Kind.STOP, Kind.COMMA, Kind.SO})

# No sign reaches further than this many others, so that a long message costs time in proportion.
_WINDOW = 16


def next_to(signs: Sequence[Sign], at: int, step: int) -> Sign | None:
    """The sign one step before (-1) or after (1), if it stands right beside."""
    if not 0 <= at + step < len(signs):
        return None
    here, other = signs[at], signs[at + step]
    gap = other.first - here.after if step > 0 else here.first - other.after
    return other if gap == 0 else None


def before(signs: Sequence[Sign], at: int) -> Iterator[Sign]:
    """The signs before one, the nearest first."""
    return (signs[i] for i in range(at - 1, max(at - 1 - _WINDOW, -1), -1))


def after(signs: Sequence[Sign], at: int) -> Iterator[Sign]:
    """The signs after one, the nearest first."""
    return islice((signs[i] for i in range(at + 1, len(signs))), _WINDOW)

"""The commands, as slash words and as plain Vietnamese."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.answers import bare
from casework.receipts import LETTERS, PART


class Command(StrEnum):
    """What a resident can ask for at any time."""

    START = "start"
    HELP = "help"
    CHECK = "kiemtra"
    DELETE = "xoa"
    WITHDRAW = "rutdongy"
    PRIVACY = "quyenriengtu"
    CONTACTS = "lienhe"
    PLAYBOOKS = "kichban"
    OPINION = "gopy"
    GENUINE = "xacthuc"

    @property
    def description(self) -> str:
        """One line for menus, in Vietnamese."""
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = {
    Command.START: "Bắt đầu lại từ đầu",
    Command.HELP: "Cách dùng",
    Command.CHECK: "Xem giúp một tin nhắn lạ",
    Command.DELETE: "Xoá cuộc trò chuyện, hoặc xoá lời kể, góp ý bằng mã biên nhận",
    Command.WITHDRAW: "Rút lại đồng ý: lời kể đã giữ bị xoá",
    Command.PRIVACY: "Tôi giữ gì, không giữ gì",
    Command.CONTACTS: "Gọi ai, báo ở đâu",
    Command.PLAYBOOKS: "Các chiêu lừa thường gặp",
    Command.OPINION: "Góp ý, đề xuất với công an",
    Command.GENUINE: "Nhận ra Cảnh Giác thật và bot giả mạo",
}

_WORDS = {
    "start": Command.START,
    "bat dau": Command.START,
    "bat dau lai": Command.START,
    "lam lai": Command.START,
    "help": Command.HELP,
    "tro giup": Command.HELP,
    "huong dan": Command.HELP,
    "cach dung": Command.HELP,
    "giup": Command.HELP,
    "xoa": Command.DELETE,
    "xoa du lieu": Command.DELETE,
    "xoa het": Command.DELETE,
    "xoa di": Command.DELETE,
    "rutdongy": Command.WITHDRAW,
    "rut dong y": Command.WITHDRAW,
    "rut lai dong y": Command.WITHDRAW,
    "toi rut dong y": Command.WITHDRAW,
    "toi rut lai dong y": Command.WITHDRAW,
    "khong dong y nua": Command.WITHDRAW,
    "toi khong dong y nua": Command.WITHDRAW,
    "huy dong y": Command.WITHDRAW,
    "quyenriengtu": Command.PRIVACY,
    "quyen rieng tu": Command.PRIVACY,
    "rieng tu": Command.PRIVACY,
    "bao mat": Command.PRIVACY,
    "lienhe": Command.CONTACTS,
    "lien he": Command.CONTACTS,
    "goi ai": Command.CONTACTS,
    "bao o dau": Command.CONTACTS,
    "trinh bao o dau": Command.CONTACTS,
    "so dien thoai": Command.CONTACTS,
    "kichban": Command.PLAYBOOKS,
    "kich ban": Command.PLAYBOOKS,
    "cac chieu lua": Command.PLAYBOOKS,
    "danh sach": Command.PLAYBOOKS,
    "gopy": Command.OPINION,
    "gop y": Command.OPINION,
    "muon gop y": Command.OPINION,
    "toi muon gop y": Command.OPINION,
    "tui muon gop y": Command.OPINION,
    "kien nghi": Command.OPINION,
    "toi muon kien nghi": Command.OPINION,
    "kiemtra": Command.CHECK,
    "kiem tra": Command.CHECK,
    "kiem tra giup": Command.CHECK,
    "kiem tra giup toi": Command.CHECK,
    "xacthuc": Command.GENUINE,
    "xac thuc": Command.GENUINE,
    "co phai that khong": Command.GENUINE,
    "bot that hay gia": Command.GENUINE,
    "bot nay that hay gia": Command.GENUINE,
    "bot nay that khong": Command.GENUINE,
    "bot nay co that khong": Command.GENUINE,
    "bot co phai that khong": Command.GENUINE,
    "co phai bot that khong": Command.GENUINE,
    "day co phai bot that khong": Command.GENUINE,
    "ban la that hay gia": Command.GENUINE,
    "ban co phai that khong": Command.GENUINE,
    "canh giac that hay gia": Command.GENUINE,
    "co phai canh giac that khong": Command.GENUINE,
}
_OF_A_STORY_TOO = frozenset({"co phai that khong"})
"""Asks whether the bot is the genuine one, unless a story was told just before."""

_TAKES_ARGUMENT = (
    *(Command.DELETE, Command.WITHDRAW, Command.PLAYBOOKS, Command.OPINION),
    Command.CHECK,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A command and what stood after it."""

    command: Command
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt code of ours in a text, and where it stands. `exact`: just as we write it."""

    code: str
    start: int
    end: int
    exact: bool


# Only the letters that our codes are made of, and none with a mark: "cg" is short for "cũng" too,
# and stands before names and numbers. Spelled out, as ignoring the case would let in 'ſ' for 's'.
_PART_OF_CODE = rf"[{LETTERS}{LETTERS.lower()}]{{{PART}}}"
_BETWEEN = r"[\s:\u2010-\u2015-]{0,3}"
_MARKS = r"\u0300-\u036f"
_RECEIPT = re.compile(
    # Not in an address or a longer number.
    rf"(?<![\w@/{_MARKS}-])[Cc][Gg](?P<before>{_BETWEEN})(?P<first>{_PART_OF_CODE})"
    rf"(?P<between>{_BETWEEN})(?P<second>{_PART_OF_CODE})(?![\w@{_MARKS}]|-\w)"
)
_WANTS_DELETED = re.compile(
    r"\b(?:xoa|rutdongy|(?:rut|rut lai|huy) dong y|dung luu|dung giu|khong luu|khong giu)\b"
)
_DELETE_MINE = re.compile(
    r"\b(?:xoa|dung luu|dung giu|khong luu|khong giu)\b.{0,20}"
    r"\b(?:tin nhan|loi ke|chuyen|du lieu|thong tin|cuoc tro chuyen|noi dung)\b"
)
_MOST_WORDS = 9
_LONGEST_NAME = 3
"""Words of a command behind a slash: "/rút đồng ý"."""

_SPACE = re.compile(r"\s")
_OUR_NAME = re.compile(r"^@\w*bot\b", re.IGNORECASE)


def receipt_in(text: str) -> Receipt | None:
    """The receipt code of ours that the message is about, or None.

    In a few words, or behind "/xoa". Where nothing says that it is to be deleted, only a code just
    as we write it is one, or one that is all that was said.
    """
    said = bare(text)
    behind_slash = text.strip().startswith("/") and said.split()[:1] == ["xoa"]
    if not behind_slash and len(said.split()) > _MOST_WORDS:
        return None
    wanted = behind_slash or _WANTS_DELETED.search(said) is not None
    alone = _RECEIPT.fullmatch(text.strip()) is not None
    receipts = (_receipt(found, wanted=wanted, alone=alone) for found in _RECEIPT.finditer(text))
    return next((receipt for receipt in receipts if receipt), None)


def _receipt(found: re.Match[str], *, wanted: bool, alone: bool) -> Receipt | None:
    first, second = found["first"].upper(), found["second"].upper()
    code = f"CG-{first}-{second}"
    exact = found.group() == code
    letters = first + second
    # One code in twenty has no digit, and could be a name; one in a million has nothing else, and
    # is sooner somebody's number.
    named = letters.isalpha() and not (wanted and found["before"] == found["between"] == "-")
    if letters.isdigit() or named or not (exact or wanted or alone):
        return None
    return Receipt(code, *found.span(), exact)


def read_command(text: str) -> Asked | None:
    """The command that the message is, or None.

    A slash word may be followed by an argument and by Telegram's '@botname'. Without the slash
    only the exact words count, so that a story that begins with 'xoá' stays a story. A receipt
    code deletes however it is written where deleting is spoken of, and by itself as we write it.
    """
    if receipt := receipt_in(text):
        return Asked(Command.DELETE, receipt.code)
    said = bare(text.strip().lstrip("/"))
    if text.strip().startswith("/"):
        return _slash_command(text.strip())
    if command := _WORDS.get(said):
        return Asked(command)
    if len(said.split()) <= _MOST_WORDS and _DELETE_MINE.search(said):
        return Asked(Command.DELETE)
    return None


def speaks_of_the_story(text: str) -> bool:
    """Whether words that are a command by themselves go on with a story, once one was told."""
    return bare(text) in _OF_A_STORY_TOO and not text.strip().startswith("/")


def _slash_command(text: str) -> Asked | None:
    # The longest first: "/xác thực" is two words. What follows may begin on a new line.
    for length in range(_LONGEST_NAME, 0, -1):
        found = re.match(rf"/\s*(\S+(?:\s+\S+){{{length - 1}}})(?:\s+(.*))?$", text, re.DOTALL)
        if found is None:
            continue
        name, _, ours = found.group(1).partition("@")
        command = _WORDS.get(bare(name))
        if command is None or _SPACE.search(ours):
            continue
        rest = _OUR_NAME.sub("", found.group(2) or "").strip()
        # "/help tôi bị lừa": what follows is the story, and must not be dropped.
        return None if rest and command not in _TAKES_ARGUMENT else Asked(command, rest)
    return None

"""The commands, as slash words and as plain Vietnamese."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.answers import bare


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


_RECEIPT = re.compile(r"\bcg[\s-]*([a-z0-9]{5})[\s-]*([a-z0-9]{5})\b")
_DELETE_MINE = re.compile(
    r"\b(?:xoa|dung luu|dung giu|khong luu|khong giu)\b.{0,20}"
    r"\b(?:tin nhan|loi ke|chuyen|du lieu|thong tin|cuoc tro chuyen|noi dung)\b"
)
_MOST_WORDS = 9
_LONGEST_NAME = 3
"""Words of a command behind a slash: "/rút đồng ý"."""

_SPACE = re.compile(r"\s")
_OUR_NAME = re.compile(r"^@\w*bot\b", re.IGNORECASE)


def receipt_in(text: str) -> str:
    """The receipt code of ours that the message is about, as it was given; empty if none."""
    said = bare(text.strip().lstrip("/"))
    found = _RECEIPT.search(said) if len(said.split()) <= _MOST_WORDS else None
    return "CG-{}-{}".format(*found.groups()).upper() if found else ""


def read_command(text: str) -> Asked | None:
    """The command that the message is, or None.

    A slash word may be followed by an argument and by Telegram's '@botname'. Without the slash
    only the exact words count, so that a story that begins with 'xoá' stays a story. A receipt
    code deletes however it is written.
    """
    if receipt := receipt_in(text):
        return Asked(Command.DELETE, receipt)
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

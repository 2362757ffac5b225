"""The commands, as slash words and as plain Vietnamese."""

from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.answers import bare


class Command(StrEnum):
    """What a resident can ask for at any time."""

    START = "start"
    HELP = "help"
    DELETE = "xoa"
    PRIVACY = "quyenriengtu"
    CONTACTS = "lienhe"
    PLAYBOOKS = "kichban"

    @property
    def description(self) -> str:
        """One line for menus, in Vietnamese."""
        match self:
            case Command.START:
                return "Bắt đầu lại từ đầu"
            case Command.HELP:
                return "Cách dùng"
            case Command.DELETE:
                return "Xoá cuộc trò chuyện, hoặc xoá lời kể bằng mã biên nhận"
            case Command.PRIVACY:
                return "Tôi giữ gì, không giữ gì"
            case Command.CONTACTS:
                return "Gọi ai, báo ở đâu"
            case Command.PLAYBOOKS:
                return "Các chiêu lừa thường gặp"


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
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A command and what stood after it."""

    command: Command
    argument: str = ""


def read_command(text: str) -> Asked | None:
    """The command that the whole message is, or None.

    A slash word may be followed by an argument and by Telegram's '@botname'. Without the slash
    only the exact words count, so that a story that begins with 'xoá' stays a story.
    """
    stripped = text.strip()
    if stripped.startswith("/"):
        word, _, rest = stripped[1:].partition(" ")
        command = _WORDS.get(bare(word.partition("@")[0]))
        return Asked(command, rest.strip()) if command else None
    said = bare(stripped)
    if command := _WORDS.get(said):
        return Asked(command)
    # "xoá CG-AB2CD-3EF4G": the receipt code typed after the plain word.
    word, _, rest = said.partition(" ")
    if _WORDS.get(word) is Command.DELETE and rest.startswith("cg"):
        return Asked(Command.DELETE, rest)
    return None

"""Whether a reply to another message asks about that message: "tin này thật không?"."""

import re

from bot.conversation.answers import bare
from bot.conversation.commands import Command, read_command, speaks_of_the_story

_MOST_WORDS = 10
_POINTS_AT_IT = re.compile(
    r"\b(?:tin|cai|thu|chuyen|bai|doan|so|loi|vu)(?: nhan| goi)? (?:nay|do|kia)\b"
    r"|\b(?:la gi|that (?:khong|ko|k|hong|hay gia|ha)|co that|phai (?:that|lua)|lua dao|tin duoc|"
    r"sao (?:day|vay|a)|(?:xem|coi|kiem tra|doc) (?:gium|giup|thu|ho|dum)|dung khong|thiet khong|"
    r"thiet hong)\b"
    r"|^(?:sao|that khong|gi day|gi vay|sao vay|day|day ne|ne)$"
)
# Whoever tells something of their own is heard first: "tin này kêu tui chuyển, tui chuyển rồi".
_TELLS = re.compile(r"\b(?:chuyen tien|chuyen roi|mat tien|bam roi|doc ma|cai roi|lo)\b")


def asks_about_quoted(text: str, quoted: str) -> bool:
    """Whether `quoted` is what is asked about, and `text` only points at it."""
    if not quoted.strip():
        return False
    said = bare(text)
    if not said or speaks_of_the_story(text):
        return True
    asked = read_command(text)
    if asked is not None:
        return asked.command is Command.CHECK and not asked.argument
    few = len(said.split()) <= _MOST_WORDS
    return few and _POINTS_AT_IT.search(said) is not None and _TELLS.search(said) is None

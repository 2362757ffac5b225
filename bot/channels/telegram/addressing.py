"""In a group: whether a message speaks to the bot, and its words without the bot's name.

What the others say to each other is none of our business: it is neither taken nor counted.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channels.telegram.updates import Entity, Message

# Telegram sends a bare command to every bot of a group; this one is nobody else's.
_OURS = "/kiemtra"
_BLANKS = re.compile(r"[^\S\n]{2,}")


@dataclass(frozen=True, slots=True)
class Us:
    """Who the bot is on Telegram."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that is asked about: its words, and what else it holds."""

    words: str = ""
    parts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Addressed:
    """What the bot is told in a group, and the message that it is asked about."""

    words: str
    quoted: Quoted


def addressed(message: Message, us: Us) -> Addressed | None:
    """What is said to us; None if it is said to others."""
    words, named = _without_our_name(message, us)
    answered = message.reply_to_message
    to_us = answered is not None and answered.author is not None and answered.author.id == us.id
    if not (named or to_us):
        return None
    return Addressed(words, Quoted() if to_us else _quoted(message))


def asked_about(message: Message) -> Quoted:
    """In private: the message, no answer of ours, to which the resident replies."""
    answered = message.reply_to_message
    by_a_bot = answered is not None and answered.author is not None and answered.author.is_bot
    return Quoted() if by_a_bot else _quoted(message)


def _quoted(message: Message) -> Quoted:
    answered = message.reply_to_message
    if answered is not None:
        return Quoted(answered.words, answered.parts)
    # Of a message of another chat come the part that was chosen, and its pictures.
    elsewhere = message.parts.get("external_reply")
    words = message.quote.text if message.quote is not None else ""
    return Quoted(words, elsewhere if isinstance(elsewhere, Mapping) else {})


def _without_our_name(message: Message, us: Us) -> tuple[str, bool]:
    """The words without the mentions of us, and whether there was one."""
    # Telegram counts in UTF-16 code units: an emoji before the name is two of them.
    units = message.words.encode("utf-16-le")
    named = False
    for mark in sorted(message.marks, key=lambda mark: mark.offset, reverse=True):
        begin, end = 2 * mark.offset, 2 * (mark.offset + mark.length)
        marked = units[begin:end].decode("utf-16-le", "ignore")
        left = _left_of(mark, marked, us)
        if left is not None:
            named = True
            units = units[:begin] + left.encode("utf-16-le") + units[end:]
    words = units.decode("utf-16-le", "ignore")
    return (_BLANKS.sub(" ", words).strip() if named else words), named


def _left_of(mark: Entity, marked: str, us: Us) -> str | None:
    """What stays of a mention of us; None if it is none."""
    name = f"@{us.username}".lower()
    if mark.type == "text_mention":
        return "" if mark.user is not None and mark.user.id == us.id else None
    if mark.type == "mention":
        return "" if marked.lower() == name else None
    if mark.type == "bot_command":
        command, at, whom = marked.partition("@")
        if f"{at}{whom}".lower() == name or (not at and command.lower() == _OURS):
            return command
    return None
